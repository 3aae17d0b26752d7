#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quarterly revenue from the company facts that the SEC publishes as JSON.

usage: quarterly_from_facts.py FACTS.json CONCEPT [CONCEPT ...]

A quarter is a duration of 80 to 100 days. Where a fourth quarter was not
reported, it is the year less its first nine months. Of several values of one
duration the one filed last counts; several concepts are taken as one line of
the accounts under changing names, so name only concepts of one definition.
Writes CSV (period, the last day of the quarter; revenue, millions of dollars)
to standard output; a missing quarter is an error.
"""
import datetime
import json
import sys

QUARTER = range(80, 101)
NINE_MONTHS = range(255, 291)
YEAR = range(350, 381)


def read_durations(path, concepts):
    """Latest filed value by (first day, last day)."""
    with open(path, encoding="utf-8") as file:
        facts = json.load(file)["facts"]["us-gaap"]
    latest = {}
    for concept in concepts:
        if concept not in facts:
            sys.exit(f"{path}: no concept {concept}")
        for fact in facts[concept]["units"]["USD"]:
            key = (datetime.date.fromisoformat(fact["start"]),
                   datetime.date.fromisoformat(fact["end"]))
            filed = (fact["filed"], fact["accn"])
            if key not in latest or filed > latest[key][0]:
                latest[key] = (filed, fact["val"])
    return {key: value for key, (_, value) in latest.items()}


def of_length(durations, days):
    return {key: value for key, value in durations.items()
            if (key[1] - key[0]).days + 1 in days}


def quarters_of(durations):
    """Value by last day: reported quarters, and fourth quarters derived."""
    quarters = {end: value
                for (_, end), value in of_length(durations, QUARTER).items()}
    nine_months = {start: value for (start, _), value
                   in of_length(durations, NINE_MONTHS).items()}
    for (start, end), value in of_length(durations, YEAR).items():
        if end not in quarters and start in nine_months:
            quarters[end] = value - nine_months[start]
    return quarters


def check_no_gap(ends):
    for before, after in zip(ends, ends[1:]):
        if (after - before).days not in QUARTER:
            sys.exit(f"no quarter between {before} and {after}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    quarters = quarters_of(read_durations(sys.argv[1], sys.argv[2:]))
    ends = sorted(quarters)
    check_no_gap(ends)
    print("period,revenue")
    for end in ends:
        print(f"{end},{quarters[end] / 1e6:.10g}")


main()
