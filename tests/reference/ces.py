"""Reference numbers for complex exponential smoothing: statsforecast (Nixtla).

From the top of the project, with the Python package statsforecast at hand:
    python3 tests/reference/ces.py > tests/reference/ces.csv
Rows: case,quantity,value. The series are those of theta.csv. Each form at given
constants: n log of the sum of squares, and forecasts. Then at the optimum that
statsforecast finds, with its constants.
"""
import csv

import numpy as np
import statsforecast
from statsforecast import ces

GIVEN = {"N": (1.2, 1.01), "S": (1.1, 0.95), "P": (1.3, 1.02, 0.2),
         "F": (1.25, 1.01, 1.3, 0.97)}
NAMES = {"N": "none", "S": "simple", "P": "partial", "F": "full"}
STEPS = 18

print("# statsforecast", statsforecast.__version__)
print("case,quantity,value")
series = {}
seasons = {}
with open("tests/reference/theta.csv", encoding="utf-8") as file:
    rows = csv.reader(line for line in file if not line.startswith("#"))
    next(rows)
    for case, quantity, value in rows:
        if case in ("air", "gas", "nile"):
            if quantity == "season":
                seasons[case] = int(value)
            elif quantity[0] == "y":
                series.setdefault(case, []).append(float(value))


def emit(case, quantity, value):
    print(f"{case},{quantity},{float(value):.15g}")


def model(y, season, form, weights):
    weights = list(weights) + [np.nan] * (4 - len(weights))
    return ces.cesmodel(y, season, form, *weights, nmse=3)


for name, values in series.items():
    y = np.array(values)
    for form in "NSPF" if seasons[name] > 1 else "N":
        case = f"{name}-{NAMES[form]}"
        fit = model(y, seasons[name], form, GIVEN[form])
        emit(case, "likelihood", -2.0 * fit["loglik"])
        for h, mean in enumerate(ces.forecast_ces(fit, STEPS)["mean"]):
            emit(case, f"mean{h + 1}", mean)
        best = model(y, seasons[name], form, ())
        emit(case, "optimum", -2.0 * best["loglik"])
        for key in ("alpha_0", "alpha_1", "beta_0", "beta_1"):
            if not np.isnan(best["par"][key]):
                emit(case, key, best["par"][key])
