/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * What the past of a series looks like: growth, sums, seasonal shares.
 */
#ifndef FORECAST_HISTORY_H
#define FORECAST_HISTORY_H

#include "forecast/dataset.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** Compound annual growth rate: (last / first)^(1 / years) - 1. */
FC_API double fc_growth_cagr(double first, double last, double years);

/**
 * The history of one series: value, growth on the year before and on the
 * period before, trailing twelve months, annualised run rate; fiscal years
 * with growth; CAGR over 1, 3, 5, 10 years; seasonal shares.
 * Sums are for flows; a stock shows its level instead.
 */
FC_API fc_status fc_history_report(fc_report **out, const fc_dataset *dataset,
                                   const char *series, fc_error *err);

/** One row a series of the dataset: unit, kind, first, last, n, missing. */
FC_API fc_status fc_series_list_report(fc_report **out,
                                       const fc_dataset *dataset,
                                       fc_error *err);

FC_END_DECLS

#endif
