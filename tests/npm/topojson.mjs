// topojson-client reads levelin's TopoJSON to the areas of its GeoJSON.
// Arguments: PROGRAM BOUNDARIES [OPTION...] (options of levelin export for both files).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { feature, neighbors } from "topojson-client";

const [program, boundaries] = process.argv.slice(2);
if (!statSync(boundaries, { throwIfNoEntry: false })) {
    console.log(`skipped: npm/topojson (needs ${boundaries})`);
    process.exit(77);
}
const folder = mkdtempSync(join(tmpdir(), "levelin-topojson-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function write(name, ...options) {
    const path = join(folder, name);
    execFileSync(program, ["export", boundaries, "--to", path, "--quiet", "--overwrite", ...options]);
    return JSON.parse(readFileSync(path, "utf8"));
}

const polygonsOf = (geometry) =>
    geometry === null ? [] : geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

function ringArea(ring) {
    let sum = 0;
    for (let i = 1; i < ring.length; ++i) {
        sum += (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1])
            - (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
    }
    return sum / 2;
}

// Every point of a ring, whichever the first.
const pointsOf = (geometry) => polygonsOf(geometry)
    .map((polygon) => polygon.map((ring) =>
        ring.slice(1).map(([x, y]) => `${x.toFixed(6)} ${y.toFixed(6)}`).sort().join()).join("|"))
    .sort().join("#");

const plain = write("a.geojson");
const byDecimals = write("a.topojson");
assert.deepEqual(Object.keys(byDecimals.objects), ["areas"]);
const read = feature(byDecimals, byDecimals.objects.areas);
assert.equal(read.features.length, plain.features.length);
for (let i = 0; i < plain.features.length; ++i) {
    const [one, other] = [read.features[i], plain.features[i]];
    assert.equal(one.id, other.id);
    assert.deepEqual(one.properties, other.properties);
    assert.equal(pointsOf(one.geometry), pointsOf(other.geometry), other.properties.code);
    for (const [ring, ...holes] of polygonsOf(one.geometry)) {
        assert.ok(ringArea(ring) > 0);
        holes.forEach((hole) => assert.ok(ringArea(hole) < 0));
    }
}
assert.ok(neighbors(byDecimals.objects.areas.geometries).some((list) => list.length > 0),
    "areas share arcs");

// Clockwise for d3: the same arcs, walked the other way.
const clockwise = write("d3.topojson", "--profile", "d3");
for (const { geometry } of feature(clockwise, clockwise.objects.areas).features) {
    polygonsOf(geometry).forEach(([ring]) => assert.ok(ringArea(ring) < 0));
}

// Quantised: every area keeps its place and its area, within what a cell can change.
const quantised = write("q.topojson", "--quantization", "100000");
const [width, height] = quantised.transform.scale;
const coarse = feature(quantised, quantised.objects.areas);
assert.equal(coarse.features.length, plain.features.length);
for (let i = 0; i < plain.features.length; ++i) {
    const sizes = [plain, coarse].map((file) => polygonsOf(file.features[i].geometry).flat()
        .reduce((sum, ring) => sum + ringArea(ring), 0));
    let border = 0;
    for (const ring of polygonsOf(plain.features[i].geometry).flat()) {
        for (let k = 1; k < ring.length; ++k) {
            border += Math.hypot(ring[k][0] - ring[k - 1][0], ring[k][1] - ring[k - 1][1]);
        }
    }
    const cell = Math.max(width, height);
    assert.ok(Math.abs(sizes[0] - sizes[1]) <= border * cell + 4 * cell * cell,
        plain.features[i].properties.code);
}
console.log(`${plain.features.length} areas, ${byDecimals.arcs.length} arcs`);
