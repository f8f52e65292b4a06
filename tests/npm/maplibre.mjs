// maplibre.mjs FOLDER: MapLibre in headless Chromium draws the archives; the pictures stay there.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, openSync, readSync, closeSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { openArchive } from "./archive.mjs";

const [folder] = process.argv.slice(2);
const browserPath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser",
                     "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
if (!browserPath) {
    console.log("skipped: npm/maplibre (needs Chromium)");
    process.exit(77);
}

const files = {
    "/": ["page.html", "text/html"],
    "/maplibre-gl.js": ["node_modules/maplibre-gl/dist/maplibre-gl.js", "text/javascript"],
    "/maplibre-gl.css": ["node_modules/maplibre-gl/dist/maplibre-gl.css", "text/css"],
    "/pmtiles.js": ["node_modules/pmtiles/dist/pmtiles.js", "text/javascript"],
    "/demo.pmtiles": [`${folder}/demo.pmtiles`, "application/vnd.pmtiles"],
    "/coverage.pmtiles": [`${folder}/coverage.pmtiles`, "application/vnd.pmtiles"],
};

// Serves ranges, as any host of PMTiles does.
let ranges = 0;
const server = createServer((request, response) => {
    const found = files[new URL(request.url, "http://localhost").pathname];
    if (!found) {
        response.writeHead(404).end();
        return;
    }
    const [path, type] = found;
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!range) {
        response.writeHead(200, { "content-type": type }).end(readFileSync(path));
        return;
    }
    ranges++;
    const { size } = statSync(path);
    const first = Number(range[1]);
    const last = Math.min(Number(range[2]), size - 1);
    const bytes = Buffer.alloc(last - first + 1);
    const descriptor = openSync(path);
    readSync(descriptor, bytes, 0, bytes.length, first);
    closeSync(descriptor);
    response.writeHead(206, { "content-type": type,
                              "content-range": `bytes ${first}-${last}/${size}` }).end(bytes);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
           "--ignore-gpu-blocklist", "--no-sandbox", "--disable-dev-shm-usage"],
});

async function draw(picture, asked) {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(`${origin}/#${encodeURIComponent(JSON.stringify(asked))}`);
    await page.waitForFunction("window.ready === true", null, { timeout: 90000 }).catch((error) => {
        throw new Error(`${picture}: ${error.message}\n${said.join("\n")}`);
    });
    assert.equal(await page.evaluate("window.failure"), undefined);
    const bytes = await page.screenshot();
    writeFileSync(`${folder}/${picture}.png`, bytes);
    const { features, zoom } = await page.evaluate("({ features: window.features, zoom: window.zoom })");
    await page.close();
    const png = PNG.sync.read(bytes);
    const colours = new Map();
    for (let i = 0; i < png.data.length; i += 4) {
        const colour = (png.data[i] << 16) | (png.data[i + 1] << 8) | png.data[i + 2];
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    return { png, colours, features, zoom };
}

const ground = 0xff00ff;
// ColorBrewer's RdYlBu, ten classes.
const palette = ["#a50026", "#d73027", "#f46d43", "#fdae61", "#fee090", "#e0f3f8", "#abd9e9",
                 "#74add1", "#4575b4", "#313695"];
const byDecile = ["match", ["get", "imd_decile"],
                  ...palette.flatMap((colour, i) => [i + 1, colour]), "#000000"];
const boundsOf = async (name) => {
    const header = await openArchive(`${folder}/${name}.pmtiles`).getHeader();
    return [[header.minLon, header.minLat], [header.maxLon, header.maxLat]];
};

try {
    // The demo, by decile: every colour is there, nothing but them and the ground.
    const areas = JSON.parse(readFileSync(`${folder}/demo.json`, "utf8"));
    const demo = await draw("demo", { archive: "demo.pmtiles", fill: byDecile,
                                      bounds: await boundsOf("demo"), padding: 10 });
    assert.equal(demo.features, areas.length);
    for (const colour of palette) {
        const pixels = demo.colours.get(parseInt(colour.slice(1), 16)) ?? 0;
        assert.ok(pixels > 200, `${colour}: ${pixels} pixels`);
    }
    assert.equal(demo.colours.size, palette.length + 1, "colours that nobody asked for");

    // A coverage in one colour, its rectangle beyond the view: not one pixel of ground shows, at
    // zooms between those of the tiles, below the highest and beyond it.
    const [[west, south], [east, north]] = await boundsOf("coverage");
    for (const share of [0.97, 0.6, 0.23, 0.07, 0.011]) {
        const dx = ((east - west) * share) / 2;
        const dy = ((north - south) * share) / 2;
        const x = west + (east - west) * 0.51;
        const y = south + (north - south) * 0.49;
        const asked = { archive: "coverage.pmtiles", bounds: [[x - dx, y - dy], [x + dx, y + dy]],
                        padding: 0 };
        const one = await draw(`coverage_${share}`, { ...asked, fill: "#4575b4" });
        const bare = one.colours.get(ground) ?? 0;
        if (share < 0.9) {
            assert.equal(bare, 0, `${bare} pixels of ground at zoom ${one.zoom}`);
            assert.equal(one.colours.size, 1);
        } else {
            // The whole rectangle stands in the view: its pixels are a rectangle without holes.
            let [left, right, top, bottom, filled] = [800, -1, 600, -1, 0];
            for (let py = 0; py < 600; py++) {
                for (let px = 0; px < 800; px++) {
                    const i = 4 * (py * 800 + px);
                    if (one.png.data[i] === 0x45) {
                        filled++;
                        left = Math.min(left, px);
                        right = Math.max(right, px);
                        top = Math.min(top, py);
                        bottom = Math.max(bottom, py);
                    }
                }
            }
            assert.equal(filled, (right - left + 1) * (bottom - top + 1));
            assert.ok(filled > 200000, `${filled} pixels`);
        }
        console.log(`coverage at zoom ${one.zoom.toFixed(2)}: ${one.features} areas, no seam`);
    }
    const coloured = await draw("coverage", { archive: "coverage.pmtiles", fill: byDecile,
                                              bounds: await boundsOf("coverage"), padding: 20 });
    assert.equal(coloured.colours.size, palette.length + 1);
    assert.ok(ranges > 10, `${ranges} ranges asked for`);
    console.log(`demo at zoom ${demo.zoom.toFixed(2)}: ${demo.features} areas; ${ranges} ranges read`);
} finally {
    await browser.close();
    server.close();
}
