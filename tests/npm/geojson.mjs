// An RFC 7946 checker passes every GeoJSON that levelin writes, and d3-geo draws the d3 profile
// without filling the sphere.
// Arguments: PROGRAM BOUNDARIES.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "@placemarkio/check-geojson";
import { geoArea, geoBounds, geoMercator, geoPath } from "d3-geo";

const [program, boundaries] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "levelin-geojson-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function write(name, ...options) {
    const path = join(folder, name);
    execFileSync(program, ["export", boundaries, "--to", path, "--quiet", "--overwrite", ...options]);
    return readFileSync(path, "utf8");
}

const ringsOf = (geometry) => geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
function ringArea(ring) {
    let sum = 0;
    for (let i = 1; i < ring.length; ++i) {
        sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    }
    return sum / 2;
}

// The checker does find fault.
assert.throws(() => check('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}'));

const profiles = ["maplibre", "leaflet", "d3", "powerbi", "tableau", "arcgis", "kepler", "datawrapper",
    "flourish"];
let areas = 0;
for (const options of [[], ...profiles.map((profile) => ["--profile", profile])]) {
    const collection = check(write("a.geojson", ...options));
    const clockwise = options[1] === "d3";
    assert.equal(collection.type, "FeatureCollection");
    assert.equal("crs" in collection, false);
    assert.equal(collection.bbox.length, 4);
    areas = collection.features.length;
    const keys = JSON.stringify(Object.keys(collection.features[0].properties));
    const ids = new Set();
    for (const { id, properties, geometry } of collection.features) {
        ids.add(id);
        assert.equal(JSON.stringify(Object.keys(properties)), keys);
        for (const [outer, ...holes] of ringsOf(geometry)) {
            assert.equal(ringArea(outer) < 0, clockwise, options.join(" "));
            holes.forEach((hole) => assert.equal(ringArea(hole) > 0, clockwise));
        }
    }
    assert.equal(ids.size, areas);
}
const lines = write("a.geojsonl").trimEnd().split("\n");
assert.equal(lines.length, areas);
lines.forEach((line) => assert.equal(check(line).type, "Feature"));

// On the sphere a ring holds what lies to its right: the RFC's rings fill all of it but the area.
const sphere = 4 * Math.PI;
const d3 = JSON.parse(write("d3.geojson", "--profile", "d3"));
const rfc = JSON.parse(write("rfc.geojson"));
assert.ok(d3.features.every((feature) => geoArea(feature) < 0.01));
assert.ok(rfc.features.every((feature) => geoArea(feature) > sphere - 0.01));
const [[west, south], [east, north]] = geoBounds(d3);
assert.ok(west > -15 && east < 8 && south > 45 && north < 63, `${west} ${south} ${east} ${north}`);
const size = 500;
const path = geoPath(geoMercator().fitSize([size, size], d3));
let drawn = 0;
for (const feature of d3.features) {
    const [[left, top], [right, bottom]] = path.bounds(feature);
    assert.ok(left >= -1 && top >= -1 && right <= size + 1 && bottom <= size + 1);
    assert.ok(right - left < size / 2 && bottom - top < size / 2, feature.properties.code);
    drawn += path.area(feature);
}
assert.ok(drawn > 0.05 * size * size && drawn < size * size);
console.log(`${areas} areas, ${profiles.length} profiles`);
