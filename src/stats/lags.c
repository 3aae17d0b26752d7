/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/lags.h"

#include <ctype.h>

bool fc_lag_set_has(fc_lag_set set, size_t lag)
{
    return lag <= FC_LAG_MAX && ((set >> lag) & 1) != 0;
}

size_t fc_lag_set_count(fc_lag_set set)
{
    size_t count = 0;

    for (; set != 0; set &= set - 1) {
        count++;
    }
    return count;
}

size_t fc_lag_set_min(fc_lag_set set)
{
    size_t lag = 0;

    while (set != 0 && !fc_lag_set_has(set, lag)) {
        lag++;
    }
    return lag;
}

size_t fc_lag_set_max(fc_lag_set set)
{
    size_t lag = FC_LAG_MAX;

    while (lag > 0 && !fc_lag_set_has(set, lag)) {
        lag--;
    }
    return lag;
}

bool fc_take_digits(size_t *out, const char **cursor, const char *end,
                    size_t limit)
{
    size_t value = 0;
    const char *start = *cursor;

    while (*cursor < end && isdigit((unsigned char)**cursor)) {
        value = value * 10 + (size_t)(**cursor - '0');
        if (value > limit) {
            return false;
        }
        (*cursor)++;
    }
    *out = value;
    return *cursor > start;
}

static bool take_range(fc_lag_set *set, const char **cursor, const char *end)
{
    size_t first = 0;
    size_t last = 0;

    if (!fc_take_digits(&first, cursor, end, FC_LAG_MAX)) {
        return false;
    }
    last = first;
    if (end - *cursor >= 2 && (*cursor)[0] == '.' && (*cursor)[1] == '.') {
        *cursor += 2;
        if (!fc_take_digits(&last, cursor, end, FC_LAG_MAX) || last < first) {
            return false;
        }
    }
    for (size_t lag = first; lag <= last; lag++) {
        if (lag > FC_LAG_MAX || fc_lag_set_has(*set, lag)) {
            return false;
        }
        *set |= (fc_lag_set)1 << lag;
    }
    return true;
}

bool fc_lag_set_parse(fc_lag_set *out, const char *text, size_t length)
{
    const char *cursor = text;
    const char *end = text + length;

    *out = 0;
    while (take_range(out, &cursor, end)) {
        if (cursor == end) {
            return true;
        }
        if (*cursor != ',') {
            return false;
        }
        cursor++;
    }
    return false;
}
