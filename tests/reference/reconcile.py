"""Reference numbers for reconciliation, from numpy and scipy alone.

The least-squares methods are computed as S (S' W^-1 S)^-1 S' W^-1 (the library
computes I - W C' (C W C')^-1 C), the shrinkage from the definition of its terms,
and the non-negative solution by scipy's own NNLS. From the top of the project:
  python3 tests/reference/reconcile.py > tests/reference/reconcile.csv
Rows: case,quantity,value. Nodes are numbered as the library orders them.
"""
import numpy as np
import scipy
from scipy.optimize import nnls

print("# numpy", np.__version__, "scipy", scipy.__version__)
print("case,quantity,value")


def emit(case, quantity, values):
    for i, value in enumerate(np.ravel(values), start=1):
        print(f"{case},{quantity}{i},{value:.15g}")


# (case, S, parents from 1 with 0 for the root, signs, base forecasts)
TREES = [
    # a total of three segments
    ("segments",
     [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
     [0, 1, 1, 1], [1, 1, 1, 1], [155.0, 92.0, 38.5, 29.0]),
    # gross less proceeds
    ("difference",
     [[1, -1], [1, 0], [0, 1]],
     [0, 1, 1], [1, 1, -1], [25.0, 27.5, 1.25]),
    # three levels: T = A + B; A = a1 + a2; B = b1 - b2
    ("levels",
     [[1, 1, 1, -1], [1, 1, 0, 0], [0, 0, 1, -1],
      [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
     [0, 1, 1, 2, 2, 3, 3], [1, 1, 1, 1, 1, 1, -1],
     [100.0, 61.0, 42.0, 30.0, 28.0, 50.0, 6.0]),
    # a leaf that is pushed below 0
    ("small",
     [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
     [0, 1, 1, 1], [1, 1, 1, 1], [10.0, 9.0, 8.0, 0.5]),
]


def errors_of(n, rows):
    """Errors with correlation, from a fixed congruential generator."""
    state, out = 12345, []
    for _ in range(rows * n):
        state = (1103515245 * state + 12345) % 2**31
        out.append(state / 2**31 - 0.5)
    e = np.array(out).reshape(rows, n)
    e[:, 0] += 0.8 * e[:, 1:].sum(axis=1)
    return e * np.arange(1, n + 1)


def shrink(e):
    n, p = e.shape
    w = e.T @ e / n
    sd = np.sqrt(np.diag(w))
    x = e / sd
    top = bottom = 0.0
    for i in range(p):
        for j in range(p):
            if i != j:
                z = x[:, i] * x[:, j]
                r = z.mean()
                top += ((z - r) ** 2).sum() / (n * (n - 1))
                bottom += r * r
    l = min(1.0, max(0.0, top / bottom))
    return l * np.diag(np.diag(w)) + (1 - l) * w, l


for case, s, parents, signs, base in TREES:
    s, base = np.array(s, float), np.array(base)
    n, m = s.shape
    a = n - m
    parents = np.array(parents)
    print(f"{case},nodes,{n}")
    print(f"{case},aggregates,{a}")
    emit(case, "parent", parents)
    emit(case, "sign", signs)
    emit(case, "summing", s)
    emit(case, "base", base)
    e = errors_of(n, 20)
    emit(case, "error", e)
    w, l = shrink(e)
    emit(case, "covariance", w)
    print(f"{case},intensity,{l:.15g}")
    ways = {"ols": np.eye(n),
            "structural": np.diag(np.abs(s).sum(axis=1)),
            "wls": np.diag(np.diag(w)),
            "mint": w}
    for name, way in ways.items():
        inverse = np.linalg.inv(way)
        g = np.linalg.inv(s.T @ inverse @ s) @ s.T @ inverse
        emit(case, name, s @ g @ base)
        root = np.linalg.cholesky(inverse).T
        emit(case, name + "_floor", s @ nnls(root @ s, root @ base)[0])
    emit(case, "bottom-up", s @ base[a:])
    share = np.zeros(n)
    share[0] = 1.0
    for i in range(1, n):
        up = parents[i] - 1
        kin = [k for k in range(n) if parents[k] == parents[i]]
        share[i] = share[up] * base[i] / sum(signs[k] * base[k] for k in kin)
    emit(case, "top-down", base[0] * share)
    mean_share = np.arange(1, m + 1) / 10.0
    emit(case, "top-down-average", base[0] * (s @ mean_share))
