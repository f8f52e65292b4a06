// Times jsgeoda's local statistics: node peer_jsgeoda.js AREAS.geojson VALUES.csv PERMUTATIONS ROUNDS
// NODE_PATH leads to jsgeoda. Prints one JSON document.
const fs = require("fs");
const jsgeoda = require("jsgeoda");

const [areas, table, permutations, rounds] = process.argv.slice(2);

function best(work) {
  let least = Infinity;
  let result;
  for (let round = 0; round < Number(rounds); ++round) {
    const start = performance.now();
    result = work();
    least = Math.min(least, performance.now() - start);
  }
  return [least, result];
}

(async () => {
  const geoda = await jsgeoda.New();
  const bytes = fs.readFileSync(areas);
  const map = geoda.readGeoJSON(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const weights = geoda.getQueenWeights(map);
  const values = fs.readFileSync(table, "utf8").trim().split("\n").slice(1).map(Number);
  const seed = 123456789;
  const run = (name) => best(() => geoda[name](weights, values, Number(permutations), "lookup", 0.05, seed));
  const [moran, lisa] = run("localMoran");
  const [geary] = run("localGeary");
  const [gStar] = run("localGStar");
  const path = process.argv[6];
  if (path) {
    const p = lisa.getPValues();
    const lines = lisa.getLisaValues().map((value, area) => `${value},${p[area]}`);
    fs.writeFileSync(path, `moran,moran_p\n${lines.join("\n")}\n`);
  }
  console.log(JSON.stringify({
    mean_neighbours: weights.meanNeighbors, moran_ms: moran, geary_ms: geary, g_star_ms: gStar,
  }));
})();
