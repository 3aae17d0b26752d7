#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/simulate_quarters.py PROGRAM ROOT [--kills N] [--seed N] [--result F]

Live through the 24 quarters of 2019 to 2024 on the shipped figures. Each
release day brings what was known then and no more: `forecast update` adds the
quarter, the guidance and the plans issued that day. Then comes what cron does,
`forecast run` with the configuration of examples/cron, twice at the same time.
In between, updates and runs are killed at random moments (SIGKILL), N in all,
with the seed recorded. After each kill:

 - every data file and every output is, byte for byte, the one before or the one
   that the undisturbed command then writes;
 - the ledger verifies and has lost no run;
 - every line of the log is whole.

At the end the ledger holds a run of each job at each origin, the restored
history equals the shipped figures, and the ledger is scored.
"""
import argparse
import csv
import hashlib
import io
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

FIRST, LAST = "2019Q1", "2024Q4"
DATA = "amazon/amazon_quarterly.csv"
INPUTS = [DATA, "amazon/guidance.csv", "amazon/plans.csv"]
OUTPUTS = ["forecasts/net_sales.csv", "forecasts/aws.csv",
           "forecasts/operating_income.csv", "forecasts/operating_income.json"]
SERIES = ["net_sales", "aws", "operating_income"]
WELL = (0, 5)  # an alert is no failure


class Fault(Exception):
    pass


def expect(truth, what):
    if not truth:
        raise Fault(what)


def following(period):
    year, quarter = int(period[:4]), int(period[5])
    return f"{year + quarter // 4}Q{quarter % 4 + 1}"


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class World:
    """The shipped figures, of which the simulated user sees a growing part."""

    def __init__(self, root):
        source = root / "datasets" / "amazon"
        self.root = root
        self.text = (root / "datasets" / DATA).read_text()
        self.rows = {row["period"]: row for row in read_rows(source / pathlib.Path(DATA).name)}
        self.names = [name for name in next(iter(self.rows.values()))
                      if name not in ("period", "period_end")]
        self.guidance = [row for row in read_rows(source / "guidance.csv")
                         if row["role"] == "release"]
        self.guidance_text = (source / "guidance.csv").read_text()
        self.plans = read_rows(source / "plans.csv")

    def release_day(self, period):
        """The day the figures of period came out: that of the next guidance."""
        return next(row["issued"] for row in self.guidance
                    if row["period"] == following(period)
                    and row["series"] == "net_sales")

    def write_start(self, folder):
        (folder / "amazon").mkdir()
        lines = self.text.splitlines(keepends=True)
        (folder / DATA).write_text(lines[0] + "".join(
            line for line in lines[1:] if line[:6] < FIRST))
        lines = self.guidance_text.splitlines(keepends=True)
        (folder / "amazon/guidance.csv").write_text(lines[0] + "".join(
            line for line in lines[1:] if line.split(",")[1] <= FIRST))
        with open(self.root / "datasets/amazon/plans.csv", encoding="utf-8") as file:
            (folder / "amazon/plans.csv").write_text(file.readline())
        kept = [line for line in (self.root / "datasets/amazon/amazon_quarterly.ini")
                .read_text().splitlines()
                if line.split(" ")[0] not in ("totals", "facts", "peers",
                                              "hierarchy", "sources")]
        (folder / "amazon/amazon_quarterly.ini").write_text("\n".join(kept) + "\n")
        shutil.copy(self.root / "examples/cron/forecast.ini", folder)

    def updates(self, period):
        """The update commands of the release day: one for each day on which
        something was issued."""
        row = self.rows[period]
        add = []
        for name in self.names:
            if row[name]:
                add += ["--add", f"{name}:{period}={row[name]}"]
        for item in self.guidance:
            if item["period"] == following(period):
                add += ["--guidance", f"{item['series']}:{item['period']}="
                                      f"{item['low']}:{item['high']}"]
        day = self.release_day(period)
        previous = self.release_day(before(period))
        for item in self.plans:
            if previous < item["issued"] <= day:
                add += ["--plan", f"{item['series']}:{item['period']}={item['value']}"]
        return add + ["--issued", day]


def before(period):
    year, quarter = int(period[:4]), int(period[5])
    return f"{year - (quarter == 1)}Q{(quarter + 2) % 4 + 1}"


class Machine:
    """The folder that the program works in, and what is known of its files."""

    def __init__(self, program, folder, random_numbers):
        self.program, self.folder, self.random = program, folder, random_numbers
        self.kills = {"update": 0, "run": 0}
        self.missed = 0  # kills that came too late
        self.runs = 0

    def start(self, *words):
        return subprocess.Popen(
            [self.program, *words], cwd="/", env={"PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process, allowed):
        out, err = process.communicate()
        expect(process.returncode in allowed,
               f"exit status {process.returncode}: {err.decode()}")
        return out.decode()

    def call(self, *words, allowed=(0,)):
        return self.finish(self.start(*words), allowed)

    def digests(self, names):
        return {name: hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
                if (self.folder / name).exists() else None for name in names}

    def kill(self, kind, words, longest):
        """Start, kill after a random time. One that was done by then is no
        kill: again."""
        at_work = False
        while not at_work:
            process = self.start(*words)
            time.sleep(self.random.uniform(0.0, longest))
            at_work = process.poll() is None
            process.kill()
            process.communicate()
            self.missed += not at_work
        self.kills[kind] += 1

    def check_ledger(self):
        path = self.folder / "forecasts/ledger.db"
        if not path.exists() or path.stat().st_size == 0:
            return
        rows = list(csv.DictReader(io.StringIO(self.call(
            "ledger", "verify", "--ledger", str(path), "--format", "csv"))))
        expect(rows[0]["holds"] == "yes", "the ledger does not hold")
        runs = int(rows[0]["runs"])
        expect(runs >= self.runs, f"the ledger lost runs: {runs} of {self.runs}")
        self.runs = runs

    def check_log(self):
        path = self.folder / "forecast.log"
        if path.exists():
            text = path.read_text()
            expect(text == "" or text.endswith("\n"), "the last line of the log is torn")
            expect(all(line[:2] == "20" and "msg=" in line
                       for line in text.splitlines()), "a line of the log is torn")

    def disturb(self, kind, words, names, count):
        """Kill the command count times, then let it finish. The files must
        always have been those of before or of after."""
        earlier = self.digests(names)
        seen = []
        begun = time.monotonic()
        if count > 0:  # how long it takes is learnt from one that is not killed
            copy = self.folder.parent / "copy"
            shutil.copytree(self.folder, copy)
            self.call(*[word.replace(str(self.folder), str(copy)) for word in words],
                      allowed=WELL)
            shutil.rmtree(copy)
        longest = time.monotonic() - begun
        for _ in range(count):
            self.kill(kind, words, longest)
            seen.append(self.digests(names))
            self.check_ledger()
            self.check_log()
        self.call(*words, allowed=WELL)
        later = self.digests(names)
        for digests in seen:
            for name in names:
                expect(digests[name] in (earlier[name], later[name]),
                       f"{name} is torn or lost")
        return later

    def overlap(self, words):
        """Two starts at once: one works, the other is told that, or comes
        later and works, too."""
        first, second = self.start(*words, "--lock-timeout", "0"), \
            self.start(*words, "--lock-timeout", "0")
        for process in (first, second):
            process.communicate()
        statuses = sorted((first.returncode, second.returncode))
        expect(statuses[0] in WELL and statuses[1] in (*WELL, 6),
               f"two starts at once: {statuses}")
        return statuses[1] == 6


def check_outputs(folder):
    for name in OUTPUTS:
        if name.endswith(".json"):
            json.loads((folder / name).read_text())
            continue
        with open(folder / name, newline="", encoding="utf-8") as file:
            widths = {len(row) for row in csv.reader(file)}
        expect(len(widths) == 1, f"{name} has rows of {widths} fields")
        json.loads((folder / f"{name}.json").read_text())


def check_end(machine, world, quarters):
    table = machine.folder / DATA
    expect(table.read_text() == world.text, "the data differ from the shipped ones")
    rows = list(csv.DictReader(io.StringIO(machine.call(
        "ledger", "list", "--ledger", str(machine.folder / "forecasts/ledger.db"),
        "--format", "csv"))))
    for name in SERIES:
        origins = {row["origin"] for row in rows if row["series"] == name}
        expect(set(quarters) <= origins, f"{name}: no run at {set(quarters) - origins}")


def number(row, name, places):
    return f"{float(row[name]):.{places}f}" if row[name] else "–"


def score_lines(machine):
    """The scores of each step and over all, as rows of Markdown."""
    lines = ["| series | model | step | n | MAE | MASE | 95 % interval | coverage 80 | coverage 95 |",
             "|---|---|---|--:|--:|--:|---|--:|--:|"]
    for name in SERIES:
        rows = csv.DictReader(io.StringIO(machine.call(
            "score", "--data", str(machine.folder / DATA), "--series", name,
            "--ledger", str(machine.folder / "forecasts/ledger.db"),
            "--format", "csv")))
        for row in rows:
            lines.append(
                f"| {name} | {row['forecaster']} | {row['horizon']} | {row['n']} | {number(row, 'mae', 0)} "
                f"| {number(row, 'mase', 3)} | {number(row, 'mase_low', 3)} to "
                f"{number(row, 'mase_high', 3)} | {number(row, 'coverage_80', 2)} "
                f"| {number(row, 'coverage_95', 2)} |")
    return lines


def simulate(program, root, kills, seed, folder):
    world = World(root)
    machine = Machine(program, folder, random.Random(seed))
    quarters = [FIRST]
    while quarters[-1] != LAST:
        quarters.append(following(quarters[-1]))
    world.write_start(folder)
    config = str(folder / "forecast.ini")
    locked = 0
    for number, period in enumerate(quarters):
        share = kills * (number + 1) // len(quarters) - kills * number // len(quarters)
        day = world.release_day(period)
        update = ["update", "--data", str(folder / DATA), *world.updates(period)]
        run = ["run", "--config", config, "--today", day]
        machine.disturb("update", update, INPUTS, share // 3)
        machine.disturb("run", run, OUTPUTS, share - share // 3)
        locked += machine.overlap(run)
        machine.check_ledger()
        machine.check_log()
        check_outputs(folder)
        print(f"{period} known on {day}: {machine.runs} runs in the ledger", flush=True)
    check_end(machine, world, quarters)
    return machine, locked, len(quarters)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("root")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20250206)
    parser.add_argument("--result")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "srv"
        folder.mkdir()
        try:
            machine, locked, quarters = simulate(
                str(pathlib.Path(asked.program).resolve()),
                pathlib.Path(asked.root).resolve(), asked.kills, asked.seed, folder)
        except Fault as fault:
            print(f"FAILED: {fault}")
            return 1
        scores = score_lines(machine)
    last = (f"{quarters} quarters, {machine.kills['update']} updates and "
            f"{machine.kills['run']} runs killed at work ({machine.missed} kills "
            f"came too late), seed {asked.seed}, {locked} of {quarters} second "
            f"starts told of the lock: "
            f"no file torn or lost, ledger of {machine.runs} runs holds")
    if asked.result:
        pathlib.Path(asked.result).write_text(
            f"{last}; {time.monotonic() - begun:.0f} s.\n\n" + "\n".join(scores) + "\n")
    print("\n".join(scores))
    print(last)
    return 0


if __name__ == "__main__":
    sys.exit(main())
