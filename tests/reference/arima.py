"""Log-likelihoods of statsmodels for arima, at the parameters of arima.csv.

From the top of the project:
  python3 tests/reference/arima.py > tests/reference/arima_py.csv
Rows: case,quantity,value. Differenced first, so without a diffuse start.
"""
import csv
import sys
import warnings

import numpy as np
import statsmodels
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore")
rows = {}
with open("tests/reference/arima.csv") as file:
    next(file)
    for row in csv.DictReader(file):
        rows[row["case"], row["quantity"]] = float(row["value"])


def many(case, quantity):
    out = []
    while (case, f"{quantity}{len(out) + 1}") in rows:
        out.append(rows[case, f"{quantity}{len(out) + 1}"])
    return out


print("# statsmodels", statsmodels.__version__)
print("case,quantity,value")
for case in ("air", "wine", "gas", "ukgas", "nile", "taylor"):
    order = [int(value) for value in many(case, "order")]
    season = int(rows[case, "season"])
    p = many(case, "parameter")
    seasonal = order[3:] + [season] if season > 1 else [0, 0, 0, 0]
    model = SARIMAX(np.array(many(case, "y")), order=order[:3],
                    seasonal_order=seasonal, simple_differencing=True,
                    concentrate_scale=True, enforce_stationarity=False,
                    enforce_invertibility=False)
    model.ssm.initialize_stationary()
    model.ssm.loglikelihood_burn = 0
    print(f"{case},loglik,{model.loglike(np.array(p)):.15g}")
