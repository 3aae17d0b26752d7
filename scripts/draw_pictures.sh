#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/draw_pictures.sh [PROGRAM [FOLDER]]: make the pictures of docs/images
# with the program itself. Same program and gnuplot, same bytes.
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/release/forecast}
folder=${2:-docs/images}

draw() {
    picture=$1
    shift
    "$program" "$@" --quiet -o "$folder/$picture.svg" >/dev/null
    echo "$folder/$picture.svg"
}

mkdir -p "$folder"
draw net_sales plot --series net_sales --horizon 4
draw errors plot errors --series net_sales --horizon 4
draw components plot components --series net_sales --horizon 4
draw residuals plot residuals --series net_sales --horizon 4
draw scenarios scenario --series net_sales --plan capex_net:FY2025=100000
draw guidance_record guidance --series net_sales
draw guidance_position guidance --series net_sales --picture position
draw guidance_odds guidance --series net_sales --odds --picture reliability
draw backtest backtest --series net_sales --horizon 4 \
    --model snaive --model ets --model theta --model arima
