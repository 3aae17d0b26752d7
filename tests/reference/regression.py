# Reference numbers for linear regression by statsmodels, on the data that
# regression.R printed, from the top of the project:
#   python3 tests/reference/regression.py > tests/reference/regression_py.csv
# Rows: case,quantity,value; names as in regression.R.
#
# statsmodels' AIC and BIC do not count sigma as a parameter; R's and ours do.
import csv

import numpy
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor

given = {}
with open("tests/reference/regression.csv") as file:
    for row in csv.reader(file):
        if len(row) == 3 and row[2] != "value":
            given[row[0], row[1]] = float(row[2])


def emit(case, quantity, value):
    print(f"{case},{quantity},{value:.15g}")


def numbered(case, quantity, values):
    for number, value in enumerate(values, 1):
        emit(case, f"{quantity}{number}", value)


def table_of(case, fit):
    numbered(case, "b", fit.params)
    numbered(case, "se", fit.bse)
    numbered(case, "t", fit.tvalues)
    numbered(case, "p", fit.pvalues)
    emit(case, "sigma", numpy.sqrt(fit.scale))
    emit(case, "r2", fit.rsquared)
    emit(case, "adj", fit.rsquared_adj)
    emit(case, "f", fit.fvalue)
    emit(case, "fp", fit.f_pvalue)
    emit(case, "loglik", fit.llf)


def study(case):
    n = int(given[case, "n"])
    p = int(given[case, "columns"])
    y = numpy.array([given[case, f"y{i}"] for i in range(1, n + 1)])
    x = numpy.ones((n, p))
    for j in range(2, p + 1):
        x[:, j - 1] = [given[case, f"x{j}_{i}"] for i in range(1, n + 1)]
    fit = sm.OLS(y, x).fit()
    table_of(case, fit)
    for j in range(1, p):
        emit(case, f"vif{j + 1}", variance_inflation_factor(x, j))
    for kind in ("HC0", "HC1", "HC2", "HC3"):
        robust = sm.OLS(y, x).fit(cov_type=kind, use_t=True)
        numbered(f"{case}-{kind.lower()}", "se", robust.bse)
        numbered(f"{case}-{kind.lower()}", "p", robust.pvalues)
    hac = sm.OLS(y, x).fit(cov_type="HAC", use_t=True,
                           cov_kwds={"maxlags": 3, "use_correction": False})
    numbered(f"{case}-nw3", "se", hac.bse)
    numbered(f"{case}-nw3", "p", hac.pvalues)
    emit(f"{case}-nw3", "f", float(hac.fvalue))
    table_of(f"{case}-wls", sm.WLS(y, x, 1 + numpy.arange(n) % 4).fit())


print("# statsmodels", statsmodels.__version__, "numpy", numpy.__version__)
print("case,quantity,value")
for name in ("longley", "stackloss", "mtcars", "amazon"):
    study(name)
