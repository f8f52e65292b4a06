// report.mjs LEVELIN SOURCE: axe-core in headless Chromium finds nothing to complain of in reports and
// profiles, wide and narrow; they load nothing from elsewhere and keep within the window.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [levelin, source] = process.argv.slice(2);
const browserPath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser",
                     "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
if (!browserPath) {
    console.log("skipped: npm/report (needs Chromium)");
    process.exit(77);
}

const folder = resolve("reports");
mkdirSync(folder, { recursive: true });
const call = (...words) => execFileSync(levelin, [...words, "--quiet", "--overwrite"], { cwd: folder });
call("run", `${source}/geodata/demo/demo.toml`, "--out", "demo", "--time", "2026-01-01T00:00:00Z");
writeFileSync(`${folder}/rule.toml`, `title = "Greatest need"
missing = "leave_out"
[[step]]
title = "the tenth in greatest need"
top = { by = "need_rank", lowest = true, share = "10%" }
[scorecard]
people = "population"
`);
call("target", "demo", "--rule", "rule.toml", "--out", "support");
call("report", "demo", "--to", "plain.html");
call("report", "demo", "--target", "support", "--to", "target.html", "--date", "January 2026");
call("report", "demo", "--to", "long.html", "--title", "Where need is greatest ".repeat(90));
call("profile", "demo", "Blackpool", "E08000003", "S12000033", "--target", "support",
     "--to", "profiles.html");

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const browser = await chromium.launch({ executablePath: browserPath,
                                        args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
    let checked = 0;
    for (const name of ["plain", "target", "long", "profiles"]) {
        for (const [width, height] of [[1280, 900], [360, 800]]) {
            const page = await browser.newPage({ viewport: { width, height } });
            const asked = [];
            page.on("request", (request) => asked.push(request.url()));
            await page.goto(`file://${folder}/${name}.html`);
            assert.deepEqual(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:")),
                             [], `${name}: asks for more than itself`);
            await page.evaluate(() => document.querySelectorAll("details")
                .forEach((details) => { details.open = true; }));
            await page.evaluate(axe);
            const found = await page.evaluate(() => window.axe.run(document, {
                resultTypes: ["violations"],
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            }));
            assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0].html})`), [],
                             `${name} at ${width} px`);
            checked += found.passes.length;
            // Nothing makes the page itself wider than the window.
            const [inner, all] = await page.evaluate(
                () => [window.innerWidth, document.documentElement.scrollWidth]);
            assert.ok(all <= inner, `${name}: ${all} px in a window of ${inner}`);
            // The first stop of the keyboard leads past the contents.
            await page.keyboard.press("Tab");
            assert.equal(await page.evaluate("document.activeElement.getAttribute('href')"), "#main");
            assert.equal(await page.evaluate("document.documentElement.lang"), "en-GB");
            // Every picture has a name and a description, every table a caption.
            const poor = await page.evaluate(() => [...document.querySelectorAll("svg")]
                .filter((svg) => !svg.querySelector("title")?.textContent ||
                                 !svg.querySelector("desc")?.textContent).length +
                [...document.querySelectorAll("table")].filter((t) => !t.caption?.textContent).length);
            assert.equal(poor, 0, name);
            await page.screenshot({ path: `${folder}/${name}_${width}.png` });
            await page.close();
        }
    }
    assert.ok(checked > 100, `${checked} rules passed`);
    console.log(`0 violations, ${checked} rules passed on 8 pages`);
} finally {
    await browser.close();
}
