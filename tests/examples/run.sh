#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/examples/run.sh PROGRAM FOLDER: run an example as each line of
# FOLDER/arguments says, and compare what it prints, standard error last, and
# its exit status with FOLDER/expected. FC_UPDATE=1 writes that file.
set -eu
program=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

while IFS= read -r arguments; do
    code=0
    # shellcheck disable=SC2086 # the line is words
    "$program" $arguments >"$work/stdout" 2>"$work/stderr" </dev/null || code=$?
    echo "$ $arguments"
    sed "s|$program|PROGRAM|" "$work/stdout" "$work/stderr"
    echo "exit status $code"
done <"$folder/arguments" >"$work/actual"

if [ -n "${FC_UPDATE:-}" ]; then
    cp "$work/actual" "$folder/expected"
else
    diff -u "$folder/expected" "$work/actual"
fi
