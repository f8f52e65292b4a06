#!/usr/bin/env python3
"""A map as whole processes: levelin against geopandas with matplotlib and R's sf with ggplot2.

The 34,753 LSOAs of England and Wales (2011), filled by the decile of the English index of 2019, from
shapefile and CSV to a PNG 2,000 pixels wide; levelin's SVG and PDF of the same map too. Peers are
measured where they are installed. Rounds are interleaved; see run_main_job.py.
"""

import gzip
import json
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from measuring import compare, program_arguments, version_of

DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
PYTHON = "/usr/bin/python3"

GEOPANDAS = """
import sys
import matplotlib
matplotlib.use("Agg")
import geopandas, pandas
import matplotlib.pyplot as plt
shapes, table, out = sys.argv[1:4]
areas = geopandas.read_file(shapes)
code = next(c for c in areas.columns if areas[c].astype(str).str.match("^[EW]01[0-9]{6}$").all())
deciles = pandas.read_csv(table)[["code", "decile"]]
areas = areas.merge(deciles, left_on=code, right_on="code", how="left")
figure, axes = plt.subplots(figsize=(20, 24), dpi=100)
areas.plot(column="decile", cmap="YlGnBu_r", ax=axes, linewidth=0, legend=True,
           missing_kwds={"color": "lightgrey"})
axes.set_axis_off()
figure.savefig(out)
"""

SF = """
suppressMessages({library(sf); library(ggplot2)})
a <- commandArgs(trailingOnly = TRUE)
areas <- st_read(a[1], quiet = TRUE)
code <- Filter(function(c) all(grepl("^[EW]01[0-9]{6}$", areas[[c]])), names(areas))[1]
deciles <- read.csv(a[2])
areas$decile <- deciles$decile[match(areas[[code]], deciles$code)]
p <- ggplot(areas) + geom_sf(aes(fill = factor(decile)), colour = NA) +
  scale_fill_brewer(palette = "Spectral") + theme_void()
ggsave(a[3], p, width = 20, height = 24, dpi = 100, limitsize = FALSE)
"""


def has(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def plain_table(source, target):
    """The code and the decile alone, for the peers."""
    import csv

    with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as rows, open(
            target, "w", encoding="utf-8") as out:
        reader = csv.reader(rows)
        header = next(reader)
        decile = next(i for i, h in enumerate(header)
                      if h.startswith("Index of Multiple Deprivation (IMD) Decile"))
        out.write("code,decile\n")
        for row in reader:
            out.write(f"{row[0]},{row[decile]}\n")


def jobs(arguments, work):
    """Name -> (command, what is written, version)."""
    shapes = arguments.shared / "data/boundaries/small_areas_dense_shp/lsoa2011_ew.shp"
    source = arguments.shared / ("data/england/iod2019/gz/"
                                 "File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz")
    for needed in (shapes, source):
        if not needed.exists():
            raise SystemExit(f"skipped: needs {needed}")
    table = work / "deciles.csv"
    plain_table(source, table)

    def levelin(name, ending):
        out = work / f"levelin.{ending}"
        return ([str(arguments.levelin), "map", str(shapes), "--table", str(table), "--to",
                 str(out), "--quiet", "--set", "column=decile", "--set", "classes.worse=low",
                 "--set", "classes.breaks=[2,3,4,5,6,7,8,9,10]", "--set", "page.width=2000",
                 "--overwrite"], out, name)

    result = {
        "levelin: PNG": levelin(version_of([str(arguments.levelin), "--version"]), "png"),
        "levelin: SVG": levelin(None, "svg"),
        "levelin: PDF": levelin(None, "pdf"),
    }
    if has([PYTHON, "-c", "import geopandas, matplotlib"]):
        script = work / "peer.py"
        script.write_text(GEOPANDAS)
        out = work / "geopandas.png"
        result["geopandas and matplotlib: PNG"] = (
            [PYTHON, str(script), str(shapes), str(table), str(out)], out,
            version_of([PYTHON, "-c", "import geopandas, matplotlib; "
                        "print(geopandas.__version__, matplotlib.__version__)"]))
    else:
        print("skipped: geopandas and matplotlib (not installed)")
    if shutil.which("Rscript") and has(["Rscript", "-e", "library(sf); library(ggplot2)"]):
        script = work / "peer.R"
        script.write_text(SF)
        out = work / "sf.png"
        result["R: sf and ggplot2: PNG"] = (
            ["Rscript", str(script), str(shapes), str(table), str(out)], out,
            version_of(["Rscript", "-e", "cat(as.character(packageVersion('sf')), "
                        "as.character(packageVersion('ggplot2')))"]))
    else:
        print("skipped: R's sf and ggplot2 (not installed)")
    return result


def main():
    arguments = program_arguments(__doc__, rounds=5).parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        todo = jobs(arguments, work)
        samples, best, peak, sizes = compare(todo, arguments.rounds, work)
    finally:
        shutil.rmtree(work)
    ours = best["levelin: PNG"]["seconds"]
    print(f"{'':34}{'seconds':>9}{'MB memory':>11}{'MB file':>9}{'ratio':>8}")
    for name in todo:
        ratio = best[name]["seconds"] / ours
        print(f"{name:34}{best[name]['seconds']:9.2f}{peak[name]:11.0f}{sizes[name]:9.2f}"
              f"{ratio:8.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps({
            "machine": platform.processor(), "cores": os.cpu_count(),
            "versions": {name: job[2] for name, job in todo.items()},
            "samples": samples, "best": best, "peak_mb": peak, "size_mb": sizes}, indent=1))


if __name__ == "__main__":
    main()
