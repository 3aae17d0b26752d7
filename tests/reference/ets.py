# Log-likelihoods of ets by statsmodels, at the parameters that ets.R printed,
# from the top of the project:
#   python3 tests/reference/ets.py > tests/reference/ets_py.csv
# Rows: case,quantity,value; names as in ets.R. statsmodels counts constants
# that R and we leave out: n/2 (log(2 pi / n) + 1), taken off here. Forms with a
# multiplicative season are left out: its seasons move otherwise than R's.
import csv
import math

import numpy
import statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

given = {}
with open("tests/reference/ets.csv") as file:
    for row in csv.reader(file):
        if len(row) == 3 and row[2] != "value":
            given[row[0], row[1]] = float(row[2])


def many(case, quantity):
    values = []
    while (case, "%s%d" % (quantity, len(values) + 1)) in given:
        values.append(given[case, "%s%d" % (quantity, len(values) + 1)])
    return values


kinds = {"N": None, "A": "add", "M": "mul"}


def likelihood(case):
    name, form = case.split("-")
    y = many(name, "y")
    x = many(case, "x")
    damped = "d" in form
    model = ETSModel(
        numpy.array(y),
        error=kinds[form[0]],
        trend=kinds[form[1]],
        damped_trend=damped,
        seasonal=kinds[form[-1]],
        seasonal_periods=int(given[name, "season"]) if form[-1] != "N" else None,
    )
    parameters = {"smoothing_level": x[0], "initial_level": x[4]}
    if form[1] != "N":
        parameters["smoothing_trend"] = x[1]
        parameters["initial_trend"] = x[5]
    if damped:
        parameters["damping_trend"] = x[3]
    if form[-1] != "N":
        parameters["smoothing_seasonal"] = x[2]
        for i, value in enumerate(reversed(x[6:])):
            parameters["initial_seasonal.%d" % i] = value
    n = len(y)
    values = [parameters[k] for k in model.param_names]
    value = model.smooth(values).llf + 0.5 * n * (math.log(2 * math.pi / n) + 1)
    print("%s,loglik,%.15g" % (case, value))


print("# statsmodels", statsmodels.__version__)
print("case,quantity,value")
for case in ["air-AAA", "taylor-ANA", "ukgas-AAdA", "lynx-MNN", "nile-AAdN",
             "nile-MAN"]:
    likelihood(case)
