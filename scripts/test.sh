#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/test.sh: install packages, build, run all tests. The last lines are
# ctest's summary and the exit status is ctest's.
set -eu
cd "$(dirname "$0")/.."

sh scripts/install_packages.sh
[ -f build/release/build.ninja ] ||
    cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/release
exec ctest --test-dir build/release --output-on-failure --parallel "$(nproc)" \
    --no-tests=error
