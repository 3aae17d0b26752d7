#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_notebooks.sh [--update] [PROGRAM]: run the notebooks from top to
# bottom. Fails if a cell does, assertions at their ends included, or if a
# committed output holds a path of some machine. Nothing is written here;
# --update writes the outputs into notebooks/.
set -eu
cd "$(dirname "$0")/.."

update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
FORECAST=$(realpath "${1:-build/release/forecast}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FORECAST PYTHONDONTWRITEBYTECODE=1 IPYTHONDIR="$work" \
    JUPYTER_RUNTIME_DIR="$work" MPLCONFIGDIR="$work"

# The distribution's Python has the packages; another may stand before it.
for notebook in notebooks/*.ipynb; do
    if ! /usr/bin/python3 -m nbconvert --to notebook --execute \
        --ExecutePreprocessor.record_timing=False \
        --output-dir "$work" "$notebook" 2>"$work/log"; then
        cat "$work/log" >&2
        exit 1
    fi
    [ "$update" = no ] || cp "$work/${notebook#notebooks/}" "$notebook"
    echo "$notebook: all hold"
done

if grep -nE '"[^"]*/(tmp|home|root|work|usr)/' notebooks/*.ipynb; then
    echo "a notebook holds a path of this machine" >&2
    exit 1
fi
