#!/usr/bin/env python3
"""How sure a selection is: levelin against plain numpy loops over the same areas, in one run.

42,619 generated areas with 8 domains and 1,000 draws, and 32,844 with 7 and 10,000: weights within
a fifth, the most deprived tenth is selected. levelin counts selections, ranks' percentiles and what
decides, for every area; the loops count selections alone. Rounds are interleaved, so that a slow
spell of the machine meets every program; the best of the rounds counts.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import measure

ROOT = Path(__file__).resolve().parents[2]

NUMPY = """
import sys, time
import numpy
folder, areas, domains, draws, how = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
x = numpy.fromfile(folder + "/domains.f64").reshape(domains, areas).T.copy()
chance = numpy.random.default_rng(1)
selected = -(-areas // 10) if areas % 10 == 0 else areas // 10
counts = numpy.zeros(areas, dtype=numpy.int64)
start = time.perf_counter()
for _ in range(draws):
    weights = chance.uniform(0.8, 1.2, domains)
    scores = x @ (weights / weights.sum())
    if how == "argsort":
        counts[numpy.argsort(-scores)[:selected]] += 1
    else:
        counts[numpy.argpartition(-scores, selected)[:selected]] += 1
seconds = time.perf_counter() - start
ours = numpy.fromfile(folder + "/p_selected.f64")
p = counts / draws
error = numpy.sqrt(numpy.maximum(p * (1 - p), ours * (1 - ours)) * 2 / draws)
off = numpy.max(numpy.abs(p - ours) / numpy.maximum(error, 1 / draws))
print(f"numpy {seconds} s: furthest from levelin {off:.1f} standard errors, "
      f"numpy {numpy.__version__}")
"""


def python_with_numpy():
    """Debian's Python has Debian's numpy, whichever comes first in PATH."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if python and subprocess.run([python, "-c", "import numpy"], capture_output=True,
                                     check=False).returncode == 0:
            return python
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/tests/bench",
                        help="where bench_confidence is (built with -DLEVELIN_BUILD_BENCH=ON)")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    ours = arguments.bin / "bench_confidence"
    if not ours.exists():
        raise SystemExit(f"not run: {ours} is not built (-DLEVELIN_BUILD_BENCH=ON)")
    python = python_with_numpy()
    if not python:
        print("not run: numpy (apt install python3-numpy)")

    print(f"{platform.machine()}, {os.cpu_count()} processors, best of {arguments.rounds}; "
          f"load {os.getloadavg()[0]:.1f}")
    for areas, domains, draws in ((42619, 8, 1000), (32844, 7, 10000)):
        work = Path(tempfile.mkdtemp())
        size = [str(areas), str(domains), str(draws)]
        subprocess.run([str(ours), *size, "0", "1", str(work)], check=True,
                       stdout=subprocess.DEVNULL)
        jobs = {"levelin, all processors": [str(ours), *size, "0", "1"],
                "levelin, one thread": [str(ours), *size, "1", "1"]}
        if python:
            for how in ("argsort", "argpartition"):
                jobs[f"numpy, {how}, selections alone"] = [python, "-c", NUMPY, str(work), *size,
                                                           how]
        best = {}
        for _ in range(arguments.rounds):
            for name, command in jobs.items():
                log = work / "log"
                peak = measure(command, log)["peak_mb"]
                text = log.read_text()
                for kind, seconds in re.findall(r"^(weights|choices|numpy) ([0-9.e-]+) s", text,
                                                re.M):
                    row = name + (", other choices too" if kind == "choices" else "")
                    if row not in best or float(seconds) < best[row][0]:
                        best[row] = (float(seconds), peak)
                off = re.search(r"furthest from levelin ([0-9.]+)", text)
                if off and float(off.group(1)) > 6:
                    sys.exit(f"{name}: shares of draws are not levelin's ({off.group(0)})")
        base = best["levelin, all processors"][0]
        print(f"\n{draws:,} draws of {areas:,} areas, {domains} domains\n")
        print("| | s | peak MB | against levelin |")
        print("|---|---:|---:|---:|")
        for name, (seconds, peak) in best.items():
            print(f"| {name} | {seconds:.2f} | {peak:,.0f} | {seconds / base:.1f} x |")
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
