/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/linear.h"
#include "stats/transform.h"

size_t fc_linear_add_regressor_terms(struct fc_linear_term *terms,
                                     const struct fc_model_options *options)
{
    size_t count = 0;

    for (size_t r = 0; r < options->regressor_count; r++) {
        for (size_t lag = 0; lag <= FC_LAG_MAX; lag++) {
            if (fc_lag_set_has(options->regressors[r].lags, lag)) {
                terms[count++] = (struct fc_linear_term){
                    .kind = FC_LINEAR_REGRESSOR, .lag = lag, .regressor = r};
            }
        }
    }
    return count;
}

void fc_linear_free(void *state)
{
    struct fc_linear *model = state;

    if (model == NULL) {
        return;
    }
    for (size_t j = 0; model->names != NULL && j < model->p; j++) {
        free(model->names[j]);
    }
    for (size_t j = 0; model->words != NULL && j < model->p; j++) {
        free(model->words[j]);
    }
    for (size_t r = 0; r < model->regressor_count; r++) {
        free(model->regressors[r].name);
        free(model->regressors[r].levels);
    }
    free(model->w);
    free(model->z);
    free(model->terms);
    free(model->names);
    free(model->words);
    free(model->b);
    free(model->standard_errors);
    free(model->factor);
    free(model->means);
    free(model->errors);
    free(model->regressors);
    free(model);
}

static bool load_series(struct fc_linear *model, const fc_training *training,
                        bool scaled)
{
    fc_span y = training->y;
    int64_t m = (int64_t)training->season;
    int64_t phase = (y.start.index % m + m) % m;

    model->frequency = y.start.frequency;
    model->season = training->season;
    model->first_phase = (size_t)phase;
    model->length = y.length;
    model->logged = !scaled && fc_known_positive(y.values, y.length);
    model->w = fc_calloc(y.length, sizeof(double));
    model->z = fc_calloc(y.length, sizeof(double));
    if (model->w == NULL || model->z == NULL) {
        return false;
    }
    fc_log_values(model->w, y.values, y.length, model->logged);
    memcpy(model->z, model->w, y.length * sizeof(double));
    if (model->differenced) {
        fc_difference(model->z, model->w, y.length, model->season);
    }
    return true;
}

static bool load_regressor(struct fc_linear_regressor *out, const char *name,
                           const fc_training *training, bool plain)
{
    size_t i = 0;
    fc_span span;

    while (strcmp(training->regressors[i].name, name) != 0) {
        i++; /* the front has seen that it is there */
    }
    span = training->regressors[i].span;
    out->name = fc_text_copy(name);
    out->levels = fc_calloc(span.length, sizeof(double));
    if (out->name == NULL || out->levels == NULL) {
        return false;
    }
    out->logged = !plain && fc_known_positive(span.values, span.length);
    out->length = span.length;
    fc_log_values(out->levels, span.values, span.length, out->logged);
    return true;
}

static bool load_terms(struct fc_linear *model,
                       const struct fc_linear_plan *plan)
{
    size_t p = plan->count;

    model->terms = fc_calloc(p, sizeof *model->terms);
    model->names = fc_calloc(p, sizeof *model->names);
    model->words = fc_calloc(p, sizeof *model->words);
    model->b = fc_calloc(p, sizeof(double));
    model->standard_errors = fc_calloc(p, sizeof(double));
    model->factor = fc_calloc(p * p, sizeof(double));
    model->means = fc_calloc(p, sizeof(double));
    if (model->terms == NULL || model->names == NULL || model->words == NULL
        || model->b == NULL || model->standard_errors == NULL
        || model->factor == NULL || model->means == NULL) {
        return false;
    }
    model->p = p;
    for (size_t j = 0; j < p; j++) {
        char name[FC_LINEAR_NAME_SIZE] = "";

        model->terms[j] = plan->terms[j];
        fc_linear_term_name(name, model, &plan->terms[j]);
        model->names[j] = fc_text_copy(name);
        if (model->names[j] == NULL) {
            return false;
        }
        if (plan->terms[j].kind == FC_LINEAR_OWN_LAG
            && plan->terms[j].lag > model->order) {
            model->order = plan->terms[j].lag;
        }
    }
    return true;
}

static bool load_all(struct fc_linear *model, const struct fc_linear_plan *plan,
                     const struct fc_model_options *options,
                     const fc_training *training)
{
    model->differenced = plan->differenced;
    model->keeps_level = plan->keeps_level;
    model->estimated = plan->fixed == NULL && plan->count > 0;
    model->regressors = fc_calloc(options->regressor_count,
                                  sizeof *model->regressors);
    if (model->regressors == NULL
        || !load_series(model, training, options->scaled)) {
        return false;
    }
    for (size_t r = 0; r < options->regressor_count; r++) {
        model->regressor_count++;
        if (!load_regressor(&model->regressors[r], options->regressors[r].name,
                            training, plan->plain)) {
            return false;
        }
    }
    return load_terms(model, plan);
}

fc_status fc_linear_create(struct fc_linear **out,
                           const struct fc_linear_plan *plan,
                           const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    struct fc_linear *model = fc_calloc(1, sizeof *model);

    *out = NULL;
    if (model == NULL || !load_all(model, plan, options, training)) {
        fc_linear_free(model);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    *out = model;
    return FC_OK;
}
