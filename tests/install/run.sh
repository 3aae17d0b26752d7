#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/install/run.sh BUILD SOURCE GENERATOR CC WORK: install BUILD to a prefix
# below WORK, move the tree elsewhere, build an outside program against it in
# four ways, and run the installed program from another folder.
set -eu
build=$1 source=$2 generator=$3 compiler=$4 work=$5
example=$source/examples/forecast_from_c.c
data=$source/datasets/amazon/amazon_quarterly.csv

rm -rf "$work"
mkdir -p "$work/elsewhere"
cmake --install "$build" --prefix "$work/first" >"$work/install.log"
mv "$work/first" "$work/moved"
prefix=$work/moved
library=$(dirname "$(find "$prefix" -name libforecast.a)")
export LD_LIBRARY_PATH="$library"

compare() { # every way to link prints the same
    "$1" "$data" net_sales >"$work/$2.txt"
    grep -q 'Chance' "$work/$2.txt"
    cmp "$work/$2.txt" "$work/cmake_shared.txt"
    echo "ok: $2"
}

cmake -S "$source/tests/install/consumer" -B "$work/consumer" \
    -G "$generator" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$compiler" \
    -DEXAMPLE="$example" >"$work/consumer.log"
cmake --build "$work/consumer" >>"$work/consumer.log" ||
    { cat "$work/consumer.log"; exit 1; }
compare "$work/consumer/with_shared" cmake_shared
compare "$work/consumer/with_static" cmake_static

export PKG_CONFIG_PATH="$library/pkgconfig"
flags=$(pkg-config --cflags --libs forecast)
# shellcheck disable=SC2086 # flags are words
"$compiler" -std=c17 "$example" $flags -o "$work/with_pkg_config"
compare "$work/with_pkg_config" pkg_config

flags="$(pkg-config --cflags forecast) $library/libforecast.a"
flags="$flags $(pkg-config --static --libs forecast | sed 's/-lforecast//')"
# shellcheck disable=SC2086
"$compiler" -std=c17 "$example" $flags -o "$work/with_pkg_config_static"
compare "$work/with_pkg_config_static" pkg_config_static

# The program needs neither the library path nor the source tree.
unset LD_LIBRARY_PATH PKG_CONFIG_PATH
cd "$work/elsewhere"
"$prefix/bin/forecast" --series net_sales --horizon 4 >table.txt
grep -q 2025Q4 table.txt
test -s forecasts/net_sales.csv
test -s "$prefix/share/man/man1/forecast-explain.1"
echo "ok: installed program"
