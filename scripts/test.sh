#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/test.sh [--full]: install packages, build, run all tests. The last
# lines are ctest's summary and the exit status is ctest's. With --full the
# checks that need large programs come before: workbooks in LibreOffice,
# completions in zsh, the page of a report in Chromium, the notebooks.
set -eu
cd "$(dirname "$0")/.."

packages=""
case ${1:-} in
'') ;;
--full) packages=full ;;
*) echo "usage: $0 [--full]" >&2; exit 2 ;;
esac

# shellcheck disable=SC2086 # none, or one word
sh scripts/install_packages.sh $packages
[ -f build/release/build.ninja ] ||
    cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/release
if [ "$packages" = full ]; then
    python3 scripts/check_spreadsheets.py build/release/forecast . --libreoffice
    zsh scripts/check_completions.zsh build/release/forecast .
    sh scripts/check_notebooks.sh build/release/forecast
    # Ubuntu has no package of it
    if command -v chromium >/dev/null; then
        python3 scripts/check_report.py build/release/forecast
    else
        echo "no chromium: the page of a report is not tried" >&2
    fi
fi
exec ctest --test-dir build/release --output-on-failure --parallel "$(nproc)" \
    --no-tests=error
