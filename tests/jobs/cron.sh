#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# forecast run as cron starts it: says nothing, writes everything, again without
# touching what stays the same.
. "$(dirname "$0")/common.sh"

mkdir jobs
write_sales jobs/sales.csv
cat >jobs/forecast.ini <<'END'
[defaults]
data = sales.csv
draws = 200
if-changed = true
[run]
log = run.log
summary = summary.txt
[job.sales]
series = sales
model = snaive
model = naive
[job.costs]
series = costs
model = snaive
output = out/costs.csv
output = out/costs.json
END

check "a run that goes well" status_is 0 as_cron run --config "$work/jobs/forecast.ini"
check "nothing on standard output" is_empty out
check "nothing on standard error" is_empty err
for file in forecasts/sales.csv forecasts/sales.csv.json out/costs.csv \
    out/costs.json forecasts/ledger.db summary.txt run.log; do
    check "there is $file" test -s "jobs/$file"
done
check "a line for the job" says jobs/run.log 'info job=sales exit=0 series=sales period=2024Q1'
check "the head of the ledger" says jobs/run.log 'head=[0-9a-f]\{64\}'
check "the end" says jobs/run.log 'exit=0 jobs=2 well=2'
check "the summary" says jobs/summary.txt '2 of 2 jobs done well'
check "the summary fits a screen" test "$(wc -l <jobs/summary.txt)" -le 24
check "the lock names its process" says jobs/forecast.lock '^[0-9][0-9]*$'

# The same again: files keep bytes and times, the ledger and the log grow.
touch -d '2001-01-01' jobs/forecasts/sales.csv jobs/out/costs.json
lines=$(wc -l <jobs/run.log)
check "the same again" status_is 0 as_cron run --config "$work/jobs/forecast.ini"
check "times stay" test "$(date -r jobs/forecasts/sales.csv +%Y)" = 2001
check "times of JSON stay" test "$(date -r jobs/out/costs.json +%Y)" = 2001
check "the log grows" test "$(wc -l <jobs/run.log)" -gt "$lines"

# One job, as JSON, the log moved away in between.
mv jobs/run.log jobs/run.log.1
check "one job" status_is 0 as_cron run --config "$work/jobs/forecast.ini" \
    --job sales --log-format json --seed 4
check "a new log" says jobs/run.log '"job": "sales", "exit": 0,'
check "it is JSON" python3 -c 'import json, sys
for line in open(sys.argv[1]): json.loads(line)' jobs/run.log
check "no other job" sh -c '! grep -q costs jobs/run.log'
check "the other seed" says jobs/forecasts/sales.csv.json '"seed": "4"'
check "the ledger holds" status_is 0 as_cron ledger verify --ledger "$work/jobs/forecasts/ledger.db"
check "five runs" says out '5 runs'

check "the log on standard error" status_is 0 as_cron run --config "$work/jobs/forecast.ini" --log -
check "all lines" says err 'info job=costs exit=0'
check "nothing on standard output then" is_empty out

check "an unknown job" status_is 2 as_cron run --config "$work/jobs/forecast.ini" --job sale
check "the nearest job" says err "did you mean 'sales'"
check "no temporary files" no_temporary_files
finish
