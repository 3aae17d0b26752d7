# SPDX-License-Identifier: GPL-3.0-or-later
"""Call the program from Python and get pandas DataFrames.

    from forecast_cli import document, forecast, picture
    projection = forecast("--series", "net_sales", "--horizon", 4)
    backtest = document("backtest", "--series", "net_sales")["tables"]
    picture("history", "--series", "net_sales")

Arguments are those of the command line; each call is one run of the program,
so what a notebook shows can be repeated in a shell. The program is the one that
the environment variable FORECAST names, else that of ./build/release of this
source tree, else the one on PATH.
"""
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import pandas as pd
from IPython.display import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent


class ForecastError(RuntimeError):
    """The program failed; its message and exit status."""

    def __init__(self, message, status):
        super().__init__(message)
        self.status = status


def program():
    """The program to run."""
    built = ROOT / "build" / "release" / "forecast"
    found = os.environ.get("FORECAST") or (
        str(built) if built.exists() else shutil.which("forecast"))
    if found is None:
        raise ForecastError("no program: build it with scripts/quickstart.sh", 1)
    return found


def run(*arguments, cwd=ROOT, ok=(0, 4, 5)):
    """Run the program in a folder; what it printed. A failed model (4) and a
    failed check (5) still have a result."""
    done = subprocess.run([program(), *map(str, arguments)], cwd=cwd, text=True,
                          capture_output=True, check=False)
    if done.returncode not in ok:
        raise ForecastError(done.stderr.strip(), done.returncode)
    return done.stdout


def table(*arguments, **options):
    """The CSV of a call as a DataFrame; nothing is written."""
    text = run(*arguments, "--format", "csv", "--output", "-", **options)
    return pd.read_csv(io.StringIO(text))


def document(*arguments, **options):
    """The JSON of a call: meta, notes, and a DataFrame for each table."""
    text = run(*arguments, "--format", "json", "--output", "-", **options)
    parsed = json.loads(text)
    parsed["tables"] = {name: pd.DataFrame(rows)
                        for name, rows in parsed["tables"].items()}
    return parsed


def note_texts(parsed, kind=None):
    """The sentences of a document: headline, note, warning, or all of them."""
    return [note["text"] for note in parsed["notes"]
            if kind is None or note["kind"] == kind]


def picture(*arguments, **options):
    """The chart that a call draws, for the notebook to show."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "chart.png"
        run(*arguments, "--quiet", "-o", path, **options)
        return Image(path.read_bytes())


def show(rows, formats="{:,.1f}"):
    """A table to read, of the same bytes each time."""
    return rows.style.format(formats, na_rep="").set_uuid("table")


def forecast(*arguments, **options):
    """A projection, with the end of each period as a date."""
    result = table("forecast", *arguments, **options)
    result["period_end"] = pd.to_datetime(result["period_end"])
    return result


def fan(projection, axes, since=None):
    """Draw a projection: history, forecast, intervals, guided range."""
    actual = projection[projection.kind == "actual"]
    ahead = projection[projection.kind == "forecast"]
    if since is not None:
        actual = actual[actual.period_end >= since]
    axes.fill_between(ahead.period_end, ahead.lower_95, ahead.upper_95,
                      color="#d6e4f2", label="95 % interval")
    axes.fill_between(ahead.period_end, ahead.lower_80, ahead.upper_80,
                      color="#9dc1e4", label="80 % interval")
    axes.plot(actual.period_end, actual.value, color="#222222", marker="o",
              markersize=3, label="actual")
    axes.plot(ahead.period_end, ahead.value, color="#08519c", marker="o",
              markersize=4, label="forecast")
    guided = ahead.dropna(subset=["guidance_low"])
    if not guided.empty:
        axes.errorbar(guided.period_end,
                      (guided.guidance_low + guided.guidance_high) / 2,
                      yerr=(guided.guidance_high - guided.guidance_low) / 2,
                      fmt="none", ecolor="#e69f00", elinewidth=6,
                      label="guided range")
    axes.set_ylabel(f"{projection.series.iloc[0]}, {projection.unit.iloc[0]}")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper left", frameon=False)
    return axes
