#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An update that is killed leaves each file as it was or as it is to be, and the
# same update done again completes it.
. "$(dirname "$0")/common.sh"

write_sales sales.csv
printf '[dataset]\nguidance = guidance.csv\nplans = plans.csv\n' >sales.ini
printf 'series,period,low,high,issued,role\nsales,2023Q4,1,2,2023-10-26,release\n' >guidance.csv
printf 'series,period,value,issued\ncosts,FY2024,90,2023-10-26\n' >plans.csv
mkdir before after
cp sales.csv guidance.csv plans.csv before/
update() {
    "$program" update --data sales.csv --add sales:2024Q1=131 \
        --add costs:2024Q1=12 --guidance sales:2024Q2=130:140 \
        --plan costs:FY2024=95 --issued 2024-04-25 --quiet >out 2>err
}
update || exit 1
cp sales.csv guidance.csv plans.csv after/

for delay in 0.001 0.002 0.003 0.004 0.005 0.006 0.008 0.01 0.015 0.02; do
    rm -f ./*.bak ./*.tmp-*
    cp before/* .
    timeout -s KILL "$delay" sh -c ': & wait; exec "$@"' sh \
        "$program" update --data sales.csv --add sales:2024Q1=131 \
        --add costs:2024Q1=12 --guidance sales:2024Q2=130:140 \
        --plan costs:FY2024=95 --issued 2024-04-25 --quiet >out 2>err
    for file in sales guidance plans; do
        check "$file.csv after $delay" sh -c \
            "cmp -s $file.csv before/$file.csv || cmp -s $file.csv after/$file.csv"
        check "$file.csv.bak after $delay" sh -c \
            "[ ! -e $file.csv.bak ] || cmp -s $file.csv.bak before/$file.csv"
    done
    check "again" update
    for file in sales guidance plans; do
        check "$file.csv is complete" cmp "$file.csv" "after/$file.csv"
        check "$file.csv.bak is the previous one" cmp "$file.csv.bak" "before/$file.csv"
    done
done
finish
