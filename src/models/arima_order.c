/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice of orders, as Hyndman & Khandakar (2008) and auto.arima() of R's
 * package forecast 8.20 make it:
 *
 *   D  1 if the strength of the season is above 0.64
 *   d  by KPSS tests of the series differenced so far
 *   p, q, P, Q and the constant: from four models on, always to a better
 *      neighbour, until there is none
 *
 * Better is a smaller criterion (arima_candidate.h). Long series (more than 400
 * values; R: 150) and those of a season longer than 12 are searched with
 * conditional sums of squares, and what wins is estimated by likelihood.
 */
#include <math.h>
#include <string.h>

#include "forecast/unit_root.h"

#include "base/memory.h"
#include "models/arima_candidate.h"

enum {
    MOST_MODELS = 94,
    MOST_SEASONAL = 2,
    MOST_TOGETHER = 5, /* of a full search */
    LONG_SERIES = 400,
    LONG_SEASON = 12,
    FEW_VALUES = 10,
};

/* Values that differ by less are equal: relative to themselves (as R's
 * all.equal()), and to what they are differences of. */
static const double equal_values = 1.5e-8;
static const double rounding = 1e-12;

struct choice {
    struct fc_arima_judge judge;
    size_t most[4];
    bool may_constant; /* a constant may be there, or not */
    bool constant;     /* of the models to try */
    size_t count;
    struct fc_arima_candidate tried[MOST_MODELS];
    struct fc_arima_candidate best;
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(const struct fc_arima_candidate *a,
                 const struct fc_arima_candidate *b)
{
    return memcmp(a->orders, b->orders, sizeof a->orders) == 0
           && a->constant == b->constant;
}

/* Try a model; true if it is the best so far. */
static bool try(struct choice *choice, struct fc_arima_candidate model)
{
    if (choice->count == MOST_MODELS || choice->judge.status != FC_OK) {
        return false;
    }
    for (size_t i = 0; i < choice->count; i++) {
        if (same(&choice->tried[i], &model)) {
            return false;
        }
    }
    fc_arima_candidate_estimate(&model, &choice->judge, &choice->best);
    choice->tried[choice->count++] = model;
    if (choice->count == 1 || model.criterion < choice->best.criterion) {
        choice->best = model;
        return true;
    }
    return false;
}

static void try_first_models(struct choice *choice)
{
    const size_t *most = choice->most;
    bool few = choice->judge.data->n < FEW_VALUES;
    size_t start = few ? 1 : 2;
    bool constant = choice->constant;
    const size_t seasonal = few ? 0 : 1;

    (void)try(
        choice,
        (struct fc_arima_candidate){
            .orders = {smaller(start, most[0]), smaller(start, most[1]),
                       smaller(seasonal, most[2]), smaller(seasonal, most[3])},
            .constant = constant});
    (void)try(choice, (struct fc_arima_candidate){.constant = constant});
    (void)try(choice, (struct fc_arima_candidate){
                          .orders = {most[0] > 0, 0, most[2] > 0, 0},
                          .constant = constant});
    (void)try(choice, (struct fc_arima_candidate){
                          .orders = {0, most[1] > 0, 0, most[3] > 0},
                          .constant = constant});
    /* If this is the best, its neighbours are tried with a constant all the
     * same, as in R: a walk without drift is left only for good reason. */
    if (choice->may_constant) {
        (void)try(choice, (struct fc_arima_candidate){.constant = false});
    }
}

/* One step from the best model; true if it led to a better one. */
static bool move(struct choice *choice, const int step[4])
{
    struct fc_arima_candidate model = choice->best;

    model.constant = choice->constant;
    for (size_t i = 0; i < 4; i++) {
        if ((step[i] < 0 && model.orders[i] == 0)
            || (step[i] > 0 && model.orders[i] >= choice->most[i])) {
            return false;
        }
        model.orders[i] = (size_t)((long)model.orders[i] + step[i]);
    }
    return try(choice, model);
}

static bool improve(struct choice *choice)
{
    static const int steps[][4] = {
        {0, 0, -1, 0},  {0, 0, 0, -1}, {0, 0, 1, 0},  {0, 0, 0, 1},
        {0, 0, -1, -1}, {0, 0, -1, 1}, {0, 0, 1, -1}, {0, 0, 1, 1},
        {-1, 0, 0, 0},  {0, -1, 0, 0}, {1, 0, 0, 0},  {0, 1, 0, 0},
        {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0}};
    struct fc_arima_candidate other;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (move(choice, steps[i])) {
            return true;
        }
    }
    other = choice->best;
    other.constant = !choice->constant;
    if (!choice->may_constant || !try(choice, other)) {
        return false;
    }
    choice->constant = other.constant;
    return true;
}

static void search_stepwise(struct choice *choice)
{
    try_first_models(choice);
    while (improve(choice)) {
    }
}

/* All orders that add up to at most five. The best of the models of each
 * number of AR terms is where the next ones start. */
static void search_all(struct choice *choice)
{
    const size_t *most = choice->most;
    struct fc_arima_candidate model = {.constant = choice->constant};
    size_t total = (most[0] + 1) * (most[1] + 1) * (most[2] + 1) * (most[3] + 1)
                   * (choice->may_constant ? 2 : 1);

    (void)try(choice, model);
    for (size_t i = 0; i < total; i++) {
        size_t rest = i;
        size_t sum = 0;

        for (size_t k = 0; k < 4; k++) {
            model.orders[k] = rest % (most[k] + 1);
            rest /= most[k] + 1;
            sum += model.orders[k];
        }
        model.constant = rest > 0 ? !choice->constant : choice->constant;
        if (sum <= MOST_TOGETHER) {
            choice->count = 1; /* none is met twice */
            (void)try(choice, model);
        }
    }
}

/* After a search by conditional sums of squares: the best that likelihood does
 * not refuse. */
static void estimate_best(struct choice *choice)
{
    choice->judge.approximate = false;
    for (size_t k = 0; k < choice->count; k++) {
        size_t best = k;
        struct fc_arima_candidate model;

        for (size_t i = k + 1; i < choice->count; i++) {
            if (choice->tried[i].criterion < choice->tried[best].criterion) {
                best = i;
            }
        }
        model = choice->tried[best];
        choice->tried[best] = choice->tried[k];
        choice->best = model;
        fc_arima_candidate_estimate(&model, &choice->judge, &choice->best);
        if (isfinite(model.criterion)) {
            choice->best = model;
            return;
        }
    }
}

/* Nothing is left to model: the constant or nothing. */
static bool is_spent(const struct fc_arima_data *data)
{
    double low = (double)INFINITY;
    double high = -(double)INFINITY;
    double scale = 0.0;

    for (size_t t = 0; t < data->rows; t++) {
        if (!isnan(data->changes[t])) {
            low = fmin(low, data->changes[t]);
            high = fmax(high, data->changes[t]);
        }
    }
    for (size_t t = 0; t < data->n; t++) {
        if (!isnan(data->levels[t])) {
            scale = fmax(scale, fabs(data->levels[t] + data->centre));
        }
    }
    return !(high - low
             > equal_values * fmax(fabs(low), fabs(high)) + rounding * scale);
}

static void set_limits(struct choice *choice)
{
    const struct fc_arima_data *data = choice->judge.data;
    size_t m = data->m;
    size_t *most = choice->most;

    most[0] = smaller(FC_ARIMA_MOST_P, data->known / 3);
    most[1] = most[0];
    most[2] = m > 1 ? smaller(MOST_SEASONAL, data->known / 3 / m) : 0;
    most[3] = most[2];
    if (most[2] > 0) {
        most[0] = smaller(most[0], m - 1);
        most[1] = smaller(most[1], m - 1);
    }
}

static void settle(struct choice *choice,
                   const struct fc_model_options *options)
{
    const struct fc_arima_data *data = choice->judge.data;
    bool possible = data->d + data->seasonal_d <= 1;

    choice->constant = possible && !options->noconstant;
    choice->may_constant = choice->constant && !options->constant;
    choice->judge.criterion = data->known <= 3 ? FC_CRITERION_AIC
                                               : options->criterion;
    choice->judge.approximate = data->n > LONG_SERIES || data->m > LONG_SEASON;
    set_limits(choice);
}

static fc_status search(struct choice *choice, bool full, fc_error *err)
{
    const struct fc_arma_orders largest = {.p = choice->most[0],
                                           .q = choice->most[1],
                                           .seasonal_p = choice->most[2],
                                           .seasonal_q = choice->most[3],
                                           .m = choice->judge.data->m};
    fc_status status = fc_arima_judge_init(&choice->judge, &largest, err);

    if (status != FC_OK) {
        return status;
    }
    if (full) {
        search_all(choice);
    } else {
        search_stepwise(choice);
    }
    if (choice->judge.approximate) {
        estimate_best(choice);
    }
    if (!isfinite(choice->best.criterion)) {
        choice->best = (struct fc_arima_candidate){
            .constant = choice->constant};
    }
    if (choice->judge.status != FC_OK) {
        return FC_FAIL(err, choice->judge.status, "out of memory for a fit");
    }
    return FC_OK;
}

fc_status fc_arima_choose(struct fc_arima_orders *out, double *parameters,
                          struct fc_arima_data *data,
                          const struct fc_model_options *options, fc_error *err)
{
    struct choice *choice = fc_calloc(1, sizeof *choice);
    fc_status status = FC_OK;

    *out = (struct fc_arima_orders){.arma = {.m = data->m}};
    if (choice == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    choice->judge.data = data;
    status = fc_arima_choose_differences(out, data, err);
    if (status == FC_OK) {
        (void)fc_arima_data_difference(data, out->d, out->seasonal_d);
        settle(choice, options);
        choice->best.constant = choice->constant;
        if (!is_spent(data)) {
            status = search(choice, options->full, err);
        }
    }
    if (status == FC_OK) {
        *out = fc_arima_candidate_orders(&choice->judge, &choice->best);
        memcpy(parameters, choice->best.parameters,
               sizeof choice->best.parameters);
    }
    fc_arima_judge_release(&choice->judge);
    free(choice);
    return status;
}
