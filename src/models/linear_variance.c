/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/linear_variance.h"

#include <stdlib.h>

#include "base/memory.h"

fc_status fc_linear_variance_init(struct fc_linear_variance *out,
                                  const struct fc_linear *model, size_t steps,
                                  fc_error *err)
{
    *out = (struct fc_linear_variance){
        .steps = steps,
        .v = fc_calloc(steps, sizeof(double)),
        .psi = fc_calloc(2 * steps, sizeof(double)),
        .dz = fc_calloc(steps * model->p, sizeof(double)),
        .dw = fc_calloc(steps * model->p, sizeof(double)),
    };
    if (out->v == NULL || out->psi == NULL || out->dz == NULL
        || out->dw == NULL) {
        fc_linear_variance_release(out);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    return FC_OK;
}

void fc_linear_variance_release(struct fc_linear_variance *variance)
{
    free(variance->v);
    free(variance->psi);
    free(variance->dz);
    free(variance->dw);
    *variance = (struct fc_linear_variance){0};
}

/* v(h) = sigma^2 (psi(0)^2 + ... + psi(h-1)^2) */
static void add_errors(struct fc_linear_variance *variance,
                       const struct fc_linear *model)
{
    double *psi_z = variance->psi;
    double *psi_w = variance->psi + variance->steps;
    double sum = 0.0;

    for (size_t h = 0; h < variance->steps; h++) {
        double response = h == 0 ? 1.0 : 0.0;

        for (size_t j = 0; j < model->p; j++) {
            const struct fc_linear_term *term = &model->terms[j];

            if (term->kind == FC_LINEAR_OWN_LAG && term->lag <= h) {
                response += model->b[j] * psi_z[h - term->lag];
            }
        }
        psi_z[h] = response;
        psi_w[h] = response;
        if (model->differenced && h >= model->season) {
            psi_w[h] += psi_w[h - model->season];
        }
        sum += psi_w[h] * psi_w[h];
        variance->v[h] = model->sigma * model->sigma * sum;
    }
}

/* Derivatives of z(h) and w(h) by the coefficients. */
static void differentiate(struct fc_linear_variance *variance,
                          const struct fc_linear *model,
                          const struct fc_linear_path *path, const double *rows,
                          size_t h)
{
    size_t p = model->p;
    double *dz = variance->dz + h * p;
    double *dw = variance->dw + h * p;

    for (size_t k = 0; k < p; k++) {
        dz[k] = fc_linear_path_term(path, model, &model->terms[k], h,
                                    rows[h * p + k]);
    }
    for (size_t j = 0; j < p; j++) {
        const struct fc_linear_term *term = &model->terms[j];

        if (term->kind == FC_LINEAR_OWN_LAG && term->lag <= h) {
            const double *earlier = variance->dz + (h - term->lag) * p;

            for (size_t k = 0; k < p; k++) {
                dz[k] += model->b[j] * earlier[k];
            }
        }
    }
    for (size_t k = 0; k < p; k++) {
        dw[k] = dz[k];
        if (model->differenced && h >= model->season) {
            dw[k] += variance->dw[(h - model->season) * p + k];
        }
    }
}

/* v(h) += g' V g = |L' g|^2 with V = L L' */
static void add_coefficients(struct fc_linear_variance *variance,
                             const struct fc_linear *model, size_t h)
{
    size_t p = model->p;
    const double *g = variance->dw + h * p;

    for (size_t k = 0; k < p; k++) {
        double sum = 0.0;

        for (size_t j = k; j < p; j++) {
            sum += model->factor[j * p + k] * g[j];
        }
        variance->v[h] += sum * sum;
    }
}

void fc_linear_variance_run(struct fc_linear_variance *variance,
                            const struct fc_linear *model,
                            const struct fc_linear_path *path,
                            const double *rows)
{
    add_errors(variance, model);
    for (size_t h = 0; model->estimated && h < variance->steps; h++) {
        differentiate(variance, model, path, rows, h);
        add_coefficients(variance, model, h);
    }
}
