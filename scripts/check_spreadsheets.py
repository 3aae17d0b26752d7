#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_spreadsheets.py PROGRAM ROOT [--libreoffice [FOLDER]]

Workbooks and CSV dialects of real reports, read back.

Always: each workbook is whole XML, the same on every run, holds no formula that
a text began, no number as text, and the values of the CSV.

With --libreoffice, too: each workbook prints (PDF) without ###, and LibreOffice
computes every formula anew, from a copy whose formulas have lost their values,
to what was written; each dialect is opened as its program would open it and
holds the values of the plain CSV. FOLDER keeps the files.
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

NAMESPACE = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATION = ('{http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships}id')
AMAZON = 'datasets/amazon/amazon_quarterly.csv'

# name, arguments; each becomes NAME.xlsx.
REPORTS = [
    ('forecast', ['forecast', '--series', 'net_sales', '--horizon', '6',
                  '--model', 'snaive', '--model', 'theta', '--draws', '1000',
                  '--quantiles', '0.5']),
    ('as_of', ['forecast', '--series', 'net_sales', '--as-of', '2023Q3',
               '--model', 'theta', '--draws', '1000']),
    ('history', ['history', '--series', 'net_sales']),
    ('backtest', ['backtest', '--series', 'net_sales', '--model', 'snaive',
                  '--model', 'theta', '--origins', '8', '--draws', '100']),
    ('explain', ['explain', '--series', 'net_sales', '--model', 'yoy',
                 '--draws', '1000']),
    ('regress', ['regress', '--y', 'net_sales', '--x', 'trend', '--x',
                 'season', '--log']),
    ('odd', ['forecast', '--series', '=1+1', '--model', 'snaive', '--draws',
             '100', '--data', 'odd_data.csv']),
    ('odd_series', ['series', '--data', 'odd_data.csv']),
    ('yearly', ['forecast', '--series', 'y', '--model', 'drift', '--draws',
                '100', '--data', 'yearly_data.csv']),
    ('check', ['check']),
    ('series', ['series']),
    ('models', ['models']),
]
# At least so many formulas.
FORMULAS = {'forecast': 100, 'as_of': 100, 'odd': 30, 'yearly': 20,
            'history': 300}
# A text that stays one.
TEXTS = {'odd': '=1+1', 'odd_series': '@sum(a1)'}
DIALECTS = ['excel-us', 'excel-eu', 'google']

failures = []


def fail(message):
    failures.append(message)
    print(message)


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **options)
    if done.returncode not in (0, 5):
        sys.exit('%s: exit status %d\n%s' % (
            ' '.join(command), done.returncode, done.stderr.decode()))
    return done.stdout


# --- reading a workbook -----------------------------------------------------

def column_of(reference):
    number = 0
    for letter in re.match('[A-Z]+', reference).group():
        number = number * 26 + ord(letter) - ord('A') + 1
    return number - 1


# ST_MarkerStyle of ECMA-376: Excel refuses a chart with any other, and
# libxlsxwriter knows two more ("long_dash").
MARKERS = {'circle', 'dash', 'diamond', 'dot', 'none', 'plus', 'square',
           'star', 'triangle', 'x', 'auto'}


def check_markers(path, root):
    for symbol in root.iter('{http://schemas.openxmlformats.org/drawingml/'
                            '2006/chart}symbol'):
        if symbol.get('val') not in MARKERS:
            fail('%s: no marker is called %s' % (path, symbol.get('val')))


class Cell:
    def __init__(self, value, formula, is_text):
        self.value = value
        self.formula = formula
        self.is_text = is_text


class Workbook:
    """Sheets as {name: {(row, column): Cell}}, and the defined names."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                fail('%s: damaged' % path)
            parts = {name: archive.read(name) for name in archive.namelist()}
        for name, data in parts.items():
            check_markers(path, ElementTree.fromstring(data))
        self.strings = self.read_strings(parts.get('xl/sharedStrings.xml'))
        book = ElementTree.fromstring(parts['xl/workbook.xml'])
        targets = {
            relation.get('Id'): 'xl/' + relation.get('Target')
            for relation in ElementTree.fromstring(
                parts['xl/_rels/workbook.xml.rels'])}
        self.names = {name.get('name'): name.text
                      for name in book.iter(NAMESPACE + 'definedName')}
        self.sheets = {
            sheet.get('name'): self.read_sheet(
                parts[targets[sheet.get(RELATION)]])
            for sheet in book.iter(NAMESPACE + 'sheet')}

    @staticmethod
    def read_strings(data):
        if data is None:
            return []
        return [''.join(text.text or '' for text in item.iter(NAMESPACE + 't'))
                for item in ElementTree.fromstring(data)]

    def read_sheet(self, data):
        cells = {}
        for cell in ElementTree.fromstring(data).iter(NAMESPACE + 'c'):
            value = cell.find(NAMESPACE + 'v')
            formula = cell.find(NAMESPACE + 'f')
            if value is None:
                continue
            kind = cell.get('t')
            text = value.text or ''
            if kind == 's':
                text = self.strings[int(text)]
            reference = cell.get('r')
            place = (int(re.search('[0-9]+', reference).group()) - 1,
                     column_of(reference))
            cells[place] = Cell(text, None if formula is None
                                else formula.text, kind in ('s', 'str'))
        return cells

    def column(self, name):
        """The cells of a name that is a range of one column."""
        sheet, first, last = re.match(
            r"'?([^'!]*)'?!\$([A-Z]+\$[0-9]+)(?::\$([A-Z]+\$[0-9]+))?$",
            self.names[name]).groups()
        column = column_of(first)
        rows = [int(place.split('$')[1]) - 1 for place in (first, last or first)]
        return [self.sheets[sheet].get((row, column))
                for row in range(rows[0], rows[1] + 1)]


# --- checks without LibreOffice ---------------------------------------------

def is_number(text):
    return re.fullmatch(r'-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?', text) is not None


def check_cells(name, book):
    formulas = 0
    for sheet, cells in book.sheets.items():
        for place, cell in cells.items():
            if cell.formula is not None:
                formulas += 1
                if not re.match(r"100\*\(|SUM\(|IF\(|'", cell.formula):
                    fail('%s, %s: formula %s' % (name, sheet, cell.formula))
            elif cell.is_text and place[0] > 0 and is_number(cell.value):
                fail('%s, %s %s: the number %s is a text'
                     % (name, sheet, place, cell.value))
    if formulas < FORMULAS.get(name, 0):
        fail('%s: only %d formulas' % (name, formulas))
    if name in TEXTS and not any(
            cell.is_text and cell.formula is None and cell.value == TEXTS[name]
            for cells in book.sheets.values() for cell in cells.values()):
        fail('%s: the text %s is not there' % (name, TEXTS[name]))
    if 'About' not in book.sheets:
        fail('%s: no sheet About' % name)


SHEET_OF_KIND = {'actual': 'History', 'forecast': 'Forecast',
                 'total': 'Forecast', 'reference': 'Reference'}


def day_number(text):
    year, month, day = (int(part) for part in text.split('-'))
    import datetime
    return (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days


def same_value(cell, text):
    if text == '':
        return cell is None
    if cell is None:
        return False
    if cell.is_text:
        return cell.value == text
    if re.fullmatch('[0-9]{4}-[0-9]{2}-[0-9]{2}', text):
        return float(cell.value) == day_number(text)
    return float(cell.value) == float(text)


def check_projection(name, book, rows):
    """The rows of the CSV stand on the sheets, value for value."""
    by_sheet = {}
    for row in rows:
        by_sheet.setdefault(SHEET_OF_KIND[row['kind']], []).append(row)
    compared = 0
    for sheet, expected in by_sheet.items():
        for column in expected[0]:
            if sheet + '_' + column not in book.names:
                continue
            cells = book.column(sheet + '_' + column)
            if len(cells) != len(expected):
                fail('%s: %s has %d rows, the CSV %d'
                     % (name, sheet, len(cells), len(expected)))
                continue
            for cell, row in zip(cells, expected):
                compared += 1
                if not same_value(cell, row[column]):
                    fail('%s, %s: %s of %s is %s, not %s' % (
                        name, sheet, column, row['period'],
                        cell.value if cell else 'blank', row[column]))
    if compared < 3 * len(rows):
        fail('%s: only %d cells compared with the CSV' % (name, compared))


def write_data(folder):
    with open(os.path.join(folder, 'odd_data.csv'), 'w') as out:
        out.write('period,=1+1,@sum(a1)\n')
        for month in range(48):
            out.write('%d-%02d,%d,%.2f\n' % (2020 + month // 12, month % 12 + 1,
                                             100 + month % 12 * 7 + month,
                                             5 + month / 7))
    with open(os.path.join(folder, 'yearly_data.csv'), 'w') as out:
        out.write('period,y\n')
        for year in range(1995, 2025):
            out.write('%d,%d\n' % (year, (year - 1990) ** 2))


def make_workbooks(program, root, folder):
    write_data(folder)
    for name, arguments in REPORTS:
        path = os.path.join(folder, name + '.xlsx')
        outputs = ['-o', path]
        if 'forecast' in arguments[0]:
            outputs += ['-o', os.path.join(folder, name + '.csv')]
        command = [program] + arguments + outputs
        if name != 'models' and '--data' not in arguments:
            command += ['--data', os.path.join(root, AMAZON)]
        run(command, cwd=folder)
        with open(path, 'rb') as stream:
            first = stream.read()
        run(command, cwd=folder)
        with open(path, 'rb') as stream:
            if stream.read() != first:
                fail('%s: not the same on the second run' % name)
        book = Workbook(path)
        check_cells(name, book)
        if 'forecast' in arguments[0]:
            with open(os.path.join(folder, name + '.csv'),
                      newline='') as stream:
                check_projection(name, book, list(csv.DictReader(stream)))


# --- checks with LibreOffice -------------------------------------------------

PROFILE = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
'''

# Tokens of the filter for CSV: separator, quote, UTF-8, first line, no formats
# of columns, US English; then not as shown, and all sheets.
EVERY_SHEET = ('csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,'
               'false,false,false,-1')
ONE_SHEET = ('csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false')
# How the program for which a dialect is made opens it: separator and language.
OPENED = {'excel-us': (44, 1033), 'excel-eu': (59, 1031), 'google': (44, 1033)}


def convert(profile, path, target, kind, infilter=None):
    command = ['soffice', '-env:UserInstallation=file://' + profile,
               '--headless', '--convert-to', kind, '--outdir', target]
    if infilter:
        command.append('--infilter=' + infilter)
    run(command + [path])


def without_values(path, target):
    """The same workbook with no value beside any formula."""
    with zipfile.ZipFile(path) as source, \
            zipfile.ZipFile(target, 'w') as out:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith('xl/worksheets/sheet'):
                data = re.sub(rb'(<f>[^<]*</f>)<v>[^<]*</v>', rb'\1', data)
            out.writestr(name, data)


def check_print(profile, path, folder):
    convert(profile, path, folder, 'pdf')
    pdf = os.path.splitext(path)[0] + '.pdf'
    text = run(['pdftotext', '-layout', pdf, '-']).decode()
    if '###' in text:
        fail('%s: a column is too narrow' % pdf)
    if 'Page 1 of' not in text:
        fail('%s: no footer' % pdf)


def near(text, cell):
    try:
        number = float(text)
    except ValueError:
        return cell.is_text and text == cell.value
    if cell.is_text:
        return text == cell.value
    value = float(cell.value)
    return abs(number - value) <= 1e-7 * (1.0 + abs(value))


def check_recalculated(profile, name, path, folder):
    target = os.path.join(folder, 'recalculated')
    bare = os.path.join(target, name + '.xlsx')
    os.makedirs(target, exist_ok=True)
    without_values(path, bare)
    convert(profile, bare, target, EVERY_SHEET)
    compared = 0
    for sheet, cells in Workbook(path).sheets.items():
        with open(os.path.join(target, '%s-%s.csv' % (name, sheet)),
                  newline='', encoding='utf-8') as stream:
            rows = list(csv.reader(stream))
        for (row, column), cell in cells.items():
            got = rows[row][column] if row < len(rows) else ''
            if re.fullmatch('[0-9]{4}-[0-9]{2}-[0-9]{2}', got):
                got = str(day_number(got))
            if not near(got, cell):
                fail('%s, %s %s: LibreOffice has %s, written is %s'
                     % (name, sheet, (row, column), got, cell.value))
            compared += cell.formula is not None
    print('%s: %d formulas computed anew' % (name, compared))


def as_number(text):
    try:
        return round(float(text), 6)
    except ValueError:
        return text


def check_dialect(profile, program, root, folder, dialect):
    arguments = REPORTS[0][1] + ['--data', os.path.join(root, AMAZON)]
    path = os.path.join(folder, dialect + '.csv')
    run([program] + arguments + ['--dialect', dialect, '-o', path])
    separator, language = OPENED[dialect]
    target = os.path.join(folder, 'opened')
    convert(profile, path, target, ONE_SHEET,
            'Text - txt - csv (StarCalc):%d,34,76,1,,%d,false,true'
            % (separator, language))
    plain = run([program] + arguments + ['-o', '-']).decode()
    with open(os.path.join(target, dialect + '.csv'), newline='',
              encoding='utf-8') as stream:
        got = list(csv.reader(stream))
    expected = list(csv.reader(io.StringIO(plain)))
    if len(got) != len(expected):
        fail('%s: %d rows, not %d' % (dialect, len(got), len(expected)))
    for one, other in zip(got, expected):
        for value, wanted in zip(one, other):
            if as_number(value) != as_number(wanted):
                fail('%s: opened as %s, written %s' % (dialect, value, wanted))
    print('%s: opened with the values of the plain CSV' % dialect)


def check_with_libreoffice(program, root, folder):
    profile = os.path.join(folder, 'profile')
    os.makedirs(os.path.join(profile, 'user'))
    with open(os.path.join(profile, 'user', 'registrymodifications.xcu'), 'w',
              encoding='utf-8') as stream:
        stream.write(PROFILE)
    for name, _ in REPORTS:
        path = os.path.join(folder, name + '.xlsx')
        check_print(profile, path, folder)
        check_recalculated(profile, name, path, folder)
    for dialect in DIALECTS:
        check_dialect(profile, program, root, folder, dialect)


def main():
    if len(sys.argv) < 3 or (len(sys.argv) > 3
                             and sys.argv[3] != '--libreoffice'):
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    root = os.path.abspath(sys.argv[2])
    keep = os.path.abspath(sys.argv[4]) if len(sys.argv) > 4 else None
    folder = keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    try:
        make_workbooks(program, root, folder)
        if len(sys.argv) > 3:
            check_with_libreoffice(program, root, folder)
    finally:
        if keep is None:
            shutil.rmtree(folder)
    print('%d workbooks, %d failures' % (len(REPORTS), len(failures)))
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
