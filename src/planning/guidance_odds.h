/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Odds that the plain forecast would have stated, and what came of them.
 */
#ifndef FC_PLANNING_GUIDANCE_ODDS_H
#define FC_PLANNING_GUIDANCE_ODDS_H

#include "planning/guidance_record.h"
#include "select/reliability.h"

/** Rates of growth that are asked about. */
enum { FC_ODDS_RATES = 9 };

/** Events: growth above each rate is one of its own. */
enum {
    FC_ODDS_BELOW,
    FC_ODDS_INSIDE,
    FC_ODDS_ABOVE,
    FC_ODDS_GROWTH,
    FC_ODDS_EVENTS = FC_ODDS_GROWTH + FC_ODDS_RATES, /* how many */
};

/** One statement. */
struct fc_odds_statement {
    struct fc_stated stated;
    size_t event;
    size_t step; /**< from 0 */
};

/** Statements made at every origin of an evaluation, in order of origin. */
struct fc_stated_odds {
    const struct fc_guidance_record *record;
    const fc_backtest *backtest; /**< while they are made */
    fc_span used;                /**< likewise; its start stays */
    size_t year; /**< periods in one; 0: growth on the year before is unknown */
    size_t count;
    size_t capacity;
    struct fc_odds_statement *statements;
    struct fc_stated *room; /**< of those of one row */
};

/** Write the tables calibration and brier and the chart reliability of at least
 * one statement, and what they say. */
void fc_guidance_write_odds_tables(fc_report *report,
                                   const struct fc_stated_odds *odds);

#endif
