"""Reference numbers for models of intermittent demand: statsforecast (Nixtla).

From the top of the project, with the Python package statsforecast at hand:
    python3 tests/reference/intermittent.py > tests/reference/intermittent_py.csv
Rows: case,quantity,value. The series are those of intermittent_data.csv.

ADIDA and IMAPA search the smoothing constant by golden section between 0.1 and
0.3; adida0.1 and imapa0.1 are made of the same parts, sums of periods and
exponential smoothing, with the constant fixed.
"""
import csv

import numpy as np
import statsforecast
from statsforecast import models

print("# statsforecast", statsforecast.__version__)
print("case,quantity,value")
series = {}
with open("tests/reference/intermittent_data.csv", encoding="utf-8") as file:
    rows = csv.reader(line for line in file if not line.startswith("#"))
    next(rows)
    for case, quantity, value in rows:
        if quantity.startswith("y"):
            series.setdefault(case, []).append(float(value))


def emit(case, quantity, value):
    print(f"{case},{quantity},{float(value):.15g}")


def level(y, periods, alpha):
    sums = models._chunk_sums(y[len(y) % periods:], periods)
    return models._ses_forecast(sums, alpha)[0] / periods


for case, values in series.items():
    y = np.array(values)
    longest = round(models._intervals(y).mean().item())
    emit(case, "croston0.1", models.CrostonClassic().forecast(y, 1)["mean"][0])
    emit(case, "sba0.1", models.CrostonSBA().forecast(y, 1)["mean"][0])
    emit(case, "tsb0.1", models.TSB(0.1, 0.05).forecast(y, 1)["mean"][0])
    emit(case, "tsb0.3", models.TSB(0.3, 0.2).forecast(y, 1)["mean"][0])
    emit(case, "adida", models.ADIDA().forecast(y, 1)["mean"][0])
    emit(case, "imapa", models.IMAPA().forecast(y, 1)["mean"][0])
    emit(case, "adida0.1", level(y, longest, 0.1))
    emit(case, "imapa0.1", np.mean([level(y, k, 0.1)
                                    for k in range(1, longest + 1)]))
