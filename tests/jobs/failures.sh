#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One job that fails does not stop the others, previous results stay whole, and
# the exit status is the worst one.
. "$(dirname "$0")/common.sh"

write_sales sales.csv
write_config() { # write_config: the good jobs, and standard input behind them
    {
        printf '[defaults]\ndata = sales.csv\ndraws = 200\nmodel = snaive\n'
        printf '[job.first]\nseries = sales\n'
        cat
        printf '[job.last]\nseries = costs\n'
    } >forecast.ini
}
run() {
    as_cron run --config "$work/forecast.ini" "$@"
}

write_config </dev/null
check "all is well" status_is 0 run
cp forecasts/first.csv first.before

# Input that is gone, broken or stale, a series that is not there.
for fault in 'data = gone.csv' 'series = salse' 'max-age = 5d' \
    'as-of = 2031Q1' 'guidance = 2031Q1=1:2'; do
    rm -f forecasts/last.csv
    case $fault in series*) series= ;; *) series='series = sales' ;; esac
    printf '[job.bad]\n%s\n%s\n' "$series" "$fault" | write_config
    check "exit 3 with $fault" status_is 3 run
    check "it is said with $fault" says err 'error job=bad exit=3'
    check "the last job is done with $fault" test -s forecasts/last.csv
    check "nothing of the bad job" test ! -e forecasts/bad.csv
done

# A model that has no forecast: the rest is written.
head -n 4 sales.csv >short.csv
printf '[job.bad]\nseries = sales\ndata = short.csv\nmodel = ets:AAA\nmodel = naive\n' | write_config
check "exit 4" status_is 4 run
check "it is written all the same" test -s forecasts/bad.csv

# An alert, and an alert beside a failure: the worse one counts.
printf '[job.bad]\nseries = sales\nalert = value>0\n' | write_config
check "exit 5" status_is 5 run
check "the alert" says err 'warning job=bad exit=5 .*alert value>0: it is'
printf '[job.bad]\nseries = sales\nalert = value>0\n[job.worse]\nseries = x\n' | write_config
check "3 is worse than 5" status_is 3 run

# Output that cannot be written: a full disk, a file in the place of a folder,
# a limit on the size of files.
echo >file
printf '[job.bad]\nseries = sales\noutput = file/bad.csv\n' | write_config
check "exit 7" status_is 7 run
printf '[job.bad]\nseries = sales\noutput = file/bad.csv\n[job.worse]\nseries = x\n' | write_config
check "7 is worse than 3" status_is 7 run
write_config </dev/null
ln -sf /dev/full full.csv
printf '[job.bad]\nseries = sales\noutput = full.csv\n' | write_config
check "a full device" status_is 7 run
check "why" says err 'No space left'
rm -f forecasts/last.csv full.csv
write_config </dev/null
(ulimit -f 1 && run --seed 3)
check "files may not grow" test $? = 7
check "the previous file is whole" cmp first.before forecasts/first.csv

# The log is no reason to lose a forecast, but it is said.
rm -f forecasts/last.csv
check "a log that cannot be opened" status_is 7 run --log "$work/file/run.log"
check "the jobs are done" test -s forecasts/last.csv
check "a full log" status_is 7 run --log /dev/full
check "a summary that cannot be written" status_is 7 run --summary /dev/full
check "a lock that cannot be made" status_is 7 run --lock "$work/file/lock"

# A ledger that is none: nothing is written that could not be recorded.
write_config </dev/null
cp forecasts/ledger.db ledger.kept
echo garbage, garbage, garbage >forecasts/ledger.db
rm -f forecasts/last.csv
check "no ledger" status_is 3 run
check "nothing is written without it" test ! -e forecasts/last.csv
check "unless it is not wanted" status_is 0 env FORECAST_RECORD=false \
    "$program" run
cp ledger.kept forecasts/ledger.db

# Files that would be lost are refused before anything is done.
rm -f forecasts/last.csv
printf '[job.bad]\nseries = sales\noutput = forecasts/last.csv\n' | write_config
check "two jobs, one file" status_is 2 run
check "it is named" says err 'also written by job last'
printf '[job.bad]\nseries = sales\noutput = sales.csv\n' | write_config
check "another job's data" status_is 2 run
printf '[job.bad]\nseries = sales\npaths = forecast.ini\n' | write_config
check "the configuration" status_is 2 run
check "nothing was done" test ! -e forecasts/last.csv
check "no temporary files" no_temporary_files
finish
