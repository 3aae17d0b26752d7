#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/prove_deb.sh [FOLDER]: build the Debian package, install it into a
# minimal Debian 12 in FOLDER (a temporary folder if none is named) and run it
# there: program, data, manual pages, completions, workbook. Needs root.
set -eu
cd "$(dirname "$0")/.."
. scripts/fresh_root.sh
sh scripts/install_packages.sh package
sh scripts/make_deb.sh build/deb
fresh_root "${1:-}"

cp build/deb/forecast_*.deb "$root/root/"
inside sh -c 'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get \
    -q -y install --no-install-recommends /root/forecast_*.deb' \
    >"$root/root/install.log" 2>&1 || { tail -n 20 "$root/root/install.log"; exit 1; }
inside sh -ec '
    cd /tmp
    forecast --series net_sales --horizon 4 -o sales.xlsx -o sales.csv --quiet >/dev/null
    test -s sales.xlsx && test -s sales.csv.json
    forecast doctor >/dev/null
    forecast doctor --nist | tail -n 1
    bash -ec "source /usr/share/bash-completion/completions/forecast
        COMP_WORDS=(forecast hist) COMP_CWORD=1
        _forecast
        [ \"\${COMPREPLY[*]}\" = history ]"
    for page in forecast forecast-run; do
        gzip -dc /usr/share/man/man1/$page.1.gz | grep -q "^\.SH"
    done
    test -s /usr/share/zsh/vendor-completions/_forecast
    ldconfig -p | grep -q libforecast.so
    apt-get -q -y remove forecast >/dev/null
    test ! -e /usr/bin/forecast'
echo "installed, run and removed on Debian $(cat "$root/etc/debian_version")"
