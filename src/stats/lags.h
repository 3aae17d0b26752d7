/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of lags, and their text:
 *
 *   lags   = range { "," range }
 *   range  = number [ ".." number ]
 */
#ifndef FC_STATS_LAGS_H
#define FC_STATS_LAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FC_LAG_MAX = 63 /* lags are bits of a 64-bit set */ };

/** Lag l is in the set if bit l is. */
typedef uint64_t fc_lag_set;

bool fc_lag_set_has(fc_lag_set set, size_t lag);
size_t fc_lag_set_count(fc_lag_set set);
/** The smallest and the largest lag; 0 of an empty set. */
size_t fc_lag_set_min(fc_lag_set set);
size_t fc_lag_set_max(fc_lag_set set);

/**
 * Digits at *cursor, at most @p limit; moves the cursor behind them. False if
 * there are none or too many.
 */
bool fc_take_digits(size_t *out, const char **cursor, const char *end,
                    size_t limit);

/** Parse @p length bytes; each lag stands once. False if they are no lags. */
bool fc_lag_set_parse(fc_lag_set *out, const char *text, size_t length);

#endif
