#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guidance as evidence, by numpy and scipy: python3 informed.py > informed.csv

pool    quantiles, log score and learned weight of logarithmic pools of two
        Student laws with 5 degrees, by adaptive quadrature
learn   location and scale of the next position, range after range: recent
        mean, then a bisquare regression with pseudo-observations by iterated
        reweighting as the GSL manual has it ("Robust linear regression")
tilt    mean and standard deviation of the second of two jointly normal steps
        when the first gets another law: weights p*(y1) / p(y1) on a fine grid,
        the conditional law of the second given the first as it is
"""
import numpy as np
import scipy
from scipy import integrate, optimize, stats

print(f"# numpy {np.__version__}, scipy {scipy.__version__}")
print("case,quantity,value")


def out(case, quantity, value):
    print(f"{case},{quantity},{value:.12g}")


def law(pair):
    return stats.t(5, loc=pair[0], scale=pair[1])


def pooled(first, second, weight):
    """The density of a pool, normalised."""
    f, g = law(first), law(second)
    centres = sorted([first[0], second[0]])

    def raw(x):
        return np.exp(weight * f.logpdf(x) + (1 - weight) * g.logpdf(x))

    def mass(a, b):
        return integrate.quad(raw, a, b, limit=500, epsabs=0, epsrel=1e-11)[0]

    edges = [-np.inf] + centres + [np.inf]
    total = sum(mass(a, b) for a, b in zip(edges, edges[1:]) if a < b)

    def cdf(x):
        cuts = [-np.inf] + [c for c in centres if c < x] + [x]
        return sum(mass(a, b) for a, b in zip(cuts, cuts[1:])) / total
    return (lambda x: raw(x) / total), cdf


POOLS = {"near": ((0.4, 0.2), (0.1, 0.5), 0.8),
         "apart": ((1.0, 0.1), (-1.0, 0.4), 0.5),
         "plain": ((0.0, 1.0), (0.3, 0.7), 0.0),
         "narrow": ((0.2, 0.01), (0.1, 2.0), 0.9)}
for name, (first, second, weight) in POOLS.items():
    density, cdf = pooled(first, second, weight)
    out(name, "score", np.log(density(0.25)))
    for p in (0.1, 0.5, 0.9):
        out(name, f"q{int(100 * p)}",
            optimize.brentq(lambda x: cdf(x) - p, -8, 8, xtol=1e-11))

PAST = [(0.5, 0.2, 0.1, 0.6, 0.45), (0.4, 0.2, 0.6, 0.5, 0.2),
        (0.3, 0.25, -0.2, 0.5, 0.5), (0.6, 0.2, 0.5, 0.6, 0.55)]


def total_score(weight):
    return sum(np.log(pooled((a, b), (c, d), weight)[0](y))
               for a, b, c, d, y in PAST)


grid = np.linspace(0, 1, 201)
likely = np.exp([total_score(w) for w in grid])
out("past", "weight", np.trapz(grid * likely, grid) / np.trapz(likely, grid))

# Positions about the middle of the range; one far away. Seasons 0 to 3.
POSITIONS = [0.41, 0.28, 0.90, 0.89, 0.74, 0.28, 0.41, 0.23, 0.45, 0.83, 0.22,
             -0.05, 0.35, 0.17, 0.15, -0.09, 0.17, 0.21, 2.47, 0.20, 0.41, 0.23]
DISCOUNT, PRIOR, FEWEST = 0.6, 5.0, 4


def recent(z):
    w = DISCOUNT ** np.arange(len(z))[::-1]
    return w @ z / w.sum()


def bisquare(x, y):
    n, p = x.shape
    q = np.linalg.qr(x)[0]
    factor = 1 / np.sqrt(1 - np.minimum((q * q).sum(1), 0.9999))
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    least = 1e-6 * y.std(ddof=1)
    for _ in range(10000):
        r = (y - x @ b) * factor
        drop = np.sort(np.abs(r))[p - 1:]
        sigma = max(np.median(drop) / 0.6745, least)
        u = r / (4.685 * sigma)
        w = np.where(np.abs(u) < 1, (1 - u * u) ** 2, 0)
        s = np.sqrt(w)
        new = np.linalg.lstsq(s[:, None] * x, s * y, rcond=None)[0]
        if np.all(np.abs(new - b) <= 1e-13 * np.maximum(1e-3, np.abs(b))):
            return new
        b = new
    return b


z = np.array(POSITIONS)
e, location = {}, {}
for t in range(FEWEST, len(z) + 1):
    e[t] = recent(z[:t])
    rows = [i for i in range(FEWEST, t)]
    location[t] = e[t]
    if rows:
        m, s = z[:t].mean(), z[:t].std()

        def row(i):
            return ([1.0, (e[i] - m) / s]
                    + [1.0 if i % 4 == k else 0.0 for k in range(4)])
        x = np.array([row(i) for i in rows])
        x = np.vstack([x, np.sqrt(PRIOR) * np.eye(x.shape[1])])
        y = np.append([z[i] - e[i] for i in rows], np.zeros(x.shape[1]))
        location[t] += np.array(row(t)) @ bisquare(x, y)
    if t >= 8:
        errors = np.array([z[i] - location[i] for i in rows])
        out("learn", f"location{t}", location[t])
        out("learn", f"scale{t}", np.sqrt((errors @ errors) / len(rows) * 3 / 5))
for t, value in enumerate(POSITIONS):
    out("learn", f"position{t}", value)
out("learn", "count", len(POSITIONS))

# y1 ~ N(0, 1), y2 | y1 ~ N(0.8 y1, 0.6^2); the first gets a pool.
density, _ = pooled((0.7, 0.3), (0.0, np.sqrt(0.6)), 0.75)
grid = np.linspace(-9, 9, 200001)
target = np.exp(0.75 * law((0.7, 0.3)).logpdf(grid)
                + 0.25 * law((0.0, np.sqrt(0.6))).logpdf(grid))
weights = target / stats.norm.pdf(grid)        # on draws of the first step
prior = stats.norm.pdf(grid)
mass = np.trapz(weights * prior, grid)
mean1 = np.trapz(weights * prior * grid, grid) / mass
var1 = np.trapz(weights * prior * (grid - mean1) ** 2, grid) / mass
mean2 = np.trapz(weights * prior * 0.8 * grid, grid) / mass
var2 = np.trapz(weights * prior * (0.36 + (0.8 * grid - mean2) ** 2),
                grid) / mass
out("tilt", "mean1", mean1)
out("tilt", "sd1", np.sqrt(var1))
out("tilt", "mean2", mean2)
out("tilt", "sd2", np.sqrt(var2))
