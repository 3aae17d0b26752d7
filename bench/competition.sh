#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/competition.sh DIR: our models and R's on the same sample of M3's odd
# series, side by side, with the ratio of their times. One core each. FORECAST
# names the program, STRIDE the sample (every 40th series), SET another set.
set -eu

folder=${1:?usage: bench/competition.sh DIR}
forecast=${FORECAST:-build/release/forecast}
stride=${STRIDE:-40}
set=${SET:-m3odd}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

models=$("$forecast" models --format csv | cut -d, -f1)
options=
for model in theta ets arima; do
    if echo "$models" | grep -qx "$model"; then
        options="$options --model $model"
    fi
done

# shellcheck disable=SC2086 # a list of words
"$forecast" bench --path "$folder" --set "$set" --sample "$stride" --draws 0 \
    --time --quiet --format csv $options >"$work/ours.csv"

echo "frequency,model,n,smape,mase,ms,smape_r,mase_r,ms_r,ratio"
for frequency in yearly quarterly monthly other; do
    grep -q "^$set,$frequency," "$work/ours.csv" || continue
    # shellcheck disable=SC2046
    nice Rscript "$here/competition.R" "$folder" "$set" "$frequency" "$stride" \
        $(echo "$options" | sed 's/--model//g') >"$work/theirs.csv"
    awk -F, -v frequency="$frequency" '
        NR == FNR { theirs[$1] = $3 FS $4 FS $5; time[$1] = $5; next }
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["frequency"] == frequency && $at["model"] in theirs {
            model = $at["model"]
            printf "%s,%s,%s,%.2f,%.3f,%.3f,%s,%.0f\n", frequency, model,
                $at["n"], $at["smape"], $at["mase"], $at["ms_per_series"],
                theirs[model], time[model] / $at["ms_per_series"]
        }' "$work/theirs.csv" "$work/ours.csv"
done
