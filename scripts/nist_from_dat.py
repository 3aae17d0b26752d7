#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/nist_from_dat.py DAT_FOLDER OUT: how datasets/nist/ was made.

DAT_FOLDER holds NIST's files in linear/, nonlinear/ and univariate/. The
figures are copied as printed: no number is read or written here.
"""
import csv
import pathlib
import re
import sys

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
HEADER = ["dataset", "quantity", "start1", "start2", "certified",
          "certified_sd", "n_obs"]


def data_rows(lines):
    """The rows of numbers below the last line that starts with "Data:"."""
    start = max(i for i, line in enumerate(lines) if line.startswith("Data:"))
    rows = [line.split() for line in lines[start + 1:]]
    return [row for row in rows
            if row and all(re.fullmatch(NUMBER, cell) for cell in row)]


def first(pattern, text):
    return re.search(pattern, text, re.MULTILINE).group(1)


def certified_linear(text):
    for name, value, sd in re.findall(
            rf"^\s+(B\d+)\s+({NUMBER})\s+({NUMBER})\s*$", text, re.MULTILINE):
        yield name, "", "", value, sd
    yield ("residual_sd", "", "",
           first(rf"Standard Deviation\s+({NUMBER})\s*$", text), "")
    yield "r_squared", "", "", first(rf"R-Squared\s+({NUMBER})\s*$", text), ""


def certified_nonlinear(text):
    for row in re.findall(
            rf"^\s*(b\d+) =\s+({NUMBER})\s+({NUMBER})\s+({NUMBER})\s+({NUMBER})",
            text, re.MULTILINE):
        yield row
    yield ("rss", "", "",
           first(rf"Residual Sum of Squares:\s+({NUMBER})", text), "")
    yield ("residual_sd", "", "",
           first(rf"Residual Standard Deviation:\s+({NUMBER})", text), "")


def certified_univariate(text):
    yield "mean", "", "", first(rf"ybar:\s+({NUMBER})", text), ""
    yield "sd", "", "", first(rf" s:\s+({NUMBER})", text), ""
    yield "autocorrelation", "", "", first(rf"r\(1\):?\s+({NUMBER})", text), ""


KINDS = {"linear": certified_linear, "nonlinear": certified_nonlinear,
         "univariate": certified_univariate}


def write(path, rows):
    with open(path, "w", newline="", encoding="ascii") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    for kind, certified in KINDS.items():
        (target / kind).mkdir(parents=True, exist_ok=True)
        table = [HEADER]
        for path in sorted((source / kind).glob("*.dat")):
            text = path.read_text(encoding="latin-1")
            rows = data_rows(text.splitlines())
            regressors = len(rows[0]) - 1
            names = ["x"] if regressors == 1 else [
                f"x{i + 1}" for i in range(regressors)]
            write(target / kind / f"{path.stem}.csv", [["y", *names], *rows])
            table += [[path.stem, *row, len(rows)] for row in certified(text)]
        write(target / kind / "certified.csv", table)


if __name__ == "__main__":
    main()
