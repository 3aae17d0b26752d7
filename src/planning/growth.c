/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/growth.h"

#include <math.h>
#include <stdio.h>

#include "forecast/history.h"

#include "base/number.h"

size_t fc_year_length(fc_frequency frequency)
{
    switch (frequency) {
    case FC_YEARLY:
    case FC_HALF_YEARLY:
    case FC_QUARTERLY:
    case FC_MONTHLY:
    case FC_WEEKLY:
        return fc_frequency_season(frequency);
    case FC_FREQUENCY_NONE:
    case FC_DAILY:
    case FC_HOURLY:
        break;
    }
    return 0;
}

/* A value that went through a logarithm and back differs from itself by this
 * share at most; that is no growth. */
static const double rounding = 1e-13;

double fc_growth_percent(double value, double base)
{
    double share = 0.0;

    if (!(base > 0.0)) {
        return fc_missing();
    }
    share = value / base - 1.0;
    return fabs(share) > rounding ? 100.0 * share : 0.0;
}

double fc_growth_cagr(double first, double last, double years)
{
    if (!(first > 0.0) || !(last > 0.0) || !(years > 0.0)) {
        return fc_missing();
    }
    return pow(last / first, 1.0 / years) - 1.0;
}

fc_year fc_year_of(fc_span span, fc_series_kind kind, int year,
                   fc_calendar calendar)
{
    fc_year out = {.year = year};

    fc_fiscal_year_periods(&out.first, &out.last, year, span.start.frequency,
                           calendar);
    out.periods = (size_t)(fc_period_distance(out.first, out.last) + 1);
    if (kind == FC_STOCK) {
        out.total = fc_span_at(span, out.last);
        return out;
    }
    for (size_t i = 0; i < out.periods; i++) {
        out.total += fc_span_at(span, fc_period_add(out.first, (int64_t)i));
    }
    return out;
}

void fc_year_format(char text[FC_PERIOD_TEXT_SIZE], int year)
{
    (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "FY%04d", year);
}
