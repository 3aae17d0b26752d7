# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of unattended runs share: real processes in a folder of their
# own. Usage in a test: . common.sh PROGRAM SOURCE
set -u
program=$(realpath "$1") || exit 1
source=$(realpath "$2") || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

# As cron starts it: an empty environment, no terminal, another folder.
as_cron() {
    (cd / && env -i PATH=/usr/bin:/bin HOME="$work/home" "$program" "$@" \
        </dev/null >"$work/out" 2>"$work/err")
}

check() { # check WHAT COMMAND...
    what=$1
    shift
    "$@" || {
        echo "FAILED: $what"
        failures=$((failures + 1))
    }
}

status_is() { # status_is WANTED COMMAND...
    wanted=$1
    shift
    "$@"
    got=$?
    [ "$got" = "$wanted" ] || {
        echo "exit status $got instead of $wanted: $*"
        cat "$work/out" "$work/err"
        return 1
    }
}

says() { # says FILE PATTERN
    grep -q -- "$2" "$1" || {
        echo "no '$2' in $1:"
        cat "$1"
        return 1
    }
}

is_empty() {
    [ ! -s "$1" ] || {
        cat "$1"
        return 1
    }
}

# Sixteen quarters, enough for a quick forecast.
write_sales() {
    echo period,sales,costs >"$1"
    for year in 2020 2021 2022 2023; do
        for quarter in 1 2 3 4; do
            echo "${year}Q$quarter,$((year - 1900 + 3 * quarter)).5,$((quarter * 7 + year - 2000))"
        done
    done >>"$1"
}

no_temporary_files() {
    left=$(find "$work" -name '*.tmp-*')
    [ -z "$left" ] || {
        echo "left behind: $left"
        return 1
    }
}

finish() {
    [ "$failures" = 0 ] || exit 1
    exit 0
}
