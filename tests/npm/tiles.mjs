// tiles.mjs FOLDER: pmtiles and vector-tile read the archives that make_archive wrote.
import { VectorTile } from "@mapbox/vector-tile";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Pbf from "pbf";
import { openArchive, ringArea, toWorld } from "./archive.mjs";

const [folder] = process.argv.slice(2);
const extent = 4096;
const pixelUnits = 8;

async function check(name, maxZoom) {
    const areas = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
    const archive = openArchive(`${folder}/${name}.pmtiles`);
    const header = await archive.getHeader();
    assert.equal(header.specVersion, 3);
    assert.equal(header.clustered, true);
    assert.equal(header.tileType, 1);
    assert.equal(header.tileCompression, 2);
    assert.equal(header.minZoom, 0);
    assert.equal(header.maxZoom, maxZoom);
    const points = areas.flatMap((area) => area.rings.flat());
    const bounds = [header.minLon, header.minLat, header.maxLon, header.maxLat];
    const expected = [
        Math.min(...points.map((p) => p[0])), Math.min(...points.map((p) => p[1])),
        Math.max(...points.map((p) => p[0])), Math.max(...points.map((p) => p[1])),
    ];
    bounds.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 2e-7));
    const metadata = await archive.getMetadata();
    assert.equal(metadata.attribution, "Crown copyright &lt;and&gt; database right");
    assert.deepEqual(metadata.vector_layers, [{
        id: "areas", description: "", minzoom: 0, maxzoom: maxZoom,
        fields: { code: "String", name: "String", status: "String", imd_decile: "Number",
                  change: "Number", imd_score: "Number" },
    }]);

    const world = new Map(areas.map((area, a) => [area.code, {
        position: a,
        // Holes run the other way round, so that the sum is the ground.
        ground: Math.abs(area.rings.reduce((sum, ring) => sum + ringArea(ring.slice(1).map(toWorld)), 0)),
    }]));
    let compared = 0;
    for (let zoom = 0; zoom <= maxZoom; zoom++) {
        const tiles = 2 ** zoom;
        const [x0, y0] = toWorld([header.minLon, header.maxLat]).map((v) => Math.floor(v * tiles));
        const [x1, y1] = toWorld([header.maxLon, header.minLat]).map((v) => Math.floor(v * tiles));
        const seen = new Set();
        for (let x = x0; x <= x1; x++) {
            for (let y = y0; y <= y1; y++) {
                const tile = await archive.getZxy(zoom, x, y);
                if (!tile) continue;
                const { layers } = new VectorTile(new Pbf(new Uint8Array(tile.data)));
                assert.deepEqual(Object.keys(layers), ["areas"]);
                const layer = layers.areas;
                assert.equal(layer.version, 2);
                assert.equal(layer.extent, extent);
                assert.ok(layer.length > 0);
                for (let i = 0; i < layer.length; i++) {
                    const feature = layer.feature(i);
                    const { code } = feature.properties;
                    const area = world.get(code);
                    assert.ok(area, code);
                    seen.add(code);
                    assert.equal(feature.type, 3);
                    assert.equal(feature.id, area.position + 1);
                    assert.equal(feature.properties.imd_decile, (area.position % 10) + 1);
                    assert.equal(feature.properties.change, 5 - area.position);
                    if (area.position % 9 === 4) {
                        assert.equal(feature.properties.status, "suppressed");
                        assert.ok(!("imd_score" in feature.properties));
                    } else {
                        assert.equal(feature.properties.status, "ok");
                        assert.equal(feature.properties.imd_score, area.position / 3);
                    }
                    const rings = feature.loadGeometry().map((ring) =>
                        ring.slice(0, -1).map((p) => [p.x, p.y]));
                    const first = ringArea(rings[0]);
                    assert.ok(first > 0, "the first ring is an outer one");
                    const inside = rings.flat().every(([px, py]) =>
                        px >= 0 && py >= 0 && px <= extent && py <= extent);
                    const ground = rings.reduce((sum, ring) => sum + ringArea(ring), 0);
                    assert.ok(ground > 0);
                    // Whole in this tile: as large as it is, but for rounding and half a pixel.
                    const truth = area.ground * (tiles * extent) ** 2;
                    if (inside && truth > 10000) {
                        compared++;
                        const border = 4 * Math.sqrt(truth) * 1.5;
                        assert.ok(Math.abs(ground - truth) < border * (pixelUnits / 2),
                                  `${code} at zoom ${zoom}: ${ground}, expected ${truth}`);
                    }
                }
            }
        }
        for (const [code, area] of world) {
            const units = area.ground * (tiles * extent) ** 2;
            if (units >= pixelUnits ** 2) {
                assert.ok(seen.has(code), `${code} is ${units} square units and not in zoom ${zoom}`);
            }
        }
    }
    assert.ok(compared > 100, `${compared} areas compared`);
    console.log(`${name}: ${areas.length} areas, ${header.numAddressedTiles} tiles, ` +
                `${compared} areas compared`);
}

await check("demo", 8);
await check("coverage", 12);
