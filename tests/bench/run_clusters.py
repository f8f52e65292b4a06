#!/usr/bin/env python3
"""Local Moran of the index of 2025 on England's 33,755 small areas: levelin, jsgeoda and PySAL.

Each program reads its data beforehand and times the statistic with its permutations alone, best of
its rounds; programs take turns. The graph is the same (queen contiguity; jsgeoda makes its own of
the same shapes). jsgeoda is WebAssembly and has one thread; PySAL's compiled kernel runs on one.
Then the statistics are compared.
"""

import argparse
import csv
import json
import os
import platform
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def document(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def column(path, name):
    with path.open() as file:
        return [float(row[name] or "nan") for row in csv.DictReader(file)]


def furthest(ours, theirs, factor=1.0):
    """The greatest difference; islands, of which we say nothing, are left out."""
    return max(abs(a * factor - b) for a, b in zip(ours, theirs) if a == a and b == b)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/bench/stages/tests/bench",
                        help="where bench_clusters is")
    parser.add_argument("--jsgeoda", type=Path, default=ROOT / "build/bench/node_modules",
                        help="the node_modules that hold jsgeoda")
    parser.add_argument("--esda", type=Path, help="a folder with PySAL's esda, if not installed")
    parser.add_argument("--python", default="/usr/bin/python3", help="the Python that has libpysal")
    parser.add_argument("--shared", type=Path,
                        default=Path(os.environ.get("LEVELIN_SHARED", ROOT.parent / "shared")))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    layer = data / "boundaries/derived_gpkg/boundaries_lsoa21.gpkg"
    if not layer.exists():
        print("clusters: not run (needs ../shared/data)")
        return
    with tempfile.TemporaryDirectory(prefix="levelin-clusters-") as folder:
        compare(arguments, data, layer, Path(folder))


def compare(arguments, data, layer, work):
    def levelin(permutations, threads, *more):
        return document([arguments.bin / "bench_clusters", data, str(permutations), str(threads), "1",
                         *more])

    levelin(999, 1, work)
    geojson = work / "areas.geojson"
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9", "-where",
                    "lsoa21_code LIKE 'E%'", geojson, layer], check=True)
    node = dict(os.environ, NODE_PATH=str(arguments.jsgeoda))
    python = dict(os.environ)
    if arguments.esda:
        python["PYTHONPATH"] = str(arguments.esda)
    peers = {
        "jsgeoda": lambda n: document(["node", HERE / "peer_jsgeoda.js", geojson, work / "values.csv",
                                       str(n), "1", work / "jsgeoda.csv"], env=node),
        "PySAL": lambda n: document([arguments.python, HERE / "peer_pysal.py", work, str(n), "1"],
                                    env=python),
    }
    runs = {"levelin, one thread": lambda n: levelin(n, 1),
            "levelin, all processors": lambda n: levelin(n, 0), **peers}
    best = {}
    for permutations in (999, 9999):
        for _ in range(arguments.rounds if permutations == 999 else 1):
            for name, run in runs.items():
                found = run(permutations)
                if found is None:
                    continue
                kept = best.setdefault((name, permutations), found)
                for key, value in found.items():
                    if key.endswith("_ms"):
                        kept[key] = min(kept[key], value)
    for name in peers:
        if (name, 999) not in best:
            print(f"{name}: not run (not found)")
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; "
          + best.get(("PySAL", 999), {}).get("version", ""))
    print()
    base = best["levelin, one thread", 999], best["levelin, one thread", 9999]
    print("| local Moran of 33,755 areas | 999, ms | to levelin | 9,999, ms | to levelin |")
    print("|---|---:|---:|---:|---:|")
    rows = [(name, name, "moran_ms") for name in runs]
    rows.insert(2, ("levelin, one thread, uneven weights", "levelin, one thread", "moran_uneven_ms"))
    for label, name, key in rows:
        cells = []
        for place, permutations in enumerate((999, 9999)):
            one = best.get((name, permutations))
            cells += [f"{one[key]:.0f}", f"{one[key] / base[place]['moran_ms']:.1f} x"] \
                if one else ["-", "-"]
        print(f"| {label} | " + " | ".join(cells) + " |")
    print()
    print("| 999 permutations | local Geary, ms | Moran, Gi, Gi* and Geary at once, ms | global Moran, ms |")
    print("|---|---:|---:|---:|")
    for name in runs:
        one = best.get((name, 999))
        if one and "geary_ms" in one:
            cells = [f"{one[key]:.0f}" if key in one else "-"
                     for key in ("geary_ms", "all_local_ms", "global_ms")]
            print(f"| {name} | " + " | ".join(cells) + " |")
    print()
    areas = base[0]["areas"]
    ours = work / "local.csv"
    shrunk = (areas - 1) / areas
    if (work / "pysal.csv").exists():
        theirs = work / "pysal.csv"
        print("furthest from PySAL: local Moran "
              f"{furthest(column(ours, 'moran'), column(theirs, 'moran'), shrunk):.1e}, Gi* "
              f"{furthest(column(ours, 'gi_star'), column(theirs, 'gi_star')):.1e}, local Geary "
              f"{furthest(column(ours, 'geary'), column(theirs, 'geary')):.1e}")
    if (work / "jsgeoda.csv").exists():
        ours, theirs = column(ours, "moran"), column(work / "jsgeoda.csv", "moran")
        same = [(a, b) for a, b in zip(ours, theirs) if not abs(a * shrunk - b) > 1e-9]
        print(f"furthest from jsgeoda: local Moran {furthest(*zip(*same), shrunk):.1e}, but for "
              f"{areas - len(same)} areas whose neighbours it finds otherwise")


if __name__ == "__main__":
    main()
