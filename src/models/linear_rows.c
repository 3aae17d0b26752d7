/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/linear_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* v(t - lag), differenced if the model is; NaN outside @p levels. */
static double lagged(const struct fc_linear *model, const double *levels,
                     size_t length, size_t t, size_t lag)
{
    size_t back = lag + (model->differenced ? model->season : 0);

    if (t < back || t - lag >= length) {
        return fc_missing();
    }
    return levels[t - lag] - (model->differenced ? levels[t - back] : 0.0);
}

/* Terms that do not depend on the data. */
static double calendar_value(const struct fc_linear *model,
                             const struct fc_linear_term *term, size_t t)
{
    if (term->kind == FC_LINEAR_CONSTANT) {
        return 1.0;
    }
    if (term->kind == FC_LINEAR_TREND) {
        return (double)(t + 1);
    }
    return (model->first_phase + t) % model->season + 1 == term->lag ? 1.0
                                                                     : 0.0;
}

double fc_linear_sample_value(const struct fc_linear *model,
                              const struct fc_linear_term *term, size_t t)
{
    const struct fc_linear_regressor *regressor = NULL;

    if (term->kind == FC_LINEAR_OWN_LAG) {
        return t >= term->lag ? model->z[t - term->lag] : fc_missing();
    }
    if (term->kind == FC_LINEAR_REGRESSOR) {
        regressor = &model->regressors[term->regressor];
        return lagged(model, regressor->levels, regressor->length, t,
                      term->lag);
    }
    return calendar_value(model, term, t);
}

static const fc_paths *find_paths(const fc_future *future, const char *name)
{
    for (size_t i = 0; future != NULL && i < future->count; i++) {
        if (strcmp(future->names[i], name) == 0) {
            return future->paths[i];
        }
    }
    return NULL;
}

/* Steps of the future at which the terms read regressor @p r. */
static size_t steps_read(const struct fc_linear *model, size_t r, size_t steps)
{
    size_t read = 0;

    for (size_t j = 0; j < model->p; j++) {
        const struct fc_linear_term *term = &model->terms[j];

        if (term->kind == FC_LINEAR_REGRESSOR && term->regressor == r
            && term->lag < steps && steps - term->lag > read) {
            read = steps - term->lag;
        }
    }
    return read;
}

static fc_status init_regressor(struct fc_linear_rows *rows, size_t r,
                                const fc_future *future, fc_error *err)
{
    const struct fc_linear *model = rows->model;
    const struct fc_linear_regressor *regressor = &model->regressors[r];
    size_t read = steps_read(model, r, rows->steps);
    double *levels = fc_calloc(model->length + rows->steps, sizeof(double));

    rows->levels[r] = levels;
    if (levels == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    for (size_t t = 0; t < model->length + rows->steps; t++) {
        levels[t] = t < regressor->length ? regressor->levels[t] : fc_missing();
    }
    for (size_t h = 0; h < read; h++) {
        if (!isnan(levels[model->length + h])) {
            continue;
        }
        rows->paths[r] = find_paths(future, regressor->name);
        if (rows->paths[r] == NULL || rows->paths[r]->steps <= h) {
            return FC_FAIL(err, FC_ERR_NOT_FOUND,
                           "the future of regressor '%s' is not known at step "
                           "%zu",
                           regressor->name, h + 1);
        }
    }
    if (rows->paths[r] != NULL && rows->paths[r]->draws > rows->draws) {
        rows->draws = rows->paths[r]->draws;
    }
    return FC_OK;
}

fc_status fc_linear_rows_init(struct fc_linear_rows *out,
                              const struct fc_linear *model, size_t steps,
                              const fc_future *future, fc_error *err)
{
    size_t count = model->regressor_count;
    fc_status status = FC_OK;

    *out = (struct fc_linear_rows){
        .model = model,
        .steps = steps,
        .draws = 1,
        .values = fc_calloc(steps * (model->p > 0 ? model->p : 1),
                            sizeof(double)),
        .levels = fc_calloc(count, sizeof(double *)),
        .paths = fc_calloc(count, sizeof(fc_paths *)),
    };
    if (out->values == NULL || out->levels == NULL || out->paths == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    for (size_t r = 0; status == FC_OK && r < count; r++) {
        status = init_regressor(out, r, future, err);
    }
    if (status != FC_OK) {
        fc_linear_rows_release(out);
    }
    return status;
}

void fc_linear_rows_release(struct fc_linear_rows *rows)
{
    for (size_t r = 0; rows->levels != NULL && r < rows->model->regressor_count;
         r++) {
        free(rows->levels[r]);
    }
    free(rows->values);
    free(rows->levels);
    free(rows->paths);
    *rows = (struct fc_linear_rows){0};
}

/* Put one draw of the future of regressor @p r behind its sample. What the
 * span itself holds wins. */
static fc_status fill_levels(struct fc_linear_rows *rows, size_t r, size_t draw,
                             fc_error *err)
{
    const struct fc_linear_regressor *regressor = &rows->model->regressors[r];
    const fc_paths *paths = rows->paths[r];
    double *levels = rows->levels[r] + rows->model->length;
    const double *path = NULL;

    if (paths == NULL) {
        return FC_OK;
    }
    path = paths->values + draw % paths->draws * paths->steps;
    for (size_t h = 0; h < rows->steps && h < paths->steps; h++) {
        size_t t = rows->model->length + h;

        if (t < regressor->length && !isnan(regressor->levels[t])) {
            continue;
        }
        if (!isfinite(path[h]) || (regressor->logged && !(path[h] > 0.0))) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "the future of regressor '%s' is %g at step %zu; "
                           "the model works on its logarithm",
                           regressor->name, path[h], h + 1);
        }
        levels[h] = regressor->logged ? log(path[h]) : path[h];
    }
    return FC_OK;
}

static fc_status fill_regressor_term(struct fc_linear_rows *rows, size_t j,
                                     fc_error *err)
{
    const struct fc_linear *model = rows->model;
    const struct fc_linear_term *term = &model->terms[j];

    for (size_t h = 0; h < rows->steps; h++) {
        double value = lagged(model, rows->levels[term->regressor],
                              model->length + rows->steps, model->length + h,
                              term->lag);

        if (isnan(value)) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "regressor '%s' is missing where the forecast of "
                           "step %zu needs it",
                           model->regressors[term->regressor].name, h + 1);
        }
        rows->values[h * model->p + j] = value;
    }
    return FC_OK;
}

fc_status fc_linear_rows_fill(struct fc_linear_rows *rows, size_t draw,
                              fc_error *err)
{
    const struct fc_linear *model = rows->model;
    fc_status status = FC_OK;

    for (size_t r = 0; status == FC_OK && r < model->regressor_count; r++) {
        status = fill_levels(rows, r, draw, err);
    }
    for (size_t j = 0; status == FC_OK && j < model->p; j++) {
        const struct fc_linear_term *term = &model->terms[j];

        if (term->kind == FC_LINEAR_REGRESSOR) {
            status = fill_regressor_term(rows, j, err);
        } else if (term->kind != FC_LINEAR_OWN_LAG) {
            for (size_t h = 0; h < rows->steps; h++) {
                rows->values[h * model->p + j] = calendar_value(
                    model, term, model->length + h);
            }
        }
    }
    return status;
}
