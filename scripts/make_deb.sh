#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/make_deb.sh [FOLDER]: build the Debian package into FOLDER (default:
# build/deb) and look at it with lintian, if that is there: no errors.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-build/deb}

# Where Debian looks for libraries: lib/<triplet> comes with the prefix /usr.
# Without -g and with the folder left out of the objects the package is the
# same wherever it is built.
cmake -S . -B build/package -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX=/usr -DBUILD_TESTING=OFF -DFC_DEBIAN_FILES=ON \
    -DFC_ZSH_FUNCTIONS=share/zsh/vendor-completions >/dev/null
cmake --build build/package
mkdir -p "$folder"
# Files in the package are dated by the commit.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
(cd build/package && umask 022 && cpack -B "$(cd - >/dev/null && pwd)/$folder" \
    >cpack.log) || { tail -n 20 build/package/cpack.log >&2; exit 1; }
rm -rf "$folder/_CPack_Packages"
ls "$folder"/*.deb
if command -v lintian >/dev/null; then
    lintian --fail-on error "$folder"/*.deb
fi
