/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Growth and years. Growth is in percent of a positive base; without one it
 * does not exist (NaN).
 */
#ifndef FC_PLANNING_GROWTH_H
#define FC_PLANNING_GROWTH_H

#include "forecast/paths.h"
#include "forecast/series.h"

/**
 * Periods from a period to the same one a year later; 0 where the calendar
 * gives no whole number (days, hours). Weeks count 52.
 */
size_t fc_year_length(fc_frequency frequency);

/** 100 (value / base - 1); NaN unless the base is positive. */
double fc_growth_percent(double value, double base);

/** A fiscal year of a series. */
typedef struct fc_year {
    int year;
    fc_period first;
    fc_period last;
    size_t periods; /**< from first to last */
    double total;   /**< sum of a flow, last level of a stock; NaN if a needed
                         value is missing */
} fc_year;

/** Fiscal year @p year of @p span. */
fc_year fc_year_of(fc_span span, fc_series_kind kind, int year,
                   fc_calendar calendar);

/** "FY2025", as totals are called. */
void fc_year_format(char text[FC_PERIOD_TEXT_SIZE], int year);

#endif
