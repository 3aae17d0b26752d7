"""Reference numbers for plans and scenarios, made with statsmodels 0.13:

  python3 tests/reference/scenario.py > tests/reference/scenario.csv

Run in the root of the project; the figures are those of datasets/amazon. The
splits follow the definitions in src/planning/plan_path.h, written anew. The
forecasts under a plan are those of least squares on logarithms with a trend,
seasonal dummies and capital expenditure of the quarter and the four before it.
"""
import csv
import math

import numpy as np
import statsmodels.api as sm

rows = list(csv.DictReader(open("datasets/amazon/amazon_quarterly.csv")))
periods = [r["period"] for r in rows]
number = lambda r, c: float(r[c]) if r[c] not in ("", "NA") else math.nan
sales = np.array([number(r, "net_sales") for r in rows])
capex = {r["period"]: number(r, "capex_net") for r in rows}


def emit(case, quantity, value):
    print(f"{case},{quantity},{value:.17g}")


def quarters(year):
    return [f"{year}Q{q}" for q in range(1, 5)]


def shares(year):
    """Mean share of each quarter over the three years before."""
    out = np.zeros(4)
    for y in range(year - 3, year):
        values = np.array([capex[q] for q in quarters(y)])
        out += values / values.sum() / 3
    return out


def spread(year, value, split, last, given=None):
    """The quarters of a year planned at value; what is reported up to `last`
    and what is `given` stand."""
    given = given or {}
    fixed = {q: capex[q] for q in quarters(year) if q <= last} | given
    free = [i for i, q in enumerate(quarters(year)) if q not in fixed]
    rest = value - sum(fixed.values())
    if split == "runrate":
        first = free[0]
        before = (quarters(year)[first - 1] if first > 0 else f"{year - 1}Q4")
        level = fixed.get(before, capex.get(before))
        k = len(free)
        step = (rest - k * level) / sum(range(1, k + 1))
        filled = [level + j * step for j in range(1, k + 1)]
    else:
        weights = {"seasonal": shares(year), "front": np.array([4., 3, 2, 1]),
                   "back": np.array([1., 2, 3, 4]), "flat": np.ones(4)}[split]
        filled = rest * weights[free] / weights[free].sum()
    out = dict(fixed)
    out.update({quarters(year)[i]: v for i, v in zip(free, filled)})
    return [out[q] for q in quarters(year)]


def write_path(case, values):
    for q, value in enumerate(values, 1):
        emit(case, f"q{q}", value)


print("case,quantity,value")
for split in ["seasonal", "runrate", "front", "back", "flat"]:
    write_path(split, spread(2025, 100000, split, "2024Q4"))
    write_path(f"{split}_reported", spread(2024, 80000, split, "2024Q2"))
write_path("given", spread(2025, 100000, "seasonal", "2024Q4",
                           {"2025Q2": 24000}))
write_path("growth", spread(2025, 1.2 * sum(capex[q] for q in quarters(2024)),
                            "seasonal", "2024Q4"))
emit("growth", "gross", 100 * (100000 / sum(number(r, "capex") for r in rows
                                            if r["period"][:4] == "2024") - 1))
emit("growth", "net", 100 * (100000 / sum(capex[q] for q in quarters(2024))
                             - 1))


def forecast(case, plan):
    """Means of the lognormal laws of 2025 under a path of capex, from the
    latest 40 quarters."""
    x = np.array([capex[p] for p in periods] + list(plan))
    n = len(sales)
    lags = np.column_stack([np.log(x[4 - k:len(x) - k]) for k in range(5)])
    lags = np.vstack([np.full((4, 5), np.nan), lags])
    t = np.arange(n + 4)
    design = np.column_stack([np.ones(n + 4), t] + [
        (t % 4 == s).astype(float) for s in (1, 2, 3)] + [lags])
    use = np.arange(n - 40, n)
    fit = sm.OLS(np.log(sales[use]), design[use]).fit()
    future = fit.get_prediction(design[n:])
    for h in range(4):
        emit(case, f"w{h + 1}", future.predicted_mean[h])
        emit(case, f"mean{h + 1}", math.exp(future.predicted_mean[h] + 0.5 * (
            future.se_mean[h] ** 2 + fit.scale)))


forecast("ols_seasonal", spread(2025, 100000, "seasonal", "2024Q4"))
forecast("ols_flat", spread(2025, 77657, "flat", "2024Q4"))
