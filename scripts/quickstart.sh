#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/quickstart.sh: from a fresh Debian or Ubuntu to the first forecast.
# Installs packages, builds, runs the worked example, and says how to go on. A
# second run only builds what has changed.
set -eu
cd "$(dirname "$0")/.."

sh scripts/install_packages.sh
[ -f build/release/build.ninja ] ||
    cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/release --target forecast

echo
echo "\$ build/release/forecast --series net_sales --horizon 4"
build/release/forecast --series net_sales --horizon 4
cat <<END

To call it from any folder:
    export PATH="$PWD/build/release:\$PATH"
or install it for everyone:
    cmake --build build/release && sudo cmake --install build/release
END
