#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_layers.py ROOT: hold every #include against the layers.

 - a file of src/ includes only its own layer and lower ones;
 - the program (src/cli) includes only public headers and its own;
 - public headers know no private header and no third-party library;
 - the network (src/fetch) uses base alone, and the program alone uses it;
 - GSL stays in the layers that compute.
"""
import pathlib
import re
import sys

LAYERS = ["base", "data", "stats", "regress", "models", "select", "planning",
          "ledger", "output", "cli"]
# Beside the layers: the network, on base alone, for the program alone.
BESIDE = "fetch"
GSL_LAYERS = {"base", "stats", "regress", "models", "select"}

# The layer that implements each public header. Reports are implemented in
# data, so that every layer can fill one.
PUBLIC = {
    "api.h": "base", "file.h": "base", "init.h": "base", "names.h": "base",
    "status.h": "base", "stream.h": "base",
    "chart.h": "data", "dataset.h": "data", "guidance.h": "data",
    "hierarchy.h": "data", "long_reader.h": "data",
    "paths.h": "data",
    "period.h": "data", "report.h": "data", "sec.h": "data",
    "series.h": "data",
    "settings.h": "data",
    "table.h": "data",
    "moments.h": "stats", "statistics.h": "stats",
    "transformation.h": "stats", "unit_root.h": "stats",
    "diagnostics.h": "regress", "growth_curve.h": "regress",
    "nonlinear.h": "regress",
    "regression.h": "regress", "terms.h": "regress",
    "explanation.h": "models", "model.h": "models",
    "backtest.h": "select", "batch.h": "select", "competition.h": "select",
    "cross_validation.h": "select", "reconcile.h": "select",
    "score.h": "select",
    "alert.h": "planning", "audit.h": "planning",
    "backtest_report.h": "planning",
    "certificate.h": "planning", "frozen_choice.h": "planning",
    "guidance_record.h": "planning", "history.h": "planning",
    "peers.h": "planning", "plan.h": "planning",
    "projection.h": "planning", "published.h": "planning",
    "regress.h": "planning", "scenario.h": "planning",
    "sec_report.h": "planning",
    "update.h": "planning",
    "ledger.h": "ledger",
    "batch_writer.h": "output",
    "libraries.h": "output", "provenance.h": "output",
    "sec_files.h": "output", "writer.h": "output",
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(["<])([^">]+)[">]', re.M)


def included_layer(name):
    """The layer an include belongs to; None if it is not ours."""
    first, _, rest = name.partition("/")
    if first == "forecast":
        return PUBLIC.get(rest)
    return first if first in LAYERS else None


def public_fault(quote, name):
    """Why a public header may not include name, or None."""
    if name.startswith("forecast/") or (quote == "<" and "/" not in name):
        return None
    return "a public header includes only forecast/ and the C library"


def private_fault(own, quote, name):
    """Why a file of layer own may not include name, or None."""
    if name.startswith("gsl/") and own not in GSL_LAYERS:
        return f"GSL does not belong in '{own}'"
    if own == "cli":
        ours = name == "forecast.h" or name.startswith(("forecast/", "cli/")) \
            or name == "fetch/fetch.h"
        return None if ours or quote == "<" else \
            "the program includes only public headers, cli/ and fetch/fetch.h"
    if name == "forecast.h":
        return "a layer includes the headers it needs, not all of them"
    other = included_layer(name)
    if own == BESIDE:
        fits = other == "base" or name.startswith(f"{BESIDE}/") or quote == "<"
        return None if fits else f"'{BESIDE}' uses base alone"
    if other is None:
        return None if quote == "<" else "name it by layer, as in \"base/x.h\""
    if LAYERS.index(other) > LAYERS.index(own):
        return f"'{other}' is above '{own}'"
    return None


def faults(root):
    """All faults, as (path, text)."""
    for path in sorted(root.glob("include/forecast/*.h")):
        if path.name not in PUBLIC:
            yield path, f"add it to PUBLIC in {pathlib.Path(__file__).name}"
        for quote, name in INCLUDE.findall(path.read_text()):
            fault = public_fault(quote, name)
            if fault is None and name.startswith("forecast/"):
                fault = private_fault(PUBLIC.get(path.name, "cli"), quote, name)
            if fault:
                yield path, f"includes {name}: {fault}"
    for path in sorted(root.glob("src/*/*.[ch]")):
        for quote, name in INCLUDE.findall(path.read_text()):
            fault = private_fault(path.parent.name, quote, name)
            if fault:
                yield path, f"includes {name}: {fault}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    count = 0
    for path, text in faults(root):
        print(f"{path.relative_to(root)}: {text}")
        count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
