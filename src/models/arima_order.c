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
 * Better is a smaller AICc (or AIC, BIC). Long series (more than 400 values; R:
 * 150) and those of a season longer than 12 are searched with conditional sums
 * of squares, and what wins is estimated by likelihood. A model is refused if a
 * root of its polynomials is within 1 % of the unit circle, if its conditional
 * estimate explodes, or if it has so many coefficients that AICc is not
 * defined.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "forecast/unit_root.h"

#include "base/memory.h"
#include "models/arima.h"

enum {
    MOST_MODELS = 94,
    MOST_P = 5,
    MOST_SEASONAL = 2,
    MOST_TOGETHER = 5, /* of a full search */
    LONG_SERIES = 400,
    LONG_SEASON = 12,
    FEW_VALUES = 10,
};

static const double nearest_root = 1.01;

/* Values that differ by less are equal: relative to themselves (as R's
 * all.equal()), and to what they are differences of. */
static const double equal_values = 1.5e-8;
static const double rounding = 1e-12;

/* Of a conditional search: AICc differences below are none. */
static const double search_tolerance = 1e-4;

/* A model that was tried. */
struct candidate {
    size_t orders[4]; /* p, q, P, Q */
    bool constant;
    double criterion; /* infinity: refused */
    double parameters[FC_ARIMA_PARAMETERS_MAX];
};

struct choice {
    struct fc_arima_data *data;
    struct fc_arima_work work;
    size_t most[4];
    bool may_constant; /* a constant may be there, or not */
    bool constant;     /* of the models to try */
    enum fc_option_criterion criterion;
    bool approximate;
    size_t count;
    struct candidate tried[MOST_MODELS];
    struct candidate best;
    fc_status status; /* what ends the search */
    double *room;     /* of polynomials, twice their degree */
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct fc_arima_orders orders_of(const struct choice *choice,
                                        const struct candidate *model)
{
    return (struct fc_arima_orders){
        .arma = {.p = model->orders[0],
                 .q = model->orders[1],
                 .seasonal_p = model->orders[2],
                 .seasonal_q = model->orders[3],
                 .m = choice->data->m},
        .d = choice->data->d,
        .seasonal_d = choice->data->seasonal_d,
        .constant = model->constant,
    };
}

/* Parameters of @p from that @p model has, too. */
static void carry(struct fc_arima_value *out, const struct candidate *model,
                  const struct candidate *from)
{
    size_t to = 0;
    size_t at = 0;

    *out = (struct fc_arima_value){0};
    for (size_t block = 0; block < 4; block++) {
        for (size_t i = 0;
             i < smaller(model->orders[block], from->orders[block]); i++) {
            out->parameters[to + i] = from->parameters[at + i];
        }
        to += model->orders[block];
        at += from->orders[block];
    }
}

/* Roots that are inside the circle count as their mirror images do. */
static bool invertible(struct choice *choice, const double *c, size_t degree,
                       size_t power)
{
    double modulus = pow(nearest_root, (double)power);
    double mirrored[MOST_P + 1];

    for (int side = 0; side < 2; side++) {
        memcpy(mirrored, c, degree * sizeof(double));
        if (side > 0 && choice->status == FC_OK) {
            choice->status = fc_arma_reflect(mirrored, degree, NULL);
        }
        for (size_t i = 0; i < degree; i++) {
            mirrored[i] = -mirrored[i];
        }
        if (fc_arma_roots_outside(mirrored, degree, modulus, choice->room)) {
            return true;
        }
    }
    return false;
}

static bool roots_are_far(struct choice *choice, const struct candidate *model,
                          const double *parameters)
{
    size_t m = choice->data->m;
    const double *ma = parameters + model->orders[0];
    const double *sar = ma + model->orders[1];
    const double *sma = sar + model->orders[2];
    double seasonal = pow(nearest_root, (double)m);

    return fc_arma_roots_outside(parameters, model->orders[0], nearest_root,
                                 choice->room)
           && fc_arma_roots_outside(sar, model->orders[2], seasonal,
                                    choice->room)
           && invertible(choice, ma, model->orders[1], 1)
           && invertible(choice, sma, model->orders[3], m);
}

static double criterion_of(const struct choice *choice, double deviance,
                           double parameters)
{
    const struct fc_arima_data *data = choice->data;
    double used = (double)(data->known - data->d - data->seasonal_d * data->m);
    double aic = deviance + 2.0 * parameters;

    if (choice->criterion == FC_CRITERION_BIC) {
        return aic + parameters * (log(used) - 2.0);
    }
    if (choice->criterion == FC_CRITERION_AIC) {
        return aic;
    }
    if (!(used > parameters + 1.0)) {
        return (double)INFINITY;
    }
    return aic
           + 2.0 * parameters * (parameters + 1.0) / (used - parameters - 1.0);
}

/* Estimate a model and fill its criterion. */
static void estimate(struct choice *choice, struct candidate *model)
{
    struct fc_arima_data *data = choice->data;
    struct fc_arima_orders orders = orders_of(choice, model);
    struct fc_arima_value value;
    double used = (double)(data->known - data->d - data->seasonal_d * data->m);
    double coefficients = (double)(fc_arma_parameter_count(&orders.arma)
                                   + fc_arima_columns(data, model->constant)
                                   - 1);
    double deviance = 0.0;
    bool found = false;

    model->criterion = (double)INFINITY;
    if (!(used > coefficients + 1.0)) {
        return;
    }
    carry(&value, model, &choice->best);
    if (choice->approximate) {
        found = fc_arima_search(&value, &choice->work, &orders,
                                FC_ARIMA_CONDITIONAL, search_tolerance);
        deviance = used * value.objective;
    } else {
        found = fc_arima_estimate(&value, &choice->work, &orders, true);
        deviance = -2.0 * fc_arima_log_likelihood(&value, used);
    }
    memcpy(model->parameters, value.parameters, sizeof model->parameters);
    if (found && roots_are_far(choice, model, value.parameters)) {
        model->criterion = criterion_of(choice, deviance, coefficients + 1.0);
    }
}

static bool same(const struct candidate *a, const struct candidate *b)
{
    return memcmp(a->orders, b->orders, sizeof a->orders) == 0
           && a->constant == b->constant;
}

/* Try a model; true if it is the best so far. */
static bool try(struct choice *choice, struct candidate model)
{
    if (choice->count == MOST_MODELS || choice->status != FC_OK) {
        return false;
    }
    for (size_t i = 0; i < choice->count; i++) {
        if (same(&choice->tried[i], &model)) {
            return false;
        }
    }
    estimate(choice, &model);
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
    bool few = choice->data->n < FEW_VALUES;
    size_t start = few ? 1 : 2;
    bool constant = choice->constant;
    const size_t seasonal = few ? 0 : 1;

    (void)try(choice, (struct candidate){.orders = {smaller(start, most[0]),
                                                    smaller(start, most[1]),
                                                    smaller(seasonal, most[2]),
                                                    smaller(seasonal, most[3])},
                                         .constant = constant});
    (void)try(choice, (struct candidate){.constant = constant});
    (void)try(choice,
              (struct candidate){.orders = {most[0] > 0, 0, most[2] > 0, 0},
                                 .constant = constant});
    (void)try(choice,
              (struct candidate){.orders = {0, most[1] > 0, 0, most[3] > 0},
                                 .constant = constant});
    /* If this is the best, its neighbours are tried with a constant all the
     * same, as in R: a walk without drift is left only for good reason. */
    if (choice->may_constant) {
        (void)try(choice, (struct candidate){.constant = false});
    }
}

/* One step from the best model; true if it led to a better one. */
static bool move(struct choice *choice, const int step[4])
{
    struct candidate model = choice->best;

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
    struct candidate other;

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
    struct candidate model = {.constant = choice->constant};
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
    choice->approximate = false;
    for (size_t k = 0; k < choice->count; k++) {
        size_t best = k;
        struct candidate model;

        for (size_t i = k + 1; i < choice->count; i++) {
            if (choice->tried[i].criterion < choice->tried[best].criterion) {
                best = i;
            }
        }
        model = choice->tried[best];
        choice->tried[best] = choice->tried[k];
        choice->best = model;
        estimate(choice, &model);
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
    const struct fc_arima_data *data = choice->data;
    size_t m = data->m;
    size_t *most = choice->most;

    most[0] = smaller(MOST_P, data->known / 3);
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
    const struct fc_arima_data *data = choice->data;
    bool possible = data->d + data->seasonal_d <= 1;

    choice->constant = possible && !options->noconstant;
    choice->may_constant = choice->constant && !options->constant;
    choice->criterion = data->known <= 3 ? FC_CRITERION_AIC
                                         : options->criterion;
    choice->approximate = data->n > LONG_SERIES || data->m > LONG_SEASON;
    set_limits(choice);
}

static fc_status search(struct choice *choice, bool full, fc_error *err)
{
    const struct fc_arma_orders largest = {.p = choice->most[0],
                                           .q = choice->most[1],
                                           .seasonal_p = choice->most[2],
                                           .seasonal_q = choice->most[3],
                                           .m = choice->data->m};
    fc_status status = fc_arima_work_init(&choice->work, choice->data, &largest,
                                          err);

    if (status != FC_OK) {
        return status;
    }
    choice->room = fc_calloc(2 * (MOST_P + 1), sizeof(double));
    if (choice->room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (full) {
        search_all(choice);
    } else {
        search_stepwise(choice);
    }
    if (choice->approximate) {
        estimate_best(choice);
    }
    if (!isfinite(choice->best.criterion)) {
        choice->best = (struct candidate){.constant = choice->constant};
    }
    if (choice->status != FC_OK) {
        return FC_FAIL(err, choice->status, "out of memory for a fit");
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
    choice->data = data;
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
        *out = orders_of(choice, &choice->best);
        memcpy(parameters, choice->best.parameters,
               sizeof choice->best.parameters);
    }
    fc_arima_work_release(&choice->work);
    free(choice->room);
    free(choice);
    return status;
}
