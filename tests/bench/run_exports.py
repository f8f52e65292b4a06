#!/usr/bin/env python3
"""Exports as whole processes: levelin against ogr2ogr and mapshaper, in one run.

The 34,753 LSOAs of England and Wales (2011; EPSG:27700) to GeoJSON in longitude and latitude with
six decimals, and to TopoJSON at two quantisations, at full resolution with the layer's own fields;
TopoJSON of the GeoJSON that levelin wrote, whose borders are equal on both sides; and simplified to
a tenth of the removable points. Rounds are
interleaved; see run_main_job.py.
"""

import json
import os
import platform
import shutil
import tempfile
from pathlib import Path

from measuring import compare, measure, program_arguments, version_of

QUANTISATIONS = (100000, 1000000)


def jobs(arguments, work):
    """Name -> (command, what is written, version)."""
    shapes = arguments.shared / "data/boundaries/small_areas_dense_shp/lsoa2011_ew.shp"
    if not shapes.exists():
        raise SystemExit(f"skipped: needs {shapes}")
    levelin = str(arguments.levelin)
    matched = work / "matched.geojson"
    measure([levelin, "export", str(shapes), "--to", str(matched), "--quiet"], work / "log")

    def export(source, name, *options):
        out = work / name
        return [levelin, "export", str(source), "--to", str(out), "--quiet", *options], out

    result = {"levelin: GeoJSON": (*export(shapes, "levelin.geojson"),
                                   version_of([levelin, "--version"]))}
    # The profile d3 has the codes as ids; mapshaper is told to write them too.
    topojson = ("--profile", "d3", "--quantization")
    for q in QUANTISATIONS:
        result[f"levelin: TopoJSON, {q:,}"] = (
            *export(shapes, f"levelin{q}.topojson", *topojson, str(q)), None)
    result["levelin: TopoJSON of matched borders, 1,000,000"] = (
        *export(matched, "levelin_matched.topojson", *topojson, "1000000"), None)

    light = work / "levelin_light.geojson"
    result["levelin: simplified to 10 %, GeoJSON"] = (
        [levelin, "simplify", str(shapes), str(light), "--keep", "10%", "--quiet", "--overwrite"],
        light, None)

    mapshaper = arguments.mapshaper or shutil.which("mapshaper")
    if mapshaper:
        def shape(source, name, work_on, *write):
            out = work / name
            return [str(mapshaper), "-i", str(source), *work_on, "-o", str(out), *write], out

        # Borders are snapped on reading where arcs are wanted; without snapping none is shared.
        snapped = ("snap", "name=areas")
        project = ("-proj", "wgs84")
        thinned = ("-simplify", "10%", "keep-shapes", *project)
        six_decimals = "precision=0.000001"
        result["mapshaper: GeoJSON"] = (
            *shape(shapes, "mapshaper.geojson", ("name=areas", *project), six_decimals),
            "mapshaper " + version_of([str(mapshaper), "--version"]))
        for q in QUANTISATIONS:
            result[f"mapshaper: TopoJSON, {q:,}"] = (
                *shape(shapes, f"mapshaper{q}.topojson", (*snapped, *project), "id-field=code",
                       f"quantization={q}"), None)
        result["mapshaper: TopoJSON of matched borders, 1,000,000"] = (
            *shape(matched, "mapshaper_matched.topojson", ("name=areas",), "id-field=code",
                   "quantization=1000000"), None)
        result["mapshaper: simplified to 10 %, GeoJSON"] = (
            *shape(shapes, "mapshaper_light.geojson", (*snapped, *thinned), six_decimals), None)
        if arguments.snap_command:
            result["mapshaper: simplified to 10 % after -snap, GeoJSON"] = (
                *shape(shapes, "mapshaper_snap.geojson", ("name=areas", "-snap", *thinned),
                       six_decimals), None)
    else:
        print("not run: mapshaper (not found)")
    if shutil.which("ogr2ogr"):
        out = work / "ogr2ogr.geojson"
        result["ogr2ogr: GeoJSON"] = (
            ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "RFC7946=YES", "-lco",
             "COORDINATE_PRECISION=6", str(out), str(shapes)], out,
            version_of(["ogr2ogr", "--version"]))
    else:
        print("not run: ogr2ogr (not found)")
    return result


def main():
    parser = program_arguments(__doc__, rounds=3)
    parser.add_argument("--mapshaper", type=Path)
    parser.add_argument("--snap-command", action="store_true",
                        help="also mapshaper's -snap as a command of its own, minutes a round")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="levelin-bench-") as folder:
        work = Path(folder)
        todo = jobs(arguments, work)
        samples, best, peak, sizes = compare(todo, arguments.rounds, work)

    print(f"{platform.machine()}, {os.cpu_count()} processors; best of {arguments.rounds}, warm "
          "cache; "
          + "; ".join(version for _, _, version in todo.values() if version))
    print()
    print("| whole process | wall s | processor s | peak MB | file MB |")
    print("|---|---:|---:|---:|---:|")
    for name, figures in best.items():
        print(f"| {name} | {figures['seconds']:.2f} | {figures['cpu_seconds']:.2f} | "
              f"{peak[name]:.0f} | {sizes[name]:.1f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps(
            {name: {"samples": samples[name], "file_mb": sizes[name]} for name in todo},
            indent=2) + "\n")


if __name__ == "__main__":
    main()
