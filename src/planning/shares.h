/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounded odds that still add up. */
#ifndef FC_PLANNING_SHARES_H
#define FC_PLANNING_SHARES_H

#include "forecast/paths.h"

/** Odds are printed with four decimals. */
enum { FC_ODDS_UNITS = 10000 };

/**
 * The odds as multiples of 1 / @p units that add up to 1, by the method of the
 * largest remainder: all are rounded down, and the units left over go to those
 * that lost most (of equal ones to the first).
 */
fc_odds fc_shares_round(fc_odds odds, int units);

/** Room for "under 1 %". */
enum { FC_ODDS_TEXT_SIZE = 16 };

/** Odds in whole percents for a sentence; never 0 or 100. */
void fc_odds_format(char text[FC_ODDS_TEXT_SIZE], double share);

#endif
