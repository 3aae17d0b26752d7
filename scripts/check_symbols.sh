#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check_symbols.sh LIBFORECAST.a LIBFORECAST.so
# Refuse a library that prints, exits, reads the environment, the clock or the
# locale, or calls functions that are unsafe or keep hidden state; and a shared
# library that exports anything but fc_. Use a release build: assert() brings
# its own abort.
set -eu
archive=$1 shared=$2

banned='abort|exit|_exit|_Exit|quick_exit|atexit|signal|sigaction|raise|kill'
banned="$banned|system|popen|fork|execv|execve|execvp|getenv|secure_getenv"
banned="$banned|putenv|setenv|setlocale|printf|vprintf|puts|putchar|perror"
banned="$banned|__printf_chk|__vprintf_chk|stdout|stderr|stdin|getopt|optarg"
banned="$banned|strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets"
banned="$banned|__strcpy_chk|__strcat_chk|__strncpy_chk|__strncat_chk"
banned="$banned|__sprintf_chk|__vsprintf_chk|strtok|scanf|fscanf|sscanf"
banned="$banned|__isoc99_scanf|__isoc99_fscanf|__isoc99_sscanf|atoi|atol|atof"
banned="$banned|rand|srand|random|srandom|drand48|time|clock|clock_gettime"
banned="$banned|gettimeofday|localtime|gmtime|localtime_r|ctime|asctime|mktime"
banned="$banned|strerror|tmpnam|tempnam|mktemp"

status=0
found=$(nm -A -u "$archive" | grep -E " U ($banned)(@|\$)" || true)
if [ -n "$found" ]; then
    echo "the library may not call these:"
    echo "$found"
    status=1
fi
exported=$(nm -D --defined-only "$shared" | awk '{print $3}')
foreign=$(echo "$exported" | grep -v '^fc_' || true)
if [ -n "$foreign" ]; then
    echo "the shared library may not export these:"
    echo "$foreign"
    status=1
fi
if [ "$(echo "$exported" | wc -l)" -lt 20 ]; then
    echo "the shared library exports next to nothing: is FC_API missing?"
    status=1
fi
exit $status
