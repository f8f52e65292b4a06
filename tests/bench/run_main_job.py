#!/usr/bin/env python3
"""The main job as whole processes: levelin against mapshaper and ogr2ogr, in one run.

Rounds are interleaved, so that a slow spell of the machine meets every program; the first round
warms the cache and is thrown away; the best of the rest counts. Memory is the peak resident set
of the process and its children.
"""

import gzip
import json
import os
import platform
import shutil
import tempfile
from pathlib import Path

from measuring import compare, program_arguments, version_of


def jobs(arguments, work):
    """Name -> (command, what is written, version)."""
    data = arguments.shared / "data"
    shapes = data / "boundaries/small_areas_dense_shp/lsoa2011_ew.shp"
    packed = data / "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz"
    if not shapes.exists():
        raise SystemExit(f"skipped: needs {shapes}")
    # The peers get the table unpacked, before the clock starts.
    table = work / "domains.csv"
    table.write_bytes(gzip.decompress(packed.read_bytes()))

    run = [str(arguments.levelin), "run", "--recipe", "england-imd-2019", "--boundaries", str(shapes),
           "--table", f"domains={packed}", "--overwrite", "--quiet", "--out"]
    result = {
        "levelin run": (run + [str(work / "levelin")], work / "levelin/areas.geojson",
                        version_of([str(arguments.levelin), "--version"])),
        "levelin run --no-map": (run + [str(work / "plain"), "--no-map"],
                                 work / "plain/areas.geojson", None),
    }
    mapshaper = arguments.mapshaper or shutil.which("mapshaper")
    if mapshaper:
        out = work / "mapshaper.geojson"
        result["mapshaper: join, reproject, GeoJSON"] = (
            [str(mapshaper), str(shapes), "-join", str(table), "keys=code,LSOA code (2011)",
             "-proj", "wgs84", "-o", str(out), "precision=0.000001"], out,
            "mapshaper " + version_of([str(mapshaper), "--version"]))
    else:
        print("skipped: mapshaper (not found)")
    if shutil.which("ogr2ogr"):
        out = work / "ogr2ogr.geojson"
        result["ogr2ogr: reproject, GeoJSON (no join)"] = (
            ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "RFC7946=YES", "-lco",
             "COORDINATE_PRECISION=6", str(out), str(shapes)], out,
            version_of(["ogr2ogr", "--version"]))
    else:
        print("skipped: ogr2ogr (not found)")
    return result


def main():
    parser = program_arguments(__doc__, rounds=5)
    parser.add_argument("--mapshaper", type=Path)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="levelin-bench-") as folder:
        work = Path(folder)
        todo = jobs(arguments, work)
        samples, best, peak, sizes = compare(todo, arguments.rounds, work)
    base = best["levelin run"]["seconds"]
    print(f"{platform.machine()}, {os.cpu_count()} processors; best of {arguments.rounds}, warm "
          "cache; "
          + "; ".join(version for _, _, version in todo.values() if version))
    print()
    print("| whole process | wall s | processor s | peak MB | GeoJSON MB | against levelin |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, figures in best.items():
        print(f"| {name} | {figures['seconds']:.2f} | {figures['cpu_seconds']:.2f} | "
              f"{peak[name]:.0f} | {sizes[name]:.1f} | {figures['seconds'] / base:.2f} x |")
    if arguments.json:
        arguments.json.write_text(json.dumps(
            {name: {"samples": samples[name], "geojson_mb": sizes[name]} for name in todo},
            indent=2) + "\n")


if __name__ == "__main__":
    main()
