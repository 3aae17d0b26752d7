/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a report of scores. */
#ifndef FC_LEDGER_SCORE_H
#define FC_LEDGER_SCORE_H

#include "forecast/report.h"

#include "ledger/cases.h"

/** Room that the tables are computed in, as long as the cases of a series. */
struct fc_score_room {
    double *values;
    double *others;
    double *means;
    double *other_means;
    int64_t *origins;
};

/** The tables of a report, filled series by series. */
struct fc_score_tables {
    fc_report_table *scores;
    fc_report_table *value_added;
    fc_report_table *coverage;
    fc_report_table *pit;
    fc_report_table *shown;       /**< scores, for people */
    fc_report_table *shown_added; /**< value_added, for people */
};

/** Set a cell to a forecaster's name for people, with its scenario where that
 * is not base. */
void fc_score_set_name(fc_report_table *table, size_t column, const char *name,
                       const char *scenario);

/** The furthest step of a forecaster's cases. */
size_t fc_score_furthest(const struct fc_forecaster *forecaster);

/**
 * Means by origin of @p count values, whose origins stand in order: errors of
 * one origin hang together. Returns how many; @p means may be @p values.
 */
size_t fc_score_by_origin(double *means, const double *values,
                          const int64_t *origins, size_t count);

/** Scores of every forecaster of a series, of each step and of all. */
void fc_score_write(const struct fc_score_tables *tables,
                    const struct fc_cases *cases,
                    const struct fc_score_room *room);

/** What each forecaster adds to the others, the seasonal naive forecast and the
 * middle of the guided range. */
void fc_score_write_added(const struct fc_score_tables *tables,
                          const struct fc_cases *cases,
                          const struct fc_score_room *room);

#endif
