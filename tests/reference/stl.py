"""A robust decomposition by statsmodels: see stl.R. The series is that of
'wine' in stl.csv."""

import csv
import os

from statsmodels.tsa.seasonal import STL

path = os.path.join(os.path.dirname(__file__), "stl.csv")
with open(path, encoding="utf-8") as text:
    rows = [row for row in csv.reader(text) if row[0] == "wine"]
y = [float(row[2]) for row in rows if row[1].startswith("y")]
fit = STL(y, period=12, seasonal=13, robust=True).fit()
print(f"statsmodels-wine,n,{len(y)}")
for name, values in (("season", fit.seasonal), ("trend", fit.trend),
                     ("remainder", fit.resid), ("weight", fit.weights)):
    for t in range(0, len(y), 5):
        print(f"statsmodels-wine,{name}{t + 1},{values[t]:.15g}")
