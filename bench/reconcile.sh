#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/reconcile.sh [BUILD [SERIES]]: the published forecasts of Amazon's SERIES
# (net_sales) as of 2019Q1 to 2023Q4, reconciled in several ways, as a Markdown
# table: errors, coverage, and the mean width of the 80 % interval in per cent of
# the actual. Each is the forecast that `forecast --as-of` publishes.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
series=${2:-net_sales}
cmake --build "$build" --target forecast >/dev/null
data=datasets/amazon/amazon_quarterly.csv

# "forecast,PERIOD,..." rows of one method at all origins, actuals in front
rows() {
    "$build/forecast" --data $data --series "$series" --model snaive \
        --origins 1 --draws 100 -q -o - | awk -F, '$5 == "actual"'
    for year in 2019 2020 2021 2022 2023; do
        for quarter in 1 2 3 4; do
            "$build/forecast" --data $data --series "$series" --horizon 4 \
                --origins 1 --draws 4000 --as-of ${year}Q$quarter \
                --reconcile "$1" -q -o - | awk -F, '$5 == "forecast"'
        done
    done
}

echo "| method | MAPE h=1 | h=1-4 | RMSE h=1-4 | in 80 % | in 95 % | width |"
echo "|---|--:|--:|--:|--:|--:|--:|"
for method in none bottom-up ols structural wls mint \
    temporal:ols temporal:structural temporal:wls; do
    rows $method | awk -F, -v method=$method '
        $5 == "actual" { actual[$3] = $7; next }
        {
            y = actual[$3]
            miss = ($7 - y) / y
            size = miss < 0 ? -miss : miss
            step = n++ % 4
            if (step == 0) { first += size; firsts++ }
            all += size
            squares += ($7 - y) ^ 2
            in80 += y >= $8 && y <= $9
            in95 += y >= $10 && y <= $11
            width += ($9 - $8) / y
        }
        END {
            printf "| `%s` | %.2f | %.2f | %.0f | %.1f | %.1f | %.1f |\n",
                   method, 100 * first / firsts, 100 * all / n,
                   sqrt(squares / n), 100 * in80 / n, 100 * in95 / n,
                   100 * width / n
        }'
done
