/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts in sentences: 157,812 and 16.01, as many decimals as the size of the
 * series asks for. (Tables leave this to the writers.)
 */
#ifndef FC_PLANNING_AMOUNT_H
#define FC_PLANNING_AMOUNT_H

#include "forecast/series.h"

/** Room for any amount text, with the terminating NUL. */
enum { FC_AMOUNT_TEXT_SIZE = 64 };

/** Decimals that a person wants of amounts as large as @p size. */
int fc_amount_decimals(double size);

/**
 * Decimals for the amounts of a series: by the size of its last value and of
 * its range, so that differences between its values show. At least one if the
 * range is below 200, or below 1,000 and there are fractions.
 */
int fc_amount_decimals_of(fc_span span);

/** Percentages from this on say nothing to a person. */
#define FC_PERCENT_LIMIT 1000.0

/** "12.3 %" with @p decimals decimals, or "over 1,000 %". */
void fc_percent_format(char text[FC_AMOUNT_TEXT_SIZE], double percent,
                       int decimals);

/** Write @p value with thousands separators and @p decimals decimals. */
void fc_amount_format(char text[FC_AMOUNT_TEXT_SIZE], double value,
                      int decimals);

#endif
