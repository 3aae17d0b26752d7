#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_api_docs.sh [FOLDER]: make the reference of the C interface in
# FOLDER (default: build/api); anything undocumented is an error. Open
# FOLDER/html/index.html to read it.
set -eu
cd "$(dirname "$0")/.."
FC_API_DOCS=${1:-build/api}
export FC_API_DOCS
mkdir -p "$FC_API_DOCS"
doxygen docs/Doxyfile
echo "the reference is in $FC_API_DOCS/html/index.html"
