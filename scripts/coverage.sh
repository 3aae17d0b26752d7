#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/coverage.sh: run the tests with coverage; a table a file, and the
# lines in detail in build/coverage/report/index.html.
set -eu
cd "$(dirname "$0")/.."

sh scripts/install_packages.sh check
cmake --preset coverage >/dev/null
cmake --build --preset coverage
# Counts of an older build would be added to, or complain on standard error.
find build/coverage -name '*.gcda' -delete
# Under a limit on the size of files the counts cannot be written either, and
# that is told on standard error: two cases are left out.
ctest --preset coverage \
    -E 'output_above_file_size_limit|output_xlsx_no_room'
mkdir -p build/coverage/report
# Tests kill processes while they write their counts: a few come out negative.
gcovr --gcov-ignore-parse-errors --root . --object-directory build/coverage --filter 'src/' \
    --exclude-unreachable-branches --print-summary \
    --html-details build/coverage/report/index.html --txt -
