/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The models of a cross-validation against the best of them, at the origins
 * that they have in common.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "select/cross_validation.h"
#include "select/losses.h"

enum { ALL_STEPS = 0 };

/* Losses of all models at all origins. */
struct contest {
    const fc_cross_validation *validation;
    size_t models;
    bool logs;
    double *loss;     /* owned: models x origins; not finite: none */
    double *p_values; /* owned: models */
    double *adjusted; /* owned: models */
    bool *common;     /* owned: origins */
};

static fc_status contest_init(struct contest *self,
                              const fc_cross_validation *validation,
                              fc_error *err)
{
    size_t models = fc_cross_validation_model_count(validation);
    size_t origins = validation->origins;

    *self = (struct contest){
        .validation = validation,
        .models = models,
        .logs = fc_losses_logs(validation->backtest,
                               validation->backtest->y.length),
        .loss = fc_calloc(models * origins, sizeof(double)),
        .p_values = fc_calloc(models, sizeof(double)),
        .adjusted = fc_calloc(models, sizeof(double)),
        .common = fc_calloc(origins, sizeof(bool))};
    if (self->loss == NULL || self->p_values == NULL || self->adjusted == NULL
        || self->common == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory to compare %zu models", models);
    }
    return FC_OK;
}

static void contest_release(struct contest *self)
{
    free(self->loss);
    free(self->p_values);
    free(self->adjusted);
    free(self->common);
}

static double *losses_of(const struct contest *self, size_t model)
{
    return &self->loss[model * self->validation->origins];
}

/* At one step (from 1), or over all of them. */
static void fill_losses(struct contest *self, size_t step)
{
    const fc_cross_validation *validation = self->validation;
    const fc_backtest *backtest = validation->backtest;
    const struct fc_losses_request request = {
        .now = backtest->y.length, .logs = self->logs, .step = step};

    for (size_t model = 0; model < self->models; model++) {
        for (size_t i = 0; i < validation->origins; i++) {
            size_t spec = fc_cross_validation_spec_of(validation, model, i);

            losses_of(self, model)[i] = spec < backtest->spec_count
                                            ? fc_losses_at(
                                                backtest, spec,
                                                validation->origin[i], &request)
                                            : (double)NAN;
        }
    }
}

static size_t count_losses(const struct contest *self, size_t model)
{
    size_t count = 0;

    for (size_t i = 0; i < self->validation->origins; i++) {
        count += isfinite(losses_of(self, model)[i]) != 0;
    }
    return count;
}

/* One that can seldom be fitted must not take the origins from the others. */
static void admit(fc_model_rank *models, const struct contest *self)
{
    size_t most = 0;

    for (size_t model = 0; model < self->models; model++) {
        size_t count = count_losses(self, model);

        most = count > most ? count : most;
    }
    for (size_t model = 0; model < self->models; model++) {
        size_t count = count_losses(self, model);

        models[model] = (fc_model_rank){.compared = count > 0
                                                    && 2 * count >= most,
                                        .loss = (double)NAN,
                                        .p_adjusted = (double)NAN};
    }
}

/* The origins at which all that are compared have a loss; how many. */
static size_t find_common(struct contest *self, const fc_model_rank *models)
{
    size_t count = 0;

    for (size_t i = 0; i < self->validation->origins; i++) {
        self->common[i] = true;
        for (size_t model = 0; model < self->models; model++) {
            if (models[model].compared
                && !isfinite(losses_of(self, model)[i])) {
                self->common[i] = false;
            }
        }
        count += self->common[i];
    }
    return count;
}

/* Put the losses at the common origins in front, and their mean into rank. */
static void keep_common(fc_model_rank *models, struct contest *self, size_t n)
{
    for (size_t model = 0; model < self->models; model++) {
        double *loss = losses_of(self, model);
        double sum = 0.0;
        size_t kept = 0;

        if (!models[model].compared) {
            continue;
        }
        for (size_t i = 0; i < self->validation->origins; i++) {
            if (self->common[i]) {
                loss[kept++] = loss[i];
                sum += loss[i];
            }
        }
        models[model].loss = sum / (double)n;
    }
}

static bool comes_before(const struct contest *self, size_t a, size_t b)
{
    char one[FC_MODEL_SPEC_SIZE];
    char other[FC_MODEL_SPEC_SIZE];

    fc_cross_validation_model_name(one, self->validation, a);
    fc_cross_validation_model_name(other, self->validation, b);
    return strcmp(one, other) < 0;
}

static size_t find_best(const fc_model_rank *models, const struct contest *self)
{
    size_t best = self->models;

    for (size_t i = 0; i < self->models; i++) {
        if (models[i].compared
            && (best == self->models || models[i].loss < models[best].loss
                || (models[i].loss == models[best].loss
                    && comes_before(self, i, best)))) {
            best = i;
        }
    }
    return best;
}

/* Errors of forecasts of so many steps, made a stride apart, overlap with those
 * of so many origins, itself among them. */
static size_t overlap(const fc_cross_validation *validation, size_t step)
{
    size_t steps = step == ALL_STEPS ? validation->backtest->horizon : step;

    return (steps + validation->stride - 1) / validation->stride;
}

static fc_status test_all(fc_model_rank *models, struct contest *self,
                          const fc_ranking *ranking, size_t step, fc_error *err)
{
    size_t horizon = overlap(self->validation, step);

    for (size_t i = 0; i < self->models; i++) {
        fc_error why = {.status = FC_OK};
        fc_status status = FC_ERR_TOO_SHORT;

        if (models[i].compared && i != ranking->best) {
            status = fc_dm_test_compute(&models[i].test, losses_of(self, i),
                                        losses_of(self, ranking->best),
                                        ranking->origins, horizon, &why);
        }
        if (status != FC_OK && status != FC_ERR_TOO_SHORT) {
            return FC_FAIL(err, status, "%s", why.message);
        }
        self->p_values[i] = status == FC_OK ? models[i].test.p_value
                                            : (double)NAN;
    }
    fc_holm_adjust(self->adjusted, self->p_values, self->models);
    for (size_t i = 0; i < self->models; i++) {
        models[i].p_adjusted = self->adjusted[i];
    }
    return FC_OK;
}

static fc_status rank(fc_ranking *out, fc_model_rank *models,
                      struct contest *self, fc_error *err)
{
    fill_losses(self, ALL_STEPS);
    admit(models, self);
    out->logs = self->logs;
    out->origins = find_common(self, models);
    if (out->origins == 0) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "no origin is common to the models");
    }
    keep_common(models, self, out->origins);
    out->best = find_best(models, self);
    return FC_OK;
}

fc_status fc_cross_validation_compare(fc_ranking *out, fc_model_rank *models,
                                      const fc_cross_validation *validation,
                                      size_t step, fc_error *err)
{
    struct contest contest = {.validation = NULL};
    fc_ranking ranking = {.origins = 0};
    fc_status status = FC_OK;

    if (step > validation->backtest->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "step %zu is not among the %zu that were forecast", step,
                       validation->backtest->horizon);
    }
    status = contest_init(&contest, validation, err);
    if (status == FC_OK) {
        status = rank(&ranking, models, &contest, err);
    }
    if (status == FC_OK && step != ALL_STEPS) {
        fill_losses(&contest, step);
        keep_common(models, &contest, ranking.origins);
    }
    if (status == FC_OK) {
        status = test_all(models, &contest, &ranking, step, err);
    }
    contest_release(&contest);
    if (status == FC_OK) {
        *out = ranking;
    }
    return status;
}
