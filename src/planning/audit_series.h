/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_AUDIT_SERIES_H
#define FC_PLANNING_AUDIT_SERIES_H

#include "forecast/model.h"
#include "forecast/series.h"

/** Outliers that are named; more are only counted. */
enum { FC_OUTLIERS_KEPT = 8 };

/** What is to be known of a series before it is forecast. */
typedef struct fc_series_check {
    fc_span known;  /**< without missing values at its ends */
    fc_span used;   /**< its latest unbroken stretch */
    size_t lag;     /**< a season: changes are over it */
    size_t changes; /**< how many there are */
    size_t outliers;
    fc_period outlier[FC_OUTLIERS_KEPT];
    bool has_break;
    fc_period break_period;
    double break_statistic;
    size_t usable; /**< model types that it is long enough for */
} fc_series_check;

/** The observations that there are for @p spec: all that are known for a model
 * that takes missing values, else those of the unbroken stretch. */
size_t fc_series_check_offers(const fc_series_check *check,
                              const fc_model_spec *spec);

/** See audit_series.c for the tests. @p out borrows from @p series. */
fc_status fc_series_check_compute(fc_series_check *out, const fc_series *series,
                                  fc_error *err);

#endif
