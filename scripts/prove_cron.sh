#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/prove_cron.sh [PROGRAM]: show that the files of examples/cron work
# under a real cron daemon. Starts Debian's cron in a mount namespace of its own
# (nothing of this machine's crontabs is seen or changed), with the crontab of
# the example set to every minute, waits for two runs, and looks at what they
# left. Then a job is broken, and cron is to pass on what the run says. Needs
# root and takes three to four minutes.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
program=$(realpath "${1:-build/release/forecast}")
[ "$(id -u)" = 0 ] || { echo "$0: must be run as root" >&2; exit 2; }
command -v cron >/dev/null || sh scripts/install_packages.sh long

if [ "${PROVE_CRON_INSIDE:-}" = "" ]; then
    PROVE_CRON_INSIDE=1 exec unshare --mount --propagation private \
        sh "$root/scripts/prove_cron.sh" "$program"
fi

work=$(mktemp -d)
mkdir "$work/srv" "$work/spool" "$work/cron.d" "$work/run" "$work/bin"
daemon=
finish() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    umount /var/spool/cron /etc/cron.d /run 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap finish EXIT
mount --bind "$work/spool" /var/spool/cron
mount --bind "$work/cron.d" /etc/cron.d
mount --bind "$work/run" /run
mkdir -m 1730 /var/spool/cron/crontabs

cp -R datasets/amazon examples/cron/forecast.ini "$work/srv"
# The figures end with 2024: the example refuses them today, as it should.
sed -i '/^max-age/d' "$work/srv/forecast.ini"
# No mail server here: what the run says is kept, as the mail would be.
sed -n "s#^10 6 \* \* \* /usr/local/bin/forecast run --config /srv/forecast/\(.*\)#* * * * * $program run --config $work/srv/\1 >>$work/mail 2>\&1#p" \
    examples/cron/crontab >/var/spool/cron/crontabs/root
[ "$(wc -l </var/spool/cron/crontabs/root)" = 1 ]
chmod 600 /var/spool/cron/crontabs/root

runs() {
    cat "$work/srv/forecast.log" 2>/dev/null | grep -c 'msg="end of run"' || true
}
wait_for() { # wait_for RUNS
    for _ in $(seq 150); do
        [ "$(runs)" -ge "$1" ] && return 0
        sleep 1
    done
    echo "cron has not started run $1" >&2
    return 1
}

cron -f &
daemon=$!
wait_for 2
cat "$work/srv/summary.txt"
for name in net_sales aws operating_income; do
    [ -s "$work/srv/forecasts/$name.csv" ]
done
"$program" ledger verify --ledger "$work/srv/forecasts/ledger.db"
[ "$(grep -c 'job=aws exit=0' "$work/srv/forecast.log")" -ge 2 ]
! grep -q aws "$work/mail" # what goes well is not said

printf '[job.broken]\nseries = none\n' >>"$work/srv/forecast.ini"
before=$(runs)
wait_for $((before + 2))
grep 'error job=broken exit=3' "$work/mail" | tail -n 1
echo "cron started $(runs) runs; what failed was said, what went well was not"
