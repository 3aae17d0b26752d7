# Robust standard errors of Longley's regression in exact rational arithmetic,
# on the data that regression.R printed, from the top of the project:
#   python3 tests/reference/regression_exact.py \
#     > tests/reference/regression_exact.csv
# Rows: case,quantity,value; names as in regression.R.
#
# The columns are so nearly dependent (condition number 43,275 when scaled) that
# R, statsmodels and gretl agree with each other to 7 digits only; this tells
# who is right.
import csv
from fractions import Fraction
from math import isqrt

given = {}
with open("tests/reference/regression.csv") as file:
    for row in csv.reader(file):
        if len(row) == 3 and row[0] == "longley":
            given[row[1]] = Fraction(row[2])


def multiply(a, b):
    return [[sum(u * v for u, v in zip(row, column)) for column in zip(*b)]
            for row in a]


def invert(matrix):
    size = len(matrix)
    work = [list(row) + [Fraction(i == j) for j in range(size)]
            for i, row in enumerate(matrix)]
    for k in range(size):
        pivot = next(i for i in range(k, size) if work[i][k] != 0)
        work[k], work[pivot] = work[pivot], work[k]
        work[k] = [value / work[k][k] for value in work[k]]
        for i in range(size):
            if i != k:
                factor = work[i][k]
                work[i] = [u - factor * v for u, v in zip(work[i], work[k])]
    return [row[size:] for row in work]


def root(value):
    scale = 10 ** 60
    return isqrt(int(value * scale * scale)) / scale


n = int(given["n"])
p = int(given["columns"])
y = [[given[f"y{i}"]] for i in range(1, n + 1)]
x = [[Fraction(1)] + [given[f"x{j}_{i}"] for j in range(2, p + 1)]
     for i in range(1, n + 1)]
bread = invert(multiply(list(zip(*x)), x))
b = multiply(bread, multiply(list(zip(*x)), y))
errors = [u[0] - v[0] for u, v in zip(y, multiply(x, b))]
hat = [multiply([row], multiply(bread, [[v] for v in row]))[0][0] for row in x]


def sandwich(meat):
    v = multiply(multiply(bread, meat), bread)
    return [root(v[j][j]) for j in range(p)]


def outer(weights, lag=0):
    return [[sum(weights[i] * x[i][j] * x[i - lag][k] for i in range(lag, n))
             for k in range(p)] for j in range(p)]


def print_errors(name, values):
    for j, value in enumerate(values, 1):
        print(f"longley-{name},se{j},{value:.17g}")


print("# Python, fractions.Fraction")
print("case,quantity,value")
squares = [e * e for e in errors]
print_errors("hc0", sandwich(outer(squares)))
print_errors("hc1", sandwich(outer([s * n / (n - p) for s in squares])))
print_errors("hc2", sandwich(outer([s / (1 - h)
                                    for s, h in zip(squares, hat)])))
print_errors("hc3", sandwich(outer([s / (1 - h) ** 2
                                    for s, h in zip(squares, hat)])))
meat = outer(squares)
for lag in range(1, 4):
    products = [errors[i] * errors[i - lag] for i in range(n)]
    gamma = outer(products, lag)
    for j in range(p):
        for k in range(p):
            meat[j][k] += (1 - Fraction(lag, 4)) * (gamma[j][k] + gamma[k][j])
print_errors("nw3", sandwich(meat))
