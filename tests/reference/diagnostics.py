"""Reference numbers that R's packages do not have. From the top of the project:

    python3 tests/reference/diagnostics.py > tests/reference/diagnostics_py.csv

Rows: case,quantity,value. White's test and weighted regressions are those of
statsmodels, the data those of R's package datasets (through R's own output in
diagnostics.csv for Amazon). The tail of the sup law is summed from its
eigenvalues with mpmath, which has its own Kummer function, to 30 digits; it
shares the formula with the engine and no code.
"""
import csv
import io
import subprocess

import mpmath
import numpy
import statsmodels
import statsmodels.api as sm
from statsmodels.stats import diagnostic

print("# statsmodels", statsmodels.__version__, "mpmath", mpmath.__version__)
print("case,quantity,value")


def emit(case, quantity, value):
    print(f"{case},{quantity},{float(value):.15g}")


def r_data(name):
    text = subprocess.run(["Rscript", "-e", f"write.csv({name})"], check=True,
                          capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    return lambda column: numpy.array([float(row[column]) for row in rows])


def white(case, y, *columns):
    exog = sm.add_constant(numpy.column_stack(columns))
    fit = sm.OLS(y, exog).fit()
    statistic, p, _, _ = diagnostic.het_white(fit.resid, exog)
    emit(case, "white-statistic", statistic)
    emit(case, "white-p", p)


cars = r_data("mtcars")
white("mtcars", cars("mpg"), cars("wt"), cars("hp"))
# A dummy: its square is itself and has no degree of freedom.
white("dummy", cars("mpg"), cars("wt"), cars("am"))

growth = [float(line.split(",")[2]) for line
          in open("tests/reference/diagnostics.csv", encoding="ascii")
          if line.startswith("data,z")]
white("amazon", numpy.array(growth[1:]), numpy.array(growth[:-1]))

exog = sm.add_constant(numpy.column_stack([cars("wt"), cars("hp")]))
fit = sm.WLS(cars("mpg"), exog, weights=cars("wt") ** -2).fit()
for name, test in (("bp", diagnostic.het_breuschpagan),
                   ("white", diagnostic.het_white)):
    statistic, p, _, _ = test(fit.wresid, exog)
    emit("weighted", f"{name}-statistic", statistic)
    emit("weighted", f"{name}-p", p)


def sup_tail(statistic, dimension, span):
    b, c = mpmath.mpf(dimension) / 2, mpmath.mpf(statistic) / 2

    def at_boundary(v):
        return mpmath.hyp1f1(-v, b, c)

    density = c ** b * mpmath.exp(-c) / mpmath.gamma(b)
    step, low, left = mpmath.mpf(1) / 8, mpmath.mpf(0), mpmath.mpf(0)
    while low * span < 30:
        high = low + step
        if at_boundary(low) * at_boundary(high) < 0:
            v = mpmath.findroot(at_boundary, (low, high), solver="anderson")
            slope = mpmath.diff(at_boundary, v)
            left -= (density * mpmath.hyp1f1(1 - v, b + 1, c)
                     / (b * v * slope) * mpmath.exp(-v * span))
        low = high
    return 1 - left


mpmath.mp.dps = 30
for number, (statistic, dimension, trimming) in enumerate([
        (8.85, 1, 0.15), (12.16, 1, 0.15), (11.79, 2, 0.15), (3, 2, 0.15),
        (14.15, 3, 0.15), (30, 4, 0.15), (26, 10, 0.15), (9, 1, 0.05),
        (7, 2, 0.45), (40, 20, 0.15), (60, 5, 0.15), (2, 1, 0.3)]):
    odds = mpmath.mpf(1 - trimming) / trimming
    span = 2 * mpmath.log(odds)
    case = f"sup{number}"
    emit(case, "statistic", statistic)
    emit(case, "dimension", dimension)
    emit(case, "span", span)
    emit(case, "p", sup_tail(statistic, dimension, span))
for case in ("mtcars", "amazon"):
    rows = dict(line.strip().split(",")[1:] for line
                in open("tests/reference/diagnostics.csv", encoding="ascii")
                if line.startswith(case))
    n = int(float(rows["chow-df2"]) + 2 * float(rows["chow-df1"]))
    first = int(0.15 * n)
    emit(case, "sup-p", sup_tail(rows["sup-statistic"], int(rows["chow-df1"]),
                                 2 * mpmath.log(mpmath.mpf(n - first) / first)))
