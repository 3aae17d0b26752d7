#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_manual.sh PROGRAM FOLDER: the folder holds a manual page for the program
# and for each of its commands; a page says what the command does, names every
# option that the help names, and is sound to mandoc. Pages carry no date, so
# that equal sources give equal bytes: mandoc's word about that is passed over.
set -eu
program=$1
folder=$2
failed=0
fail() {
    echo "$1" >&2
    failed=1
}

commands=$("$program" help | sed -n '/^Commands$/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "the help names no command"
for command in $commands; do
    page=$folder/forecast-$command.1
    if [ ! -f "$page" ]; then
        fail "no page for $command"
        continue
    fi
    text=$(mandoc -T ascii "$page" | sed "s/.$(printf '\b')//g")
    for option in $("$program" help "$command" |
        sed -n 's/^  \(-[a-z], \)\{0,1\} *\(--[a-z0-9-]*\) .*/\2/p'); do
        echo "$text" | grep -q -e "$option" || fail "$page misses $option"
    done
    echo "$text" | sed -n '/^DESCRIPTION/,/^OPTIONS/p' | grep -q '\.$' ||
        fail "$page says nothing about $command"
    grep -q "forecast.-$command" "$folder/forecast.1" ||
        fail "forecast.1 misses $command"
done
for page in "$folder"/*.1; do
    mandoc -T lint -W warning "$page" | grep -v 'missing date' >&2 &&
        fail "$page is not sound"
done
exit $failed
