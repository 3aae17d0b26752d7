/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metrics: what a claim is computed with. A metric is the name of a series or
 * such a name with something around it:
 *
 *   SERIES                     the period, or the sum of the fiscal year
 *   SERIES_growth_yoy          growth on the year before, percent
 *   SERIES_run_rate            the period times the periods of a year
 *   SERIES_first_above         the value, known only if the year before it
 *                              was below the claim and it is not
 *   SERIES_plan                the first plan for the period
 *   guidance_SERIES_low, _high, _growth_low, _growth_high
 *   task_SERIES_low, ...       the same of the range with role `task`
 *
 * With a company it is looked up among the peers instead.
 */
#ifndef FC_PLANNING_FACTS_H
#define FC_PLANNING_FACTS_H

#include "forecast/dataset.h"
#include "forecast/guidance.h"

#include "data/csv_reader.h"

/** The tables that claims are computed from; zeroed is empty. */
struct fc_fact_tables {
    const fc_dataset *dataset;
    fc_guidance_list *guidance; /**< NULL: none */
    fc_csv *plans;              /**< NULL: none */
    fc_csv *peers;              /**< NULL: none */
};

/** Read what the descriptor names. Release it after a failure too. */
fc_status fc_fact_tables_init(struct fc_fact_tables *out,
                              const fc_dataset *dataset, fc_error *err);
void fc_fact_tables_release(struct fc_fact_tables *tables);

/** What to compute. Borrowed. */
struct fc_metric {
    const char *name;
    const char *company; /**< "": the dataset's own */
    const char *period;
};

/** The result: known or not, and in which unit. */
struct fc_metric_value {
    bool known;
    bool percent; /**< else in `unit` */
    const char *unit;
    double value;
    double before; /**< the year before, for _first_above; else NaN */
};

struct fc_metric_value fc_metric_compute(const struct fc_fact_tables *tables,
                                         const struct fc_metric *metric);

#endif
