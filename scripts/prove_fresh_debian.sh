#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/prove_fresh_debian.sh [FOLDER]: show that a fresh Debian 12 needs
# nothing but the two commands of the README. Makes a minimal root in FOLDER (a
# temporary folder if none is named, removed afterwards), clones the committed
# state of this checkout into it, and runs scripts/quickstart.sh and
# scripts/test.sh there, twice. Needs root; packages come from the mirror and
# with the settings that apt has on this machine.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install_packages.sh long

. scripts/fresh_root.sh
fresh_root "${1:-}"

git clone -q --no-hardlinks . "$root/root/forecast"
echo "== commit $(git rev-parse --short HEAD) on Debian" \
    "$(cat "$root/etc/debian_version"), $(inside dpkg -l | grep -c ^ii) packages"
timed "quickstart" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test" inside sh -c 'cd /root/forecast && scripts/test.sh'
timed "quickstart again" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test again" inside sh -c 'cd /root/forecast && scripts/test.sh'
