/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/plan_split.h"

#include "planning/growth.h"

/* Years of the seasonal split: enough to even out one odd year, few enough to
 * follow a season that changes. */
enum { years_of_split = 3 };

/* Mean share of place @p place over the latest complete years before the one
 * planned; 0 without any. A year with fewer periods has none there. */
static double seasonal_share(const struct fc_split_request *request,
                             size_t place)
{
    double sum = 0.0;
    size_t years = 0;

    for (int y = request->year - 1;
         y >= request->year - 1 - (int)request->known.length
         && years < years_of_split;
         y--) {
        fc_year year = fc_year_of(request->known, FC_FLOW, y,
                                  request->calendar);

        if (!(year.total > 0.0) || place >= year.periods) {
            continue;
        }
        sum += fc_span_at(request->known,
                          fc_period_add(year.first, (int64_t)place))
               / year.total;
        years++;
    }
    return years > 0 ? sum / (double)years : 0.0;
}

static double weight(const struct fc_split_request *request, size_t place)
{
    switch (request->split) {
    case FC_SPLIT_SEASONAL:
        return seasonal_share(request, place);
    case FC_SPLIT_FRONT:
        return (double)(request->length - place);
    case FC_SPLIT_BACK:
        return (double)(place + 1);
    case FC_SPLIT_RUN_RATE:
    case FC_SPLIT_FLAT:
        break;
    }
    return 1.0;
}

static void step_evenly(double *values, const struct fc_split_request *request)
{
    double k = (double)request->count;
    double step = 2.0 * (request->total - k * request->last) / (k * (k + 1.0));

    for (size_t j = 0; j < request->count; j++) {
        values[j] = request->last + (double)(j + 1) * step;
    }
}

bool fc_plan_split_compute(double *values,
                           const struct fc_split_request *request)
{
    double sum = 0.0;

    if (request->split == FC_SPLIT_RUN_RATE) {
        step_evenly(values, request);
        return true;
    }
    for (size_t j = 0; j < request->count; j++) {
        values[j] = weight(request, request->places[j]);
        sum += values[j];
    }
    for (size_t j = 0; j < request->count; j++) {
        values[j] = sum > 0.0 ? request->total * values[j] / sum
                              : request->total / (double)request->count;
    }
    return sum > 0.0;
}
