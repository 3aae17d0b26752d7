#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/companies.sh [BUILD]: the procedure on real quarterly series, as a
# Markdown table: errors and coverage of the nested evaluation. The same
# defaults for every series. BUILD is a configured build folder (build/release).
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
cmake --build "$build" --target bench_main_job >/dev/null
program=$build/bench/bench_main_job

row() { # row TITLE FILE SERIES
    "$program" "$2" "$3" | awk -v title="$1" '
        /^[0-9]+ origins/ { origins = $1 }
        /^nested choice/ { one = $4; all = $5; mase = $6 }
        /^nested, lowest/ { other = $(NF - 1) ", " $NF }
        /^coverage of 80 % intervals, h=1-4/ { c80 = $8 " " $9 " " $10 }
        /^coverage of 95 % intervals, h=1-4/ { c95 = $8 " " $9 " " $10 }
        END {
            printf "| %s | %s | %s | %s | %s | %s | %s | %s |\n", title,
                   origins, one, all, mase, other, c80, c95
        }'
}

echo "| series | origins | MAPE h=1 | h=1-4 | MASE | lowest past loss: h=1, h=1-4 | in 80 % | in 95 % |"
echo "|---|--:|--:|--:|--:|--:|---|---|"
amazon=datasets/amazon/amazon_quarterly.csv
row "Amazon net sales" $amazon net_sales
row "— North America" $amazon north_america
row "— International" $amazon international
row "— AWS" $amazon aws
row "Microsoft revenue" tests/data/microsoft_quarterly.csv revenue
row "Walmart revenue" tests/data/walmart_quarterly.csv revenue

# All six together: hits over forecasts, from the same output.
for pair in "$amazon net_sales" "$amazon north_america" \
    "$amazon international" "$amazon aws" \
    "tests/data/microsoft_quarterly.csv revenue" \
    "tests/data/walmart_quarterly.csv revenue"; do
    # shellcheck disable=SC2086 # the pair is two words
    "$program" $pair
done | awk '
    /^coverage of 80 % intervals, h=1-4/ { n += $7; hit80 += $7 * $8 / 100 }
    /^coverage of 95 % intervals, h=1-4/ { hit95 += $7 * $8 / 100 }
    END { printf "\nAll together, %d forecasts: %.1f %% within the 80 %% " \
                 "interval, %.1f %% within the 95 %% interval.\n",
                 n, 100 * hit80 / n, 100 * hit95 / n }'
