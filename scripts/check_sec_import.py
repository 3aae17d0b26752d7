#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import real company facts and hold them against figures from elsewhere.

usage: check_sec_import.py PROGRAM FOLDER

FOLDER holds CIK0001018724.json (Amazon), CIK0000789019.json (Microsoft) and
CIK0000104169.json (Walmart) as the SEC publishes them. Prints Markdown: how
many quarters are equal, each difference, the sums of the years, and how figures
were revised from one `--as-of` to the next. A difference that is not among those explained in docs/sec-import.md is an error.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
AMAZON = ROOT / "datasets/amazon/amazon_quarterly.csv"
MICROSOFT = ROOT / "tests/data/microsoft_quarterly.csv"
WALMART = ROOT / "tests/data/walmart_quarterly.csv"

# title, number, imported series, reference, its day and column
PAIRS = [
    ("Amazon net sales", 1018724, "net_sales", AMAZON, "period_end",
     "net_sales"),
    ("Amazon operating income", 1018724, "operating_income", AMAZON,
     "period_end", "operating_income"),
    ("Amazon capex", 1018724, "capex", AMAZON, "period_end", "capex"),
    ("Microsoft revenue", 789019, "net_sales", MICROSOFT, "period", "revenue"),
    ("Walmart revenue", 104169, "revenue", WALMART, "period", "revenue"),
]

ROUNDED = "year less nine months; releases round each quarter by itself"
NET = "net of incentives, as filed; recast gross by quarter in no filing"
EXPLAINED = {
    ("Amazon net sales", "2008-12-31"): ROUNDED,
    ("Amazon operating income", "2008-12-31"): ROUNDED,
    ("Amazon capex", "2016-03-31"): NET,
    ("Amazon capex", "2016-06-30"): NET,
    ("Amazon capex", "2016-09-30"): NET,
    ("Amazon capex", "2016-12-31"): NET + ", only the year was",
    ("Amazon capex", "2017-03-31"): NET,
    ("Amazon capex", "2017-06-30"):
        "blank: no net half-year and no gross quarter is in the facts",
    ("Walmart revenue", "2009-01-31"):
        "year as first filed, not as restated without its nine months",
}


def load(path, key):
    with open(path, encoding="utf-8") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def run_import(program, folder, number, work, *options):
    """The CSV made; None if there are no annual reports yet."""
    out = work / f"{number}.csv"
    done = subprocess.run(
        [program, "import", "sec", "--file",
         folder / f"CIK{number:010d}.json", "-o", out, "--quiet", "--format",
         "csv", "--force", *options], check=False, capture_output=True,
        text=True)
    if done.returncode == 3 and "no annual report" in done.stderr:
        return None
    if done.returncode != 0:
        sys.exit(done.stderr)
    return out


def differences(mine, theirs, series, column):
    """(day, imported, expected) where they differ, in the imported range."""
    days = [day for day in mine if mine[day][series] != ""]
    for day in sorted(theirs):
        if not min(days) <= day <= max(days):
            continue
        got = mine.get(day, {}).get(series, "")
        want = theirs[day][column]
        if got == "" or want == "" or float(got) != float(want):
            yield day, got, want


def show_pairs(files):
    """The tables; the number of differences without explanation."""
    unknown = 0
    rows = []
    print("| series | quarters | first | last | compared | equal |\n"
          "|---|--:|---|---|--:|--:|")
    for title, number, series, path, key, column in PAIRS:
        mine, theirs = load(files[number], "period_end"), load(path, key)
        days = [day for day in mine if mine[day][series] != ""]
        found = list(differences(mine, theirs, series, column))
        both = sum(1 for day in days if theirs.get(day, {}).get(column))
        equal = both - sum(1 for _, got, _ in found if got != "")
        print(f"| {title} | {len(days)} | {days[0]} | {days[-1]} | {both} | "
              f"{equal} |")
        rows += [(title, *difference) for difference in found]
    print("\n| series | quarter to | imported | elsewhere | why |\n"
          "|---|---|--:|--:|---|")
    for title, day, got, want in rows:
        why = EXPLAINED.get((title, day), "NOT EXPLAINED")
        unknown += why == "NOT EXPLAINED"
        print(f"| {title} | {day} | {got} | {want} | {why} |")
    return unknown


def show_sums(files):
    print("\n| company | years of a series | equal | to rounding | restated |\n"
          "|---|--:|--:|--:|--:|")
    for number, path in files.items():
        with open(path.with_suffix(".provenance.json"),
                  encoding="utf-8") as file:
            report = json.load(file)
        sums = report["tables"]["year_sums"]
        equal = sum(1 for row in sums if row["difference"] == 0)
        apart = sum(1 for row in report["tables"]["findings"]
                    if row["kind"] == "year differs")
        print(f"| {report['meta']['entity']} | {len(sums)} | {equal} | "
              f"{len(sums) - equal - apart} | {apart} |")


def show_revisions(program, folder, work):
    """How figures changed from one as-of day to the next."""
    days = [f"{year}-{day}" for year in range(2010, 2025)
            for day in ("02-10", "05-10", "08-10", "11-10")] + ["2025-02-10"]
    print("\n| series | as of days | revised quarters | changes | largest |\n"
          "|---|--:|--:|--:|--:|")
    for title, number, series, *_ in PAIRS:
        before, vintages, changes = {}, 0, []
        for day in days:
            path = run_import(program, folder, number, work, "--as-of", day)
            if path is None:
                continue
            vintages += 1
            now = {end: float(row[series]) for end, row
                   in load(path, "period_end").items() if row[series] != ""}
            changes += [(end, now[end] / before[end] - 1) for end in before
                        if end in now and now[end] != before[end]]
            missing = sorted(set(before) - set(now))
            if missing:
                print(f"| {title} | {day} | lost: {missing} | | |")
            before = now
        largest = max((abs(change) for _, change in changes), default=0)
        print(f"| {title} | {vintages} | {len({end for end, _ in changes})} | "
              f"{len(changes)} | {100 * largest:.1f} % |")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        numbers = dict.fromkeys(pair[1] for pair in PAIRS)
        files = {number: run_import(program, folder, number,
                                    pathlib.Path(work))
                 for number in numbers}
        unknown = show_pairs(files)
        show_sums(files)
        show_revisions(program, folder, pathlib.Path(work))
    print(f"\n{unknown} differences are not explained")
    return 1 if unknown else 0


sys.exit(main())
