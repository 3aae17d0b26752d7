#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_ledger_audit.sh PROGRAM ROOT: the audit that knows nothing of the
# program finds the same head in a new ledger, and what was changed in it.
set -eu
program=$(realpath "$1")
root=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

record() { # model, as-of period
    "$program" --data "$root/datasets/amazon/amazon_quarterly.csv" \
        --series net_sales --model "$1" --horizon 4 --as-of "$2" --draws 200 \
        --origins 1 --record --ledger l.db --quiet -o - >record.csv
}

audit() {
    python3 "$root/scripts/audit_ledger.py" l.db "$@"
}

record snaive 2023Q3
record theta 2023Q4
printf 'series,period,value,lower_80\nnet_sales,2024Q1,142000.5,139000\n' >c.csv
"$program" ledger add --csv c.csv --source consensus --ledger l.db --quiet
head=$("$program" ledger verify --ledger l.db --format csv |
    tail -n 1 | cut -d, -f3)
[ "$(audit "$head")" = "$head" ]
! audit 0000 >audit.txt
python3 - <<'PYTHON'
import sqlite3
db = sqlite3.connect("l.db")
db.execute("DROP TRIGGER run_no_update")
db.execute("UPDATE run SET seed = '1' WHERE id = 2")
db.commit()
PYTHON
! audit "$head" 2>audit.txt
grep -q '^run 2:' audit.txt
echo "ok: the audit agrees"
