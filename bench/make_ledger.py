#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/make_ledger.py FORECAST FOLDER [VINTAGES]: a large ledger to score.

Lets FORECAST record one run of a daily series, and repeats it in FOLDER/big.db
under other origins and models, each run sealed as the program seals it, so that
`forecast ledger verify` holds. FOLDER/daily.csv has the actuals:

  python3 bench/make_ledger.py build/release/forecast /tmp/big 100000
  time build/release/forecast score --data /tmp/big/daily.csv --ledger /tmp/big/big.db
"""
import datetime
import hashlib
import math
import pathlib
import sqlite3
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "scripts"))
import audit_ledger  # noqa: E402  (the seals are those of the audit)

MODELS = 10  # forecasters that share the vintages
STEPS = 4
DAYS = 400  # of history behind each origin
FIRST = datetime.date(1990, 1, 1)


def value(day):
    """Some daily sales: growth, a week, noise that repeats after a while."""
    return round(1000 + 0.01 * day + 100 * math.sin(2 * math.pi * day / 7)
                 + (day * 7919 % 101), 3)


def write_data(path, days):
    """The actuals, a row a day."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("period,sales\n")
        for day in range(days):
            out.write(f"{FIRST + datetime.timedelta(day)},{value(day)}\n")


def record_one(program, folder, days):
    """The run that the others are made from."""
    as_of = FIRST + datetime.timedelta(days - 1)
    subprocess.run(
        [program, "--data", f"{folder}/daily.csv", "--series", "sales",
         "--model", "snaive", "--horizon", str(STEPS), "--as-of", str(as_of),
         "--origins", "1", "--draws", "1000", "--record", "--quiet",
         "--ledger", f"{folder}/big.db", "-o", "-"],
        check=True, stdout=subprocess.DEVNULL)


def shifted(row, names, changes):
    """The row with other values in the named columns."""
    places = {name.strip(): i for i, name in enumerate(names.split(","))}
    out = list(row)
    for name, new in changes.items():
        out[places[name]] = new
    return tuple(out)


def repeat(db, vintages, days):
    """Append runs up to the number asked for."""
    run = db.execute(f"SELECT {audit_ledger.RUN} FROM run").fetchone()
    known = db.execute(f"SELECT {audit_ledger.INPUT} FROM input").fetchone()
    steps = db.execute(f"SELECT {audit_ledger.STEP} FROM step").fetchall()
    seal = db.execute("SELECT seal FROM chain").fetchone()[0]
    origin0 = run[9]
    marks = {n: ",".join("?" * n) for n in (26, 7, 8)}
    for run_id in range(2, vintages + 1):
        back, model = divmod(run_id, MODELS)
        last = days - 1 - back  # the last day that is known
        origin = origin0 - back
        name = str(FIRST + datetime.timedelta(last))
        first = max(0, last - DAYS + 1)
        data = struct.pack(f"<{last - first + 1}d",
                           *(value(d) for d in range(first, last + 1)))
        sha256 = hashlib.sha256(data).hexdigest()
        new_run = shifted(run, audit_ledger.RUN, {
            "id": run_id, "spec": f"snaive{model}", "as_of": name,
            "origin": name, "origin_index": origin})
        new_input = shifted(known, audit_ledger.INPUT, {
            "run": run_id, "sha256": sha256,
            "start": str(FIRST + datetime.timedelta(first)),
            "start_index": origin - (last - first)})
        new_steps = [shifted(row, audit_ledger.STEP, {
            "run": run_id, "period_index": origin + row[1],
            "period": str(FIRST + datetime.timedelta(last + row[1])),
            "mean": row[4] + model}) for row in steps]
        seal = audit_ledger.seal_rows(seal, new_run, [new_input], new_steps)
        db.execute("INSERT INTO content SELECT ?1, ?2 WHERE NOT EXISTS"
                   " (SELECT 1 FROM content WHERE sha256 = ?1)", (sha256, data))
        db.execute(f"INSERT INTO run ({audit_ledger.RUN}) VALUES ({marks[26]})",
                   new_run)
        db.execute(f"INSERT INTO input VALUES ({marks[7]})", new_input)
        db.executemany(f"INSERT INTO step VALUES ({marks[8]})", new_steps)
        db.execute("INSERT INTO chain VALUES (?, ?)", (run_id, seal))


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    vintages = int(sys.argv[3]) if len(sys.argv) > 3 else 100000
    days = vintages // MODELS + DAYS + 1
    folder.mkdir(parents=True, exist_ok=True)
    write_data(folder / "daily.csv", days + STEPS)
    record_one(program, folder, days)
    with sqlite3.connect(folder / "big.db") as db:
        repeat(db, vintages, days)


if __name__ == "__main__":
    main()
