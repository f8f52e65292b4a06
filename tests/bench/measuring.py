"""Whole processes compared in one run; what the benchmarks of programs share."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path


def measure(command, log):
    """Runs one process; seconds, megabytes of peak memory."""
    with open(log, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.stderr.write(Path(log).read_text(errors="replace"))
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return {
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


def program_arguments(description, rounds):
    """What the benchmarks of the program alone are told; others add to it before it is read."""
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=description.split("\n", maxsplit=1)[0])
    parser.add_argument("--levelin", type=Path, default=root / "build/levelin")
    parser.add_argument("--shared", type=Path,
                        default=Path(os.environ.get("LEVELIN_SHARED", root / "../shared")))
    parser.add_argument("--rounds", type=int, default=rounds,
                        help="counted rounds (one more warms up)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    return parser


def version_of(command):
    text = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (text.stdout + text.stderr).strip().splitlines()
    return lines[0] if lines else "?"


def compare(todo, rounds, work):
    """Runs name -> (command, what it writes, version) in turns; one round more warms up.

    Samples, the fastest one and the highest peak memory of each, and the sizes in MB.
    """
    samples = {name: [] for name in todo}
    for round_number in range(rounds + 1):
        for name, (command, out, _) in todo.items():
            if out.is_file():  # Every round writes anew.
                out.unlink()
            sample = measure(command, work / "log")
            if round_number > 0:
                samples[name].append(sample)
    best = {name: min(s, key=lambda one: one["seconds"]) for name, s in samples.items()}
    peak = {name: max(one["peak_mb"] for one in s) for name, s in samples.items()}
    sizes = {name: out.stat().st_size / 1e6 for name, (_, out, _) in todo.items()}
    return samples, best, peak, sizes
