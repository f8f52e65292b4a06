#!/usr/bin/env python3
"""Vector tiles of the 34,753 LSOAs of England and Wales: levelin against tippecanoe and GDAL.

Whole processes on the same areas, in one run, rounds interleaved, best wall time. levelin reads the
shapefile in British National Grid and reprojects it; the peers cannot (tippecanoe) or are spared it
(GDAL), and get GeoJSON in longitude and latitude that was made beforehand. Then every archive is
read: how many areas stand in each zoom, and how many are missing that cover a square pixel or more.
"""

import argparse
import gzip
import json
import math
import os
import platform
import shutil
import sqlite3
import struct
import subprocess
import tempfile
from pathlib import Path

from measuring import measure, version_of

ROOT = Path(__file__).resolve().parents[2]
PIXELS = 512  # Along the side of a tile on the screen.


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def fields(data):
    """Number and value of each field of a protocol buffer message; bytes as views."""
    at, end = 0, len(data)
    while at < end:
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 2:
            length, at = varint(data, at)
            value = data[at:at + length]
            at += length
        else:
            length = 8 if kind == 1 else 4
            value = data[at:at + length]
            at += length
        yield key >> 3, value


def codes_of_tile(data):
    """The values of the property `code` of a vector tile's features."""
    for number, layer in fields(memoryview(data)):
        if number != 3:
            continue
        keys, values, tags = [], [], []
        for name, value in fields(layer):
            if name == 3:
                keys.append(bytes(value))
            elif name == 4:
                values.append(bytes(next((v for n, v in fields(value) if n == 1), b"")))
            elif name == 2:
                tags.append(next((v for n, v in fields(value) if n == 2), b""))
        code = keys.index(b"code")
        for run in tags:
            at = 0
            while at < len(run):
                key, at = varint(run, at)
                value, at = varint(run, at)
                if key == code:
                    yield values[value].decode()


def directory(data):
    data = gzip.decompress(data)
    count, at = varint(data, 0)
    columns = []
    for _ in range(4):
        column = []
        for _ in range(count):
            value, at = varint(data, at)
            column.append(value)
        columns.append(column)
    entries, tile, end = [], 0, 0
    for step, run, length, offset in zip(*columns):
        tile += step
        start = offset - 1 if offset else end
        end = start + length
        entries.append((tile, run, start, length))
    return entries


def pmtiles(path):
    """Zoom and bytes of every different tile of a PMTiles archive."""
    data = path.read_bytes()
    root, root_size, _, _, leaves, _, tiles, _ = struct.unpack_from("<8Q", data, 8)
    waiting = directory(data[root:root + root_size])
    while waiting:
        tile, run, start, length = waiting.pop()
        if run == 0:
            waiting += directory(data[leaves + start:leaves + start + length])
        else:
            zoom = 0
            while (4 ** (zoom + 1) - 1) // 3 <= tile:
                zoom += 1
            yield zoom, gzip.decompress(data[tiles + start:tiles + start + length])


def mbtiles(path):
    with sqlite3.connect(path) as base:
        for zoom, data in base.execute("SELECT zoom_level, tile_data FROM tiles"):
            yield zoom, gzip.decompress(data)


def areas_by_zoom(path):
    zooms = {}
    for zoom, data in (mbtiles if path.suffix == ".mbtiles" else pmtiles)(path):
        zooms.setdefault(zoom, set()).update(codes_of_tile(data))
    return zooms


def mercator_areas(geojson):
    """Code -> area as a share of the world's square."""
    def world(point):
        sine = math.sin(math.radians(point[1]))
        return point[0] / 360, math.atanh(sine) / (2 * math.pi)

    def ring(points):
        placed = [world(p) for p in points]
        x0, y0 = placed[0]
        return abs(sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
                       for (ax, ay), (bx, by) in zip(placed, placed[1:]))) / 2

    areas = {}
    for feature in json.loads(geojson.read_text())["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        areas[feature["properties"]["code"]] = sum(
            ring(part[0]) - sum(ring(hole) for hole in part[1:]) for part in parts)
    return areas


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/bench/stages/tests/bench",
                        help="where bench_tiles is")
    parser.add_argument("--tippecanoe", type=Path)
    parser.add_argument("--shared", type=Path,
                        default=Path(os.environ.get("LEVELIN_SHARED", ROOT.parent / "shared")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-gdal", action="store_true", help="leave out GDAL, which takes a minute")
    arguments = parser.parse_args()
    shapes = arguments.shared / "data/boundaries/small_areas_dense_shp/lsoa2011_ew.shp"
    if not shapes.exists():
        print("tiles: not run (needs ../shared/data)")
        return

    with tempfile.TemporaryDirectory(prefix="levelin-tiles-") as folder:
        work = Path(folder)
        lon_lat = work / "areas.geojson"
        subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "RFC7946=YES",
                        "-lco", "COORDINATE_PRECISION=7", "-nln", "areas", lon_lat, shapes],
                       check=True)
        todo = {"levelin PMTiles z0-12": ([str(arguments.bin / "bench_tiles"), str(shapes),
                                           str(work / "levelin.pmtiles"), "0", "12"],
                                          work / "levelin.pmtiles")}
        tippecanoe = arguments.tippecanoe or shutil.which("tippecanoe")
        versions = []
        if tippecanoe:
            # Without what drops or merges areas; shared borders kept together.
            out = work / "tippecanoe.pmtiles"
            command = [str(tippecanoe), "-q", "-f", "-o", str(out), "-l", "areas", "-Z0", "-z12",
                       "--no-feature-limit", "--no-tile-size-limit", "--no-tiny-polygon-reduction"]
            todo["tippecanoe PMTiles z0-12"] = (command + [str(lon_lat)], out)
            shared = work / "tippecanoe_shared.pmtiles"
            todo["tippecanoe, shared borders kept"] = (
                command[:4] + [str(shared)] + command[5:] +
                ["--no-simplification-of-shared-nodes", str(lon_lat)], shared)
            versions.append(version_of([str(tippecanoe), "--version"]))
        else:
            print("tippecanoe: not run (not on the PATH)")
        if not arguments.no_gdal:
            out = work / "gdal.mbtiles"
            todo["ogr2ogr MBTiles z0-10"] = (
                ["ogr2ogr", "-f", "MBTILES", "-dsco", "MINZOOM=0", "-dsco", "MAXZOOM=10", "-dsco",
                 "MAX_SIZE=100000000", "-dsco", "MAX_FEATURES=1000000", str(out), str(lon_lat)], out)
            versions.append(version_of(["ogr2ogr", "--version"]))

        samples = {name: [] for name in todo}
        for number in range(arguments.rounds):
            for name, (command, out) in todo.items():
                if "ogr2ogr" in name and number > 0:
                    continue
                out.unlink(missing_ok=True)
                samples[name].append(measure(command, work / "log"))
        sizes = mercator_areas(lon_lat)
        print(f"{platform.machine()}, {os.cpu_count()} processors, {arguments.rounds} rounds, "
              f"load {os.getloadavg()[0]:.1f}; " + "; ".join(versions))
        print()
        print("| whole process | wall s | processor s | peak MB | file MB | against levelin |")
        print("|---|---:|---:|---:|---:|---:|")
        base = None
        for name, taken in samples.items():
            best = min(taken, key=lambda one: one["seconds"])
            base = base or best["seconds"]
            print(f"| {name} | {best['seconds']:.2f} | {min(t['cpu_seconds'] for t in taken):.2f} | "
                  f"{max(t['peak_mb'] for t in taken):.0f} | "
                  f"{todo[name][1].stat().st_size / 1e6:.1f} | {best['seconds'] / base:.2f} x |")
        print()
        print(f"Areas in each zoom, of {len(sizes)}; in brackets those missing that cover a square "
              "pixel or more:")
        print()
        found = {name: areas_by_zoom(out) for name, (_, out) in todo.items()}
        print("| zoom | a pixel or more | " + " | ".join(todo) + " |")
        print("|---:|---:|" + "---:|" * len(todo))
        for zoom in range(13):
            large = {code for code, area in sizes.items() if area * (PIXELS * 2 ** zoom) ** 2 >= 1}
            cells = [f"{len(zooms[zoom])} ({len(large - zooms[zoom])})" if zoom in zooms else "-"
                     for zooms in found.values()]
            print(f"| {zoom} | {len(large)} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
