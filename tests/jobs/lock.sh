#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Two runs at once: the second is told who holds the lock, or waits for it.
. "$(dirname "$0")/common.sh"

write_sales sales.csv
printf '[job.a]\ndata = sales.csv\nseries = sales\nmodel = snaive\ndraws = 200\n' >forecast.ini

# Somebody with the lock in the hand until told to stop.
mkfifo stop
flock forecast.lock sh -c 'echo $$ >forecast.lock; : >locked; read -r word <stop' &
while [ ! -e locked ]; do sleep 0.05; done
holder=$(cat forecast.lock)

check "the lock is held" status_is 6 as_cron run --config "$work/forecast.ini"
check "who holds it" says err "held by process $holder"
check "nothing is written" test ! -e forecasts/a.csv
as_cron run --config "$work/forecast.ini" --lock-timeout 60 &
waiting=$!
sleep 0.2
check "it waits" test ! -e forecasts/a.csv
echo go >stop
wait $waiting
check "it goes on" test $? = 0
check "it is done" test -s forecasts/a.csv
check "the lock is free again" status_is 0 as_cron run --config "$work/forecast.ini"

# An update holds a lock of its own.
flock sales.csv.lock sh -c ': >locked2; read -r word <stop' &
while [ ! -e locked2 ]; do sleep 0.05; done
check "an update waits its turn" status_is 6 as_cron update --data "$work/sales.csv" --add sales:2024Q1=5
echo go >stop
wait
finish
