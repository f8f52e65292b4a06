// Every package of package.json is there in the version that it pins, and loads.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const wanted = JSON.parse(readFileSync("package.json", "utf8")).dependencies;
const browserOnly = new Set(["maplibre-gl"]);
for (const [name, version] of Object.entries(wanted)) {
    const found = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
    assert.equal(found, version, name);
    if (!browserOnly.has(name)) {
        assert.ok(Object.keys(await import(name)).length > 0, name);
    }
}
console.log(`${Object.keys(wanted).length} packages`);
