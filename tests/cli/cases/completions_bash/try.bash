# Sourced as a user does; then what the shell would offer for each line.
source <(forecast completions bash)
compopt() { :; } # works only while a shell completes

try() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _forecast
    echo "$*> ${COMPREPLY[*]}"
}

complete -p forecast
try forecast h
try forecast --mod
try forecast backtest --d
try forecast history --horizon
try forecast --model ar
try forecast --model = snaive-
try forecast batch --model th
try forecast --format ''
try forecast --dialect e
try forecast --intervals c
try forecast --layout ''
try forecast --data sa
try forecast explain --against las
try forecast --data sales.csv --series ''
try forecast --data odd.csv --series ''
try forecast regress --data odd.csv --lead p
try forecast --horizon ''
try forecast models the
try forecast help ba
try forecast completions ''
try forecast init sa
