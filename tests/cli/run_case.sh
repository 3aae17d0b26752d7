#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run_case.sh PROGRAM CASE: run CASE/cmd and compare what it does.
#
# CASE/cmd is a shell script that calls `forecast`; it runs in a copy of the
# case, so that nothing is written into the source tree. Compared are
#   stdout, stderr, status   what it printed and its exit status
#   files                    names of the files it made, sorted
#   expect/                  contents of files (and only of those kept there)
# A missing expectation means: empty, or status 0. FC_UPDATE=1 writes the
# expectations instead of comparing; review the difference.
set -u

program=$(realpath "$1") || exit 1
case=$(realpath "$2") || exit 1
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT

mkdir "$work/bin" "$work/case" "$work/got" "$work/want" || exit 1
ln -s "$program" "$work/bin/forecast" || exit 1
cp -R "$case/." "$work/case" || exit 1
cd "$work/case" || exit 1
rm -rf stdout stderr status files expect

list_files() {
    find . -type f | LC_ALL=C sort
}

list_files >"$work/before"
env -u NO_COLOR -u COLUMNS \
    LC_ALL=C TERM=dumb XDG_CONFIG_HOME=/nonexistent FORECAST_DATADIR=/nonexistent PATH="$work/bin:$PATH" \
    sh ./cmd >"$work/got/stdout" 2>"$work/got/stderr" </dev/null
echo $? >"$work/got/status"
list_files | LC_ALL=C comm -13 "$work/before" - >"$work/got/files"

if [ "${FC_UPDATE:-0}" = 1 ]; then
    for part in stdout stderr status files; do
        rm -f "$case/$part"
        [ ! -s "$work/got/$part" ] || cp "$work/got/$part" "$case/$part"
    done
    [ "$(cat "$work/got/status")" != 0 ] || rm -f "$case/status"
    if [ -d "$case/expect" ]; then
        (cd "$case/expect" && find . -type f) | while read -r name; do
            cp "$name" "$case/expect/$name"
        done
    fi
    exit 0
fi

result=0
for part in stdout stderr status files; do
    : >"$work/want/$part"
    [ "$part" != status ] || echo 0 >"$work/want/$part"
    [ ! -e "$case/$part" ] || cp "$case/$part" "$work/want/$part"
    diff -u "$work/want/$part" "$work/got/$part" || result=1
done
if [ -d "$case/expect" ]; then
    (cd "$case/expect" && find . -type f) >"$work/names"
    while read -r name; do
        diff -u "$case/expect/$name" "$name" || result=1
    done <"$work/names"
fi
exit $result
