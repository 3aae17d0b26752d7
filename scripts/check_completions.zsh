#!/usr/bin/env zsh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_completions.zsh PROGRAM ROOT: press Tab in a real zsh. (bash is
# covered by tests/cli/cases/completions_bash.)
set -eu
program=${1:A} root=${2:A}
work=$(mktemp -d)
trap 'rm -rf $work' EXIT
mkdir $work/bin $work/functions
ln -s $program $work/bin/forecast
$program completions zsh >$work/functions/_forecast
zsh -n $work/functions/_forecast

zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='%% '; unsetopt beep; setopt no_list_ambiguous; path=($work/bin \$path); fpath=($work/functions \$fpath); cd $root; autoload -U compinit; compinit -u -D; echo rea''dy"

# What the shell has written, until it holds $1 or ten seconds have passed.
wait_for() {
    local piece all='' i
    for i in {1..100}; do
        while zpty -r -t shell piece; do all+=$piece; done
        [[ $all == *$1* ]] && return 0
        sleep 0.1
    done
    print -r -- "$all" | cat -v >&2
    return 1
}

failed=0
try() { # TYPED COMPLETED
    zpty -w -n shell $1$'\t'
    if wait_for $2; then
        print "ok: $1 -> $2"
    else
        print "FAILED: $1 -> $2"
        failed=1
    fi
    zpty -w -n shell $'\x15'
}

wait_for ready
try 'forecast hist' 'history'
try 'forecast --hori' 'horizon'
try 'forecast --model snaive-g' 'snaive-growth'
try 'forecast --dialect excel-e' 'excel-eu'
try 'forecast models tb' 'tbats'
try 'forecast completions z' 'zsh'
data=datasets/amazon/amazon_quarterly.csv
try "forecast --data $data --series capex_n" 'capex_net'
try "forecast regress --data $data --y north" 'north_america'
zpty -d shell
exit $failed
