#!/usr/bin/env python3
"""The overlay behind areal interpolation: levelin against geopandas and GEOS, in one run.

34,753 small areas of England and Wales (2.1 million vertices) onto 361 local authorities. Each
program reads both layers first; only the overlay is timed, and rounds are interleaved, so that a
slow spell of the machine meets every program. The best of the rounds counts.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

GEOPANDAS = """
import sys, time
import geopandas, shapely
sources = geopandas.read_file(sys.argv[1])[["code", "geometry"]]
targets = geopandas.read_file(sys.argv[2])[["LAD23CD", "geometry"]]
sources["geometry"] = sources.geometry.where(sources.is_valid, sources.geometry.buffer(0))
start = time.perf_counter()
both = geopandas.overlay(sources, targets, how="intersection")
area = both.geometry.area.sum()
seconds = time.perf_counter() - start
print(f"overlay {1000 * seconds} ms: {len(both)} pairs, {area / 1e6} km2, "
      f"geopandas {geopandas.__version__} shapely {shapely.__version__}")
"""


def python_with_geopandas():
    """Debian's Python has Debian's geopandas, whichever comes first in PATH."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if python and subprocess.run([python, "-c", "import geopandas, rtree"],
                                     capture_output=True, check=False).returncode == 0:
            return python
    return None


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{command[0]} ended with {done.returncode}")
    times = [float(ms) for ms in re.findall(r"^overlay ([0-9.e+]+) ms", done.stdout, re.M)]
    last = done.stdout.strip().splitlines()[-1]
    pairs, area = re.search(r": ([0-9]+) pairs, ([0-9.e+]+) km2", last).groups()
    return min(times), int(pairs), float(area), last


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/tests/bench",
                        help="where bench_interpolate is (built with -DLEVELIN_BUILD_BENCH=ON)")
    parser.add_argument("--shared", type=Path,
                        default=Path(os.environ.get("LEVELIN_SHARED", ROOT.parent / "shared")))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    boundaries = arguments.shared / "data/boundaries"
    layers = [str(boundaries / "small_areas_dense_shp/lsoa2011_ew.shp"),
              str(boundaries / "shp/LAD_DEC_2023_UK_BUC.shp")]
    if not Path(layers[0]).exists():
        raise SystemExit(f"skipped: needs {layers[0]}")
    ours = arguments.bin / "bench_interpolate"
    if not ours.exists():
        raise SystemExit(f"not run: {ours} is not built (-DLEVELIN_BUILD_BENCH=ON)")

    jobs = {"levelin, all processors": [str(ours), *layers, "0", "3"],
            "levelin, one thread": [str(ours), *layers, "1", "3"]}
    geos = arguments.bin / "peer_geos_overlay"
    if geos.exists():
        jobs["GEOS from C++: tree, prepared areas, one thread"] = [str(geos), *layers, "1"]
    else:
        print("not run: GEOS (peer_geos_overlay is not built)")
    python = python_with_geopandas()
    if python:
        jobs["geopandas.overlay"] = [python, "-W", "ignore", "-c", GEOPANDAS, *layers]
    else:
        print("not run: geopandas (apt install python3-geopandas python3-rtree)")

    best = {}
    for _ in range(arguments.rounds):
        for name, command in jobs.items():
            figures = run(command)
            if name not in best or figures[0] < best[name][0]:
                best[name] = figures
    versions = re.search(r"geopandas .*", best.get("geopandas.overlay", ("", 0, 0, ""))[3])
    print(f"{platform.machine()}, {os.cpu_count()} processors, best of {arguments.rounds}; "
          f"load {os.getloadavg()[0]:.1f}; " + (versions.group(0) if versions else ""))
    print()
    print("| overlay | ms | pairs | km2 | against levelin |")
    print("|---|---:|---:|---:|---:|")
    base = best["levelin, all processors"][0]
    for name, (ms, pairs, area, _) in best.items():
        print(f"| {name} | {ms:,.0f} | {pairs:,} | {area:,.1f} | {ms / base:,.1f} x |")


if __name__ == "__main__":
    main()
