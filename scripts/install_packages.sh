#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/install_packages.sh [full|package|check|long]: install what is missing.
#   (nothing)  to build and test
#   full       and for scripts/test.sh --full
#   package    and for scripts/make_deb.sh and prove_deb.sh
#   check      and for scripts/check.sh, coverage.sh and fuzz.sh
#   long       and for scripts/long.sh
# Debian 12, Ubuntu 22.04 and 24.04 (check and long need CMake 3.25, which 22.04
# does not have). Quiet and without network if all is there.
set -eu

packages="gcc g++ cmake ninja-build pkg-config python3
    libgsl-dev libcsv-dev libjansson-dev libinih-dev libmd-dev zlib1g-dev
    libxlsxwriter-dev libsqlite3-dev libcurl4-openssl-dev openssl ca-certificates
    libcmocka-dev python3-jsonschema mandoc gnuplot-nox"
# The sanitizers' libraries; part of clang itself on Ubuntu 22.04.
clang="clang-14 libclang-rt-14-dev"
grep -q '^VERSION_ID="22.04"' /etc/os-release && clang=clang-14
# A package of Debian; Ubuntu has it as a snap alone.
browser=chromium
grep -q '^ID=ubuntu' /etc/os-release && browser=

case ${1:-} in
'') ;;
full)
    packages="$packages libreoffice-calc poppler-utils fonts-dejavu-core zsh
        $browser jupyter-nbconvert python3-ipykernel python3-pandas
        python3-matplotlib"
    ;;
check) packages="$packages git gcovr $clang clang-format-14 clang-tidy-14 doxygen" ;;
package) packages="$packages git dpkg-dev lintian debootstrap" ;;
long) packages="$packages git gcovr $clang cron dpkg-dev lintian debootstrap" ;;
*) echo "usage: $0 [full|package|check|long]" >&2; exit 2 ;;
esac

missing=""
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) ||
        state=absent
    # pkgconf provides pkg-config under another name on newer systems
    if [ "$package" = pkg-config ] && command -v pkg-config >/dev/null; then
        state=installed
    fi
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Please install as root, then try again: apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi

echo "Installing$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # the list is words
if ! { $as_root apt-get -q update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        install --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    exit 1
fi
