#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/audit_ledger.py LEDGER [HEAD]: verify a ledger without the program.

Seals every run anew as docs/ledger.md describes and prints the head. Nothing of
forecast is used but the file.
"""
import hashlib
import sqlite3
import struct
import sys

# Columns in the order of the tables. A run of form 1 has no source.
RUN = ("id, form, series, unit, kind, frequency, fiscal_year_end, as_of, origin,"
       " origin_index, horizon, model, spec, parameters, equation, intervals,"
       " seed, draws, version, command, input, input_sha256, job, scenario, plan,"
       " source")
INPUT = "run, place, series, kind, start, start_index, sha256"
STEP = ("run, step, period, period_index, mean, guidance_low, guidance_high,"
        " quantiles")


def field(value):
    """A column as the seal sees it: type, size, bytes."""
    if value is None:
        return b"n"
    if isinstance(value, int):
        kind, data = b"i", str(value).encode()
    elif isinstance(value, float):
        kind, data = b"f", struct.pack("<d", value)
    elif isinstance(value, str):
        kind, data = b"t", value.encode()
    else:
        kind, data = b"b", value
    return kind + str(len(data)).encode() + b":" + data


def record(letter, row):
    """A row as the seal sees it."""
    return letter + b"".join(field(value) for value in row) + b"\n"


def seal_rows(previous, run, inputs, steps):
    """The seal of a run over that of the one before."""
    if run[1] == 1 and run[-1] == "":
        run = run[:-1]
    text = previous.encode() + b"\n" + record(b"R", run)
    text += b"".join(record(b"I", row) for row in inputs)
    text += b"".join(record(b"S", row) for row in steps)
    return hashlib.sha256(text).hexdigest()


def faults(db):
    """What does not hold, then the head as (None, head)."""
    head = "0" * 64
    kept = dict(db.execute("SELECT sha256, bytes FROM content"))
    for expected, (run_id,) in enumerate(
            db.execute("SELECT id FROM run ORDER BY id").fetchall(), 1):
        run = db.execute(f"SELECT {RUN} FROM run WHERE id = ?",
                         (run_id,)).fetchone()
        inputs = db.execute(f"SELECT {INPUT} FROM input WHERE run = ?"
                            " ORDER BY place", (run_id,)).fetchall()
        steps = db.execute(f"SELECT {STEP} FROM step WHERE run = ?"
                           " ORDER BY step", (run_id,)).fetchall()
        stored = db.execute("SELECT seal FROM chain WHERE run = ?",
                            (run_id,)).fetchone()
        head = seal_rows(head, run, inputs, steps)
        if run_id != expected or stored is None or stored[0] != head:
            yield run_id, "not what was sealed"
            return
        for row in inputs:
            data = kept.get(row[-1])
            if data is None or hashlib.sha256(data).hexdigest() != row[-1]:
                yield run_id, "its values have changed"
    yield None, head


def main():
    db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    if db.execute("PRAGMA user_version").fetchone()[0] < 2:
        sys.exit("the file is of version 1; let forecast --record update it")
    status = 0
    for run_id, text in faults(db):
        if run_id is None:
            print(text)
            status = status or int(len(sys.argv) > 2 and sys.argv[2] != text)
        else:
            print(f"run {run_id}: {text}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
