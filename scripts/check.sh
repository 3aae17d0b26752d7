#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check.sh: everything beyond scripts/test.sh that must hold before a
# change goes in. Runs all checks, then says which failed.
set -u
cd "$(dirname "$0")/.." || exit 1
sh scripts/install_packages.sh check || exit 1

passed=0
failed=0
failures=""
check() { # check NAME COMMAND...: run, time and count
    name=$1
    shift
    echo "== $name"
    begun=$(date +%s)
    if "$@"; then
        passed=$((passed + 1))
        echo "== $name: ok, $(($(date +%s) - begun)) s"
    else
        failed=$((failed + 1))
        failures="$failures $name"
        echo "== $name: FAILED"
    fi
}

sources() { git ls-files '*.c' '*.h'; }
format() { sources | xargs clang-format-14 --dry-run --Werror; }
layers() { python3 scripts/check_layers.py .; }
symbols() {
    cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null &&
        cmake --build build/release --target forecast_static forecast_shared &&
        sh scripts/check_symbols.sh build/release/lib/libforecast.a \
            build/release/lib/libforecast.so
}
gcc_warnings() { # warnings are errors; the tests have run in release
    cmake --preset debug >/dev/null && cmake --build --preset debug
}
sanitizers() { # clang, warnings are errors, all tests
    cmake --preset asan-ubsan >/dev/null && cmake --build --preset asan-ubsan &&
        ctest --preset asan-ubsan
}
# One file a call: given several, version 14 reports a va_list as
# uninitialised that is not.
tidy() {
    cmake --preset asan-ubsan >/dev/null &&
        git ls-files 'src/*.c' | xargs -P "$(nproc)" -n 1 \
            clang-tidy-14 -p build/asan-ubsan --quiet 2>build/tidy.log
}

check format format
check layers layers
check symbols symbols
check api-docs sh scripts/check_api_docs.sh
check gcc-warnings gcc_warnings
check sanitizers sanitizers
check tidy tidy

[ -z "$failures" ] || echo "failed:$failures"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
