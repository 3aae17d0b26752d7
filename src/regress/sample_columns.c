/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "regress/sample.h"
#include "stats/lags.h"

/* C17 has no M_PI. */
static const double two_pi = 6.283185307179586;

enum { name_size = 3 * FC_TERM_NAME_SIZE };

/* What is being filled. */
struct filling {
    const struct fc_sampling *sampling;
    const fc_sample_term *term;
    const struct fc_variable *variable; /* of the term's series */
    fc_design *design;
};

size_t fc_sample_term_columns(const struct fc_sampling *sampling,
                              const fc_term *term)
{
    switch (term->kind) {
    case FC_TERM_SEASON:
        return sampling->season - 1;
    case FC_TERM_FOURIER:
        return 2 * term->order - (2 * term->order == sampling->season ? 1 : 0);
    case FC_TERM_LAGS:
        return fc_lag_set_count(term->lags);
    case FC_TERM_ALMON:
        return term->order + 1;
    case FC_TERM_POWERS:
        return term->order - term->first + 1;
    case FC_TERM_CONSTANT:
    case FC_TERM_TREND:
    case FC_TERM_DAYS:
    case FC_TERM_GEOMETRIC:
    case FC_TERM_EVENT:
        break;
    }
    return 1;
}

static fc_period period_at(const struct fc_sampling *sampling, size_t t)
{
    return fc_period_add(sampling->table->start, (int64_t)t);
}

static double trend_at(const struct fc_sampling *sampling, size_t t)
{
    return (double)(t - sampling->first) + 1.0;
}

/* Season of @p t, from 0; that of the models. */
static size_t phase_at(const struct fc_sampling *sampling, size_t t)
{
    int64_t m = (int64_t)sampling->season;

    return (size_t)((period_at(sampling, t).index % m + m) % m);
}

/* Days from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date
 * algorithms", days_from_civil). */
static int64_t day_number(fc_date date)
{
    int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12;
    int64_t of_year = (153 * month + 2) / 5 + date.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static double days_in(const struct fc_sampling *sampling, fc_period period)
{
    fc_calendar calendar = sampling->table->calendar;
    fc_date last = fc_period_last_day(period, calendar);
    fc_date before = fc_period_last_day(fc_period_add(period, -1), calendar);

    return (double)(day_number(last) - day_number(before));
}

static double days_at(const struct fc_sampling *sampling, size_t t)
{
    fc_period period = period_at(sampling, t);
    int64_t lag = (int64_t)sampling->request->difference;
    double days = days_in(sampling, period);

    return lag == 0 ? days
                    : days - days_in(sampling, fc_period_add(period, -lag));
}

static fc_status add_column(struct filling *filling, const char *name,
                            fc_error *err)
{
    return fc_design_add(filling->design, name, filling->sampling->column, err);
}

/* A column of a function of time. */
static fc_status add_timed(struct filling *filling, const char *name,
                           double (*value)(const struct fc_sampling *sampling,
                                           size_t t),
                           fc_error *err)
{
    const struct fc_sampling *sampling = filling->sampling;

    for (size_t i = 0; i < sampling->sample->rows; i++) {
        sampling->column[i] = value(sampling, sampling->times[i]);
    }
    return add_column(filling, name, err);
}

static double one(const struct fc_sampling *sampling, size_t t)
{
    (void)sampling;
    (void)t;
    return 1.0;
}

static fc_status add_seasons(struct filling *filling, fc_error *err)
{
    const struct fc_sampling *sampling = filling->sampling;
    fc_status status = FC_OK;
    char name[name_size];

    for (size_t s = 1; status == FC_OK && s < sampling->season; s++) {
        for (size_t i = 0; i < sampling->sample->rows; i++) {
            sampling->column[i] = phase_at(sampling, sampling->times[i]) == s
                                      ? 1.0
                                      : 0.0;
        }
        (void)snprintf(name, sizeof name, "season %zu", s + 1);
        status = add_column(filling, name, err);
    }
    return status;
}

static fc_status add_wave(struct filling *filling, size_t k, bool sine,
                          fc_error *err)
{
    const struct fc_sampling *sampling = filling->sampling;
    char name[name_size];

    for (size_t i = 0; i < sampling->sample->rows; i++) {
        double angle = two_pi * (double)k
                       * trend_at(sampling, sampling->times[i])
                       / (double)sampling->season;

        sampling->column[i] = sine ? sin(angle) : cos(angle);
    }
    (void)snprintf(name, sizeof name, "%s %zu", sine ? "sine" : "cosine", k);
    return add_column(filling, name, err);
}

static fc_status add_fourier(struct filling *filling, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t k = 1; status == FC_OK && k <= filling->term->term.order; k++) {
        if (2 * k != filling->sampling->season) {
            status = add_wave(filling, k, true, err);
        }
        if (status == FC_OK) {
            status = add_wave(filling, k, false, err);
        }
    }
    return status;
}

/* column = sum over the lags of weight(lag) v(t - lag) */
static void weigh_lags(const struct filling *filling, const double *weight)
{
    const struct fc_sampling *sampling = filling->sampling;

    assert(filling->variable != NULL);
    for (size_t i = 0; i < sampling->sample->rows; i++) {
        size_t t = sampling->times[i];
        double sum = 0.0;

        for (size_t lag = 0; lag <= FC_LAG_MAX; lag++) {
            if (fc_lag_set_has(filling->term->term.lags, lag)) {
                sum += weight[lag] * filling->variable->v[t - lag];
            }
        }
        sampling->column[i] = sum;
    }
}

static fc_status add_lags(struct filling *filling, fc_error *err)
{
    fc_lag_set lags = filling->term->term.lags;
    fc_status status = FC_OK;
    char name[name_size];

    assert(filling->variable != NULL); /* terms of lags have a series */
    for (size_t lag = 0; status == FC_OK && lag <= FC_LAG_MAX; lag++) {
        double weight[FC_LAG_MAX + 1] = {0.0};

        if (!fc_lag_set_has(lags, lag)) {
            continue;
        }
        weight[lag] = 1.0;
        weigh_lags(filling, weight);
        fc_sample_lag_name(name, sizeof name, filling->variable->name, lag,
                           lags == 1);
        status = add_column(filling, name, err);
    }
    return status;
}

/* The weight that column @p k of an Almon term, or the column of a geometric
 * one, gives to @p lag. */
static double shape_at(const fc_sample_term *term, size_t k, size_t lag)
{
    fc_lag_set lags = term->term.lags;
    double first = (double)fc_lag_set_min(lags);
    double last = (double)fc_lag_set_max(lags);

    if (term->term.kind == FC_TERM_GEOMETRIC) {
        return pow(term->decay, (double)lag - first);
    }
    return k == 0 ? 1.0
                  : pow(((double)lag - first) / (last - first), (double)k);
}

static fc_status add_shape(struct filling *filling, size_t k, const char *name,
                           fc_error *err)
{
    double weight[FC_LAG_MAX + 1] = {0.0};

    for (size_t lag = 0; lag <= FC_LAG_MAX; lag++) {
        weight[lag] = shape_at(filling->term, k, lag);
    }
    weigh_lags(filling, weight);
    return add_column(filling, name, err);
}

static fc_status add_almon(struct filling *filling, fc_error *err)
{
    fc_status status = FC_OK;
    char name[name_size];

    assert(filling->variable != NULL);
    for (size_t k = 0; status == FC_OK && k <= filling->term->term.order; k++) {
        (void)snprintf(name, sizeof name, "%s almon %zu",
                       filling->variable->name, k);
        status = add_shape(filling, k, name, err);
    }
    return status;
}

static fc_status add_geometric(struct filling *filling, fc_error *err)
{
    char name[name_size];

    assert(filling->variable != NULL);
    (void)snprintf(name, sizeof name, "%s geometric", filling->variable->name);
    return add_shape(filling, 0, name, err);
}

static fc_status add_powers(struct filling *filling, fc_error *err)
{
    const struct fc_sampling *sampling = filling->sampling;
    const fc_term *term = &filling->term->term;
    fc_status status = FC_OK;
    char name[name_size];

    assert(filling->variable != NULL);
    for (size_t i = 0; i < sampling->sample->rows; i++) {
        sampling->column[i] = filling->variable->v[sampling->times[i]];
    }
    for (size_t k = term->first; status == FC_OK && k <= term->order; k++) {
        (void)snprintf(name, sizeof name, k == 1 ? "%s" : "%s^%zu",
                       filling->variable->name, k);
        status = fc_design_add_power(filling->design, name, sampling->column,
                                     (unsigned)k, err);
    }
    return status;
}

/* What an event adds at @p distance periods behind it. */
static double event_at(const fc_term *term, int64_t distance, int64_t lag)
{
    double value = distance == 0 ? term->size : 0.0;

    return lag > 0 && distance == lag ? value - term->size : value;
}

static fc_status add_event(struct filling *filling, fc_error *err)
{
    const struct fc_sampling *sampling = filling->sampling;
    const fc_term *term = &filling->term->term;
    fc_period at = {.frequency = FC_FREQUENCY_NONE};
    fc_error why = {.status = FC_OK};
    bool seen = false;
    char name[name_size];

    if (fc_period_parse(&at, term->period, sampling->table->start.frequency,
                        sampling->table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "event '%s': %.320s", term->period,
                       why.message);
    }
    for (size_t i = 0; i < sampling->sample->rows; i++) {
        sampling->column[i] = event_at(
            term, fc_period_distance(at, sampling->sample->periods[i]),
            (int64_t)sampling->request->difference);
        seen = seen || sampling->column[i] != 0.0;
    }
    if (!seen) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "event '%s' lies outside the sample; choose a period "
                       "that is in it",
                       term->period);
    }
    (void)snprintf(name, sizeof name, "event %s", term->period);
    return add_column(filling, name, err);
}

static fc_status add_term(struct filling *filling, fc_error *err)
{
    switch (filling->term->term.kind) {
    case FC_TERM_CONSTANT:
        return add_timed(filling, "constant", one, err);
    case FC_TERM_TREND:
        return add_timed(filling, "trend", trend_at, err);
    case FC_TERM_DAYS:
        return add_timed(filling, "days", days_at, err);
    case FC_TERM_SEASON:
        return add_seasons(filling, err);
    case FC_TERM_FOURIER:
        return add_fourier(filling, err);
    case FC_TERM_LAGS:
        return add_lags(filling, err);
    case FC_TERM_ALMON:
        return add_almon(filling, err);
    case FC_TERM_GEOMETRIC:
        return add_geometric(filling, err);
    case FC_TERM_POWERS:
        return add_powers(filling, err);
    case FC_TERM_EVENT:
        return add_event(filling, err);
    }
    return FC_FAIL(err, FC_ERR_INTERNAL, "a term of no kind");
}

fc_status fc_sample_fill_design(fc_design **out,
                                const struct fc_sampling *sampling,
                                fc_error *err)
{
    const fc_sample *sample = sampling->sample;
    const fc_sample_term *last = &sample->terms[sample->term_count - 1];
    size_t constants = sample->term_count - sampling->request->term_count;
    struct filling filling = {.sampling = sampling};
    fc_status status = fc_design_create(&filling.design, sample->rows,
                                        last->first + last->columns, err);

    *out = NULL;
    for (size_t i = 0; status == FC_OK && i < sample->term_count; i++) {
        filling.term = &sample->terms[i];
        filling.variable = i < constants ? NULL
                                         : &sampling->variables[i - constants];
        status = add_term(&filling, err);
    }
    if (status != FC_OK) {
        fc_design_free(filling.design);
        return status;
    }
    *out = filling.design;
    return FC_OK;
}

size_t fc_sample_lag_weights(double *weight, double *standard_error,
                             const fc_sample_term *term,
                             const double *coefficients,
                             const double *covariance, size_t p)
{
    size_t count = 0;

    for (size_t lag = 0; lag <= FC_LAG_MAX; lag++) {
        double value = 0.0;
        double variance = 0.0;

        if (!fc_lag_set_has(term->term.lags, lag)) {
            continue;
        }
        for (size_t k = 0; k < term->columns; k++) {
            size_t row = term->first + k;
            double a = shape_at(term, k, lag);

            value += a * coefficients[row];
            for (size_t l = 0; l < term->columns; l++) {
                variance += a * shape_at(term, l, lag)
                            * covariance[row * p + term->first + l];
            }
        }
        weight[count] = value;
        standard_error[count++] = sqrt(fmax(variance, 0.0));
    }
    return count;
}
