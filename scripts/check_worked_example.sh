#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_worked_example.sh PROGRAM ROOT: make the forecast of the README
# again, in a folder of its own, and compare it with the one in forecasts/.
set -eu
program=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/datasets" "$work"
cd "$work"
# The command is part of the provenance, so it is given as in the README.
PATH=$(dirname "$program"):$PATH
forecast --series net_sales --horizon 4 >/dev/null
for file in net_sales.csv net_sales.csv.json; do
    diff -u "$root/forecasts/$file" "$work/forecasts/$file"
done
