/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/memory.h"
#include "models/linear.h"
#include "stats/autoregression.h"

/* Largest radius of estimated own lags. A shock of 0.99 a period still has two
 * thirds of its size after ten years of quarters. */
static const double largest_radius = 0.99;

bool fc_linear_pull(const struct fc_linear *model, double *b)
{
    double phi[FC_AR_ORDER_MAX] = {0.0};
    double constant = model->mean_z;

    for (size_t j = 0; j < model->p; j++) {
        if (model->terms[j].kind == FC_LINEAR_OWN_LAG) {
            phi[model->terms[j].lag - 1] = b[j];
        }
    }
    if (!fc_ar_pull(phi, model->order, largest_radius)) {
        return false;
    }
    for (size_t j = 0; j < model->p; j++) {
        if (model->terms[j].kind == FC_LINEAR_OWN_LAG) {
            b[j] = phi[model->terms[j].lag - 1];
        }
        if (model->terms[j].kind != FC_LINEAR_CONSTANT) {
            constant -= b[j] * model->means[j];
        }
    }
    for (size_t j = 0; j < model->p; j++) {
        if (model->terms[j].kind == FC_LINEAR_CONSTANT) {
            b[j] = constant;
        }
    }
    return true;
}

fc_status fc_linear_path_init(struct fc_linear_path *path,
                              const struct fc_linear *model, size_t steps,
                              fc_error *err)
{
    size_t history = model->differenced ? model->season : 0;

    *path = (struct fc_linear_path){
        .z = fc_calloc(model->order + steps, sizeof(double)),
        .w = fc_calloc(history + steps, sizeof(double)),
        .history = history,
    };
    if (path->z == NULL || path->w == NULL) {
        fc_linear_path_release(path);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    for (size_t i = 0; i < model->order; i++) {
        path->z[i] = model->z[model->length - model->order + i];
    }
    for (size_t i = 0; i < history; i++) {
        path->w[i] = model->w[model->length - history + i];
    }
    return FC_OK;
}

void fc_linear_path_release(struct fc_linear_path *path)
{
    free(path->z);
    free(path->w);
    *path = (struct fc_linear_path){0};
}

double fc_linear_path_term(const struct fc_linear_path *path,
                           const struct fc_linear *model,
                           const struct fc_linear_term *term, size_t h,
                           double row_value)
{
    if (term->kind == FC_LINEAR_OWN_LAG) {
        return path->z[model->order + h - term->lag];
    }
    return row_value;
}

void fc_linear_path_run(struct fc_linear_path *path,
                        const struct fc_linear *model, const double *b,
                        const double *rows, const double *errors, size_t steps)
{
    for (size_t h = 0; h < steps; h++) {
        const double *row = rows + h * model->p;
        double z = errors != NULL ? errors[h] : 0.0;

        for (size_t j = 0; j < model->p; j++) {
            z += b[j]
                 * fc_linear_path_term(path, model, &model->terms[j], h,
                                       row[j]);
        }
        path->z[model->order + h] = z;
        path->w[path->history + h] = z + (path->history > 0 ? path->w[h] : 0.0);
    }
}
