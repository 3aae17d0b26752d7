#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/draw_forecast.sh FORECAST.csv PICTURE.svg|PICTURE.png [FIRST_PERIOD_END]
# Draw a projection written by `forecast`: history, forecast, 80 and 95 %
# intervals, guided range. Needs gnuplot. The picture in README.md is made by
#   scripts/draw_forecast.sh forecasts/net_sales.csv docs/images/net_sales.svg 2021-01-01
set -eu
if [ $# -lt 2 ]; then
    echo "usage: $0 FORECAST.csv PICTURE.svg|PICTURE.png [FIRST_PERIOD_END]" >&2
    exit 2
fi
csv=$1
picture=$2
first=${3:-1900-01-01}
case $picture in
*.png) terminal="pngcairo size 1200,640 fontscale 1.1" ;;
*) terminal="svg size 1000,540 dynamic font 'sans-serif,14' background '#ffffff'" ;;
esac

gnuplot <<EOF
set terminal $terminal
set output '$picture'
set datafile separator comma
set xdata time
set timefmt '%Y-%m-%d'
set format x '%Y'
set xtics 31557600 nomirror
set ytics nomirror
set format y '%.0f'
set key opaque
set border 3 lc rgb '#666666'
set grid ytics lc rgb '#e0e0e0'
set key top left reverse Left samplen 2
name = system("sed -n 2p '$csv' | cut -d, -f1 | tr _ ' '")
unit = system("sed -n 2p '$csv' | cut -d, -f2")
set ylabel name . ', ' . unit
half = 30 * 86400
day(x) = strptime('%Y-%m-%d', strcol(4))
first = strptime('%Y-%m-%d', '$first')
at(kind) = (strcol(5) eq kind && day(0) >= first) ? day(0) : NaN
guided(x) = strlen(strcol(13)) > 0 ? at('forecast') : NaN
plot '$csv' skip 1 using (at('forecast')):(column(10)):(column(11)) \\
         with filledcurves lc rgb '#cfe0f3' title '95 % interval', \\
     '' skip 1 using (at('forecast')):(column(8)):(column(9)) \\
         with filledcurves lc rgb '#8fb8e0' title '80 % interval', \\
     '' skip 1 using (at('actual')):(column(7)) \\
         with linespoints lc rgb '#222222' pt 7 ps 0.5 lw 1.5 title 'actual', \\
     '' skip 1 using (at('forecast')):(column(7)) \\
         with linespoints lc rgb '#1f4e9c' pt 7 ps 0.6 lw 2 title 'forecast', \\
     '' skip 1 using (guided(0)):(column(13)):(guided(0) - half):(guided(0) + half):(column(13)):(column(14)) \\
         with boxxyerror fs transparent solid 0.35 lc rgb '#d95f02' lw 2 title 'guided range'
EOF
