#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_schemas.py PROGRAM ROOT: validate the JSON of every command.

Every command of the program either is run here or takes no --format. Documents
that were made wrong on purpose must be refused. Needs python3-jsonschema.
"""
import copy
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

import jsonschema

# RefResolver: the one that the versions of Debian 12 and Ubuntu have, too.
warnings.simplefilter('ignore', DeprecationWarning)

# Of each command at least one run. DATA stands for the Amazon figures.
RUNS = [
    ('projection', 'forecast --series net_sales --data DATA --model snaive '
     '--model theta --draws 1000 --quantiles 0.5'),
    ('projection', 'forecast --series capex_net --data DATA --as-of 2023Q3 '
     '--model yoy --draws 1000 --digits 4'),
    ('projection', 'forecast --series net_sales --data DATA --model stl '
     '--guidance 2025Q1=10000:20000 --draws 100'),
    ('report', 'explain --series net_sales --data DATA --model yoy '
     '--draws 1000'),
    ('report', 'regress --y net_sales --x trend --x season --log --data DATA'),
    ('report', 'regress --y net_sales --lead capex_net --data DATA'),
    ('report', 'backtest --series net_sales --data DATA --model snaive '
     '--model theta --origins 4 --draws 100'),
    ('report', 'history --series net_sales --data DATA'),
    ('report', 'check --data DATA'),
    ('report', 'series --data DATA'),
    ('report', 'models'),
    ('report', 'models theta'),
    ('report', 'bench --path BENCH --set r --model snaive --draws 0'),
    ('report', 'doctor'),
    ('report', 'doctor --nist'),
    ('projection', 'forecast --series net_sales --data DATA --use-guidance '
     '--draws 500'),
    ('projection', 'forecast --series net_sales --data DATA --model snaive '
     '--reconcile wls --target FY2025=700000 --draws 500'),
    ('report', 'scenario --series net_sales --data DATA --draws 500'),
    ('projection', 'report --series net_sales --data DATA --model snaive '
     '--draws 100 -o page.html'),
    ('projection', 'plot errors --series net_sales --data DATA --model snaive '
     '--draws 100'),
    ('report', 'guidance --series net_sales --data DATA'),
    ('report', 'peers --data DATA'),
    ('report', 'import sec --file FACTS -o facts.csv'),
    ('report', 'config --show-origin'),
    ('report', 'ledger list --ledger LEDGER'),
    ('report', 'score --data DATA --ledger LEDGER'),
    ('report', 'update --data facts.csv --add net_sales:FY2021Q1=1800 --dry-run'),
]

# schema, how a good document is made bad
MUTATIONS = [
    ('report', lambda d: d.pop('meta')),
    ('report', lambda d: d.update(extra=1)),
    ('report', lambda d: d['meta'].update(seed=1)),
    ('report', lambda d: d['meta'].update(input_sha256='00')),
    ('report', lambda d: d['notes'].append({'kind': 'hint', 'text': 'x'})),
    ('report', lambda d: d['tables'].update(t=[{'c': [1]}])),
    ('projection', lambda d: d['tables'].pop('projection')),
    ('projection', lambda d: d['meta'].pop('model')),
    ('projection', lambda d: row(d).pop('scenario')),
    ('projection', lambda d: row(d).update(kind='guess')),
    ('projection', lambda d: row(d).update(value=None)),
    ('projection', lambda d: row(d).update(value='12')),
    ('projection', lambda d: row(d).update(p_inside=0)),
    ('projection', lambda d: row(d).update(seed=0)),
    ('projection', lambda d: row(d).update(period_end='31.3.2025')),
    ('projection', lambda d: row(d).update(guidance_verdict='maybe')),
    ('projection', lambda d: row(d).update(coverage_80=80)),
    ('projection', lambda d: row(d, 'actual').update(lower_80=1.0)),
    ('provenance', lambda d: d.pop('input')),
    ('provenance', lambda d: d.update(input_sha256='x' * 64)),
    ('provenance', lambda d: d.update(draws=10000)),
    ('frozen-choice', lambda d: d.update(schema=2)),
    ('frozen-choice', lambda d: d.pop('model')),
    ('frozen-choice', lambda d: d.update(season='4')),
    ('frozen-choice', lambda d: d['runner_up'].pop('model')),
]

failures = []


def row(document, kind='forecast'):
    return next(r for r in document['tables']['projection']
                if r['kind'] == kind)


def fail(message):
    failures.append(message)
    print(message)


class Schemas:
    def __init__(self, folder):
        self.schemas = {}
        for name in sorted(os.listdir(folder)):
            if name.endswith('.schema.json'):
                with open(os.path.join(folder, name)) as stream:
                    schema = json.load(stream)
                jsonschema.Draft7Validator.check_schema(schema)
                self.schemas[schema['$id']] = schema

    def errors(self, name, document):
        schema = self.schemas[name + '.schema.json']
        resolver = jsonschema.RefResolver(schema['$id'], schema,
                                          store=self.schemas)
        validator = jsonschema.Draft7Validator(schema, resolver=resolver)
        return ['/'.join(str(part) for part in error.absolute_path) + ': '
                + error.message[:200]
                for error in validator.iter_errors(document)]


def run(program, arguments, folder, environment):
    done = subprocess.run([program] + arguments, cwd=folder, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode not in (0, 5):
        sys.exit('%s: exit status %d\n%s' % (
            ' '.join(arguments), done.returncode, done.stderr.decode()))
    return done.stdout.decode()


def refuse_nan(text):
    raise ValueError('%s is not JSON' % text)


def load(text):
    return json.loads(text, parse_constant=refuse_nan)


def check(schemas, name, what, document):
    for error in schemas.errors(name, document):
        fail('%s: %s' % (what, error))


def check_commands(program, environment, folder):
    """Is each command that has --format among the runs?"""
    text = run(program, ['help'], folder, environment)
    listed = re.search(r'^Commands\n(.*?)\n\n', text, re.S | re.M).group(1)
    described = re.findall(r'^  ([a-z]+)  ', listed, re.M)
    also = re.sub(r'^.*? also:', '', listed, flags=re.S).split()
    for command in described + also:
        options = run(program, ['help', command], folder, environment)
        if '--format NAME' in options and not any(
                arguments.split()[0] == command for _, arguments in RUNS):
            fail('%s writes JSON and is not checked' % command)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, root = (os.path.abspath(path) for path in sys.argv[1:])
    schemas = Schemas(os.path.join(root, 'docs', 'schema'))
    environment = dict(os.environ, FORECAST_DATADIR=root)
    places = {
        'DATA': os.path.join(root, 'datasets/amazon/amazon_quarterly.csv'),
        'BENCH': os.path.join(root, 'tests/data/bench_small'),
        'FACTS': os.path.join(root, 'tests/data/sec_small.json'),
        'LEDGER': os.path.join(root, 'tests/data/ledger_version_1.db'),
    }
    good = {}
    with tempfile.TemporaryDirectory() as folder:
        check_commands(program, environment, folder)
        for name, line in RUNS:
            arguments = [places.get(word, word) for word in line.split()]
            document = load(run(program, arguments + ['--format', 'json'],
                                folder, environment))
            check(schemas, 'report', line, document)
            check(schemas, name, line, document)
            good.setdefault(name, document)
        run(program, ['--series', 'net_sales', '--data', places['DATA'],
                      '--model', 'snaive', '--model', 'yoy', '--draws', '1000',
                      '-o', 'x.csv', '--spec', 'choice.json'], folder,
            environment)
        for name, path in (('provenance', 'x.csv.json'),
                           ('frozen-choice', 'choice.json')):
            with open(os.path.join(folder, path)) as stream:
                good[name] = load(stream.read())
            check(schemas, name, path, good[name])
    with open(os.path.join(root, 'forecasts/net_sales.csv.json')) as stream:
        check(schemas, 'provenance', 'forecasts', load(stream.read()))
    for index, (name, mutate) in enumerate(MUTATIONS):
        bad = copy.deepcopy(good[name])
        mutate(bad)
        if not schemas.errors(name, bad):
            fail('mutation %d of %s is not refused' % (index, name))
    print('%d documents, %d mutations, %d failures'
          % (len(RUNS) + 3, len(MUTATIONS), len(failures)))
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
