#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# SIGTERM and SIGINT in the middle of a run: the status of the signal, whole
# files, no temporary ones. The moments are fixed; what is asserted holds at
# every moment.
. "$(dirname "$0")/common.sh"

write_sales sales.csv
{
    printf '[defaults]\ndata = sales.csv\nseries = sales\n'
    printf 'model = ets\nmodel = theta\nmodel = snaive\n'
    for i in 1 2 3 4; do
        printf '[job.j%s]\nseed = %s\n' $i $i
    done
} >forecast.ini
mkdir other
"$program" run --draws 2000 || exit 1
cp forecasts/*.csv other/
"$program" run || exit 1
mkdir first
cp forecasts/*.csv first/

# Each file is the one of the earlier settings or the one of the later.
is_whole() {
    cmp -s "forecasts/$1" "first/$1" || cmp -s "forecasts/$1" "other/$1"
}

ended=0
for signal in TERM INT; do
    for delay in 0.01 0.03 0.05 0.1 0.15 0.2; do
        timeout --preserve-status -s "$signal" "$delay" \
            "$program" run --draws 2000 >out 2>err
        status=$?
        case $signal in TERM) wanted=143 ;; *) wanted=130 ;; esac
        [ "$status" = 0 ] || ended=$((ended + 1))
        check "status of $signal after $delay" \
            test "$status" = "$wanted" -o "$status" = 0
        for i in 1 2 3 4; do
            check "j$i after $delay" is_whole j$i.csv
        done
        check "no temporary files after $delay" no_temporary_files
        check "the ledger after $delay" "$program" ledger verify --quiet >out
        cp first/*.csv forecasts/
    done
done
check "some runs were interrupted" test "$ended" -gt 0
finish
