#!/usr/bin/env python3
"""All district profiles of England as one PDF, as a whole process: seconds and peak memory.

The seven domains of the English index of 2019 (average scores of its 317 districts) are scored by
`levelin run` with the published weights; what is measured is `levelin profile --all --to x.pdf`. No
other program makes such pages, so there is no peer.
"""

import csv
import json
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from measuring import compare, program_arguments, version_of

WEIGHTS = {"Income": 0.225, "Employment": 0.225, "Education": 0.135, "Health": 0.135,
           "Crime": 0.093, "Barriers": 0.093, "Living Environment": 0.093}
REGIONS = {"North East": "E12000001", "North West": "E12000002",
           "Yorkshire and The Humber": "E12000003", "East Midlands": "E12000004",
           "West Midlands": "E12000005", "East of England": "E12000006", "London": "E12000007",
           "South East": "E12000008", "South West": "E12000009"}
KETTERING = "E07000153"  # The look-up gives it no region.


def wide_table(source, target):
    """One row a district, one column a domain; the districts' codes."""
    districts = {}
    with open(source, encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            found = [name for name in WEIGHTS
                     if row["index_domain"].lower().startswith(name.lower())]
            if found and "affecting" not in row["index_domain"].lower():
                districts.setdefault(row["lad19cd"], {"name": row["lad19nm"]})[found[0]] = \
                    row["average_score"]
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["code", "name", *WEIGHTS])
        for code, values in sorted(districts.items()):
            writer.writerow([code, values["name"], *(values[name] for name in WEIGHTS)])
    return sorted(districts)


def region_table(source, target, codes):
    """District to region; says which districts the look-up does not place."""
    region_of = {KETTERING: "East Midlands"}
    with open(source, encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["region"] in REGIONS:
                for code in [row["gss-code"], *row["former-gss-codes"].replace(";", ",").split(",")]:
                    region_of.setdefault(code.strip(), row["region"])
    without = [code for code in codes if code not in region_of]
    if without:
        print(f"without a region: {', '.join(without)}")
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["LAD19CD", "RGN19CD", "RGN19NM"])
        for code in codes:
            if code in region_of:
                writer.writerow([code, REGIONS[region_of[code]], region_of[code]])


def project(boundaries):
    text = f"""[project]
name = "districts"
title = "Deprivation of districts, 2019"
[boundaries]
file = "{boundaries}"
code = "AREACD"
name = "AREANM"
crs = "EPSG:4326"
[tables.domains]
file = "wide.csv"
code = "code"
[[index]]
id = "imd"
title = "Deprivation, average of seven domains"
aggregation = "weighted_mean"
"""
    for name, weight in WEIGHTS.items():
        text += f"""[[index.part]]
id = "{name.lower().replace(' ', '_')}"
title = "{name}"
column = "{name}"
normalise = "percentile"
direction = "higher_is_worse"
weight = {weight}
"""
    return text


def main():
    arguments = program_arguments(__doc__, rounds=3).parse_args()
    data = arguments.shared.resolve() / "data"
    domains = data / "england/iod2019/IoD2019_local_authority_district_long.csv"
    boundaries = data / "boundaries/topojson/geogLA2019UK.json"
    lookup = data / "lookups/uk_local_authorities_future.csv"
    for needed in (domains, boundaries, lookup):
        if not needed.exists():
            print(f"skipped: needs {needed}")
            return
    work = Path(tempfile.mkdtemp())
    try:
        codes = wide_table(domains, work / "wide.csv")
        region_table(lookup, work / "regions.csv", codes)
        (work / "project.toml").write_text(project(boundaries), encoding="utf-8")
        levelin = str(arguments.levelin)
        subprocess.run([levelin, "run", str(work / "project.toml"), "--out", str(work / "result"),
                        "--quiet", "--no-map"], check=True, stdout=subprocess.DEVNULL)
        out = work / "profiles.pdf"
        todo = {"levelin profile --all": (
            [levelin, "profile", str(work / "result"), "--all", "--lookup",
             str(work / "regions.csv"), "--to", str(out), "--quiet", "--overwrite"], out,
            version_of([levelin, "--version"]))}
        samples, best, peak, sizes = compare(todo, arguments.rounds, work)
        pages = out.read_bytes().count(b"/Type /Page ")
    finally:
        shutil.rmtree(work)
    print(f"{'':26}{'pages':>7}{'seconds':>9}{'MB memory':>11}{'MB file':>9}")
    for name in todo:
        print(f"{name:26}{pages:7}{best[name]['seconds']:9.2f}{peak[name]:11.0f}"
              f"{sizes[name]:9.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps({
            "machine": platform.processor(), "cores": os.cpu_count(),
            "versions": {name: job[2] for name, job in todo.items()}, "pages": pages,
            "samples": samples, "best": best, "peak_mb": peak, "size_mb": sizes}, indent=1))


if __name__ == "__main__":
    main()
