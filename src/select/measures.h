/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measures of a competition, from one series to the table. */
#ifndef FC_SELECT_MEASURES_H
#define FC_SELECT_MEASURES_H

#include "forecast/batch.h"

#include "select/actuals.h"

/* Levels of the forecasts that are scored, in this order. */
enum { FC_MEASURE_LEVELS = 2 };
extern const double fc_measure_levels[FC_MEASURE_LEVELS]; /* 80, 95 */

/* Running sums over series; zero is empty. */
struct fc_measure_sums {
    size_t series;
    size_t scaled; /* of them: series that have a scale */
    double smape;
    double mase;
    double rmsse;
    double msis;
    size_t points; /* forecasts with an actual */
    double point_smape;
    size_t covered; /* of them: those with intervals */
    size_t hits[FC_MEASURE_LEVELS];
    double seconds;
    /* What OWA compares: the series that Naive 2 has as well. */
    double common_smape;
    double common_mase;
    double naive2_smape;
    double naive2_mase;
};

/* The table's row; NaN where a measure does not exist. */
struct fc_measures {
    double smape;
    double smape_pooled;
    double mase;
    double rmsse;
    double owa;
    double coverage[FC_MEASURE_LEVELS];
    double msis;
    double milliseconds; /* a series */
};

/**
 * Score a forecast.
 * @param is_naive2 it becomes the yardstick of the series
 */
void fc_measures_add(struct fc_measure_sums *sums, struct fc_actual *actual,
                     const fc_batch_forecast *forecast, bool is_naive2);
/** Add what others have summed. */
void fc_measures_merge(struct fc_measure_sums *sums,
                       const struct fc_measure_sums *others);
struct fc_measures fc_measures_of(const struct fc_measure_sums *sums);

#endif
