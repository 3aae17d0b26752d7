#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The company facts of a company that does not exist, and what is true of it.

usage: sec_small.py FACTS.json TRUTH.csv

Stores of the name have fiscal years of 52 or 53 weeks that end on the Saturday
nearest to the end of January. The truth is written down first; the filings are
then made from it, with what real ones do to it: names of concepts that change,
only years to date in the cash flow, no fourth quarters, an amendment, columns
exchanged with those of the year before, a value in thousands, a year restated
without its quarters, trailing years, a quarter left out.
"""
import csv
import datetime
import json
import sys

WEEK = datetime.timedelta(weeks=1)
DAY = datetime.timedelta(days=1)
FIRST_DAY = datetime.date(2016, 1, 31)
# fiscal year: last day
YEARS = {2017: datetime.date(2017, 1, 28), 2018: datetime.date(2018, 2, 3),
         2019: datetime.date(2019, 2, 2), 2020: datetime.date(2020, 2, 1)}
# fiscal year: four quarters, US dollars
SALES = {2017: [1000123456, 1100000001, 1050000000, 1500999999],
         2018: [1040000000, 1150000000, 1099000000, 1610000000],
         2019: [1090000000, 1201000000, 1140000000, 1650000000],
         2020: [1130000000, 1260000000, 1190000000, 1700500000]}
INCOME = {2017: [40000000, 55000000, -12000000, 130000000],
          2018: [44000000, 61000000, -9000000, 151000000],
          2019: [47000000, 66000000, 3000000, 160000000],
          2020: [45000000, 70000000, 8000000, 171000000]}
CAPEX = {2017: [20000000, 25000000, 30000000, 22000000],
         2018: [24000000, 28000000, 33000000, 25000000],
         2019: [26000000, 31000000, 35000000, 29000000],
         2020: [30000000, 33000000, 38000000, 31000000]}
CASH = {2017: [300000000, 280000000, 210000000, 420000000],
        2018: [330000000, 300000000, 230000000, 450000000],
        2019: [350000000, 330000000, 250000000, 480000000],
        2020: [370000000, 340000000, 270000000, 510000000]}

facts = {}


def quarter_ends(year):
    first = YEARS[year - 1] + DAY if year - 1 in YEARS else FIRST_DAY
    ends = [first + 13 * (i + 1) * WEEK - DAY for i in range(3)]
    return first, ends + [YEARS[year]]


def span(year, last, count):
    """First and last day of the count quarters up to quarter last (from 0)."""
    first, ends = quarter_ends(year)
    begin = last - count
    return (first if begin < 0 else ends[begin] + DAY), ends[last]


def add(concept, days, value, filing):
    fact = {"start": str(days[0])} if days[0] else {}
    fact.update(end=str(days[1]), val=value, accn=filing[0], fy=filing[3],
                fp=filing[4], form=filing[1], filed=str(filing[2]))
    facts.setdefault(concept, []).append(fact)


def sales_concept(year):
    return "SalesRevenueNet" if year < 2019 else \
        "RevenueFromContractWithCustomerExcludingAssessedTax"


def capex_concept(year):
    return "PaymentsToAcquirePropertyPlantAndEquipment" if year < 2019 else \
        "PaymentsToAcquireProductiveAssets"


def report(year, quarter, of, filing):
    """What the filing of a quarter of year says of fiscal year `of`."""
    annual = quarter == 3
    for concept, values in ((sales_concept(year), SALES),
                            ("OperatingIncomeLoss", INCOME)):
        if of == 2020 and quarter == 1 and values is INCOME:
            continue  # left out, with its half-year
        if not annual:
            value = values[of][quarter]
            if values is INCOME and (year, of, quarter) == (2018, 2018, 0):
                value //= 1000
            add(concept, span(of, quarter, 1), value, filing)
        if quarter > 0:
            add(concept, span(of, quarter, quarter + 1),
                sum(values[of][:quarter + 1]), filing)
    value = sum(CAPEX[of][:quarter + 1])
    if annual and (year, of) == (2019, 2018):
        value += 7000000  # restated, its quarters not
    add(capex_concept(year), span(of, quarter, quarter + 1), value, filing)
    add("CashAndCashEquivalentsAtCarryingValue",
        (None, quarter_ends(of)[1][quarter]), CASH[of][quarter], filing)


def file_year(year):
    first, ends = quarter_ends(year)
    for quarter, end in enumerate(ends):
        form = "10-K" if quarter == 3 else "10-Q"
        number = f"0000004242-{end.year - 2000:02d}-{quarter + 1:06d}"
        name = "FY" if quarter == 3 else f"Q{quarter + 1}"
        filing = (number, form, end + 5 * WEEK, year, name)
        for of in (year - 1, year):
            if of in YEARS:
                report(year, quarter, of, filing)
        if quarter == 1:  # a trailing year, which is no fiscal one
            add(capex_concept(year), (end - 52 * WEEK + DAY, end), 99000000,
                filing)
        if (year, quarter) == (2018, 3):  # quarters, columns exchanged
            for i in range(4):
                for of, other in ((2017, 2018), (2018, 2017)):
                    add("OperatingIncomeLoss", span(of, i, 1),
                        INCOME[other][i], filing)


def main():
    for year in YEARS:
        file_year(year)
    # An amendment of the third quarter of fiscal 2020: what it says is true.
    first_filed = SALES[2020][2]
    for fact in facts[sales_concept(2020)]:
        if fact["end"] == str(span(2020, 2, 1)[1]):
            short = fact["start"] == str(span(2020, 2, 1)[0])
            add_later = dict(fact, accn="0000004242-20-000009", form="10-Q/A",
                             filed="2020-01-20")
            fact["val"] -= 5000000
            if short:
                assert add_later["val"] == first_filed
            facts[sales_concept(2020)].append(add_later)
            if not short:
                break
    gaap = {concept: {"label": concept, "description": "",
                      "units": {"USD": sorted(
                          rows, key=lambda f: (f["end"], f["filed"]))}}
            for concept, rows in facts.items()}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"cik": 4242, "entityName": "Example Stores, Inc.",
                   "facts": {"us-gaap": gaap}}, file, indent=0)
        file.write("\n")
    with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["period", "period_end", "net_sales", "operating_income",
                       "capex", "cash"])
        for year in YEARS:
            for i, end in enumerate(quarter_ends(year)[1]):
                income = INCOME[year][i] / 1e6
                if (year, i) == (2020, 1):
                    income = ""
                rows.writerow([f"FY{year}Q{i + 1}", end, SALES[year][i] / 1e6,
                               income, CAPEX[year][i] / 1e6,
                               CASH[year][i] / 1e6])


main()
