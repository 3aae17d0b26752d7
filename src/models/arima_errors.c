/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard errors from the observed information: second derivatives of the
 * log-likelihood with the regression at its best, which is the part of the
 * inverse of the whole information that belongs to the parameters.
 */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/arima.h"

/* Of differences: balances rounding and higher derivatives. */
static const double hessian_step = 1e-4;

struct information {
    struct fc_arima_work *work;
    const struct fc_arima_orders *orders;
    size_t count;
    double products[FC_ARIMA_PARAMETERS_MAX * FC_ARIMA_PARAMETERS_MAX];
};

static bool evaluate(struct fc_arima_value *value, double *residual,
                     const struct information *info)
{
    return fc_arima_evaluate(value, residual, info->work, info->orders,
                             FC_ARIMA_EXACT);
}

/* Twice the negative log-likelihood at shifted parameters. */
static double deviance(const struct information *info,
                       const struct fc_arima_value *value, size_t i, double u,
                       size_t j, double v)
{
    struct fc_arima_value moved = *value;

    moved.parameters[i] += u;
    moved.parameters[j] += v;
    if (!evaluate(&moved, info->work->trial, info)) {
        return fc_missing();
    }
    return moved.objective * (double)moved.rows;
}

/* The observed information of the parameters, the rest at its best. */
static void inform(struct information *info, const struct fc_arima_value *value)
{
    const double h = hessian_step;
    size_t k = info->count;

    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j <= i; j++) {
            double second = deviance(info, value, i, h, j, h)
                            - deviance(info, value, i, h, j, -h)
                            - deviance(info, value, i, -h, j, h)
                            + deviance(info, value, i, -h, j, -h);

            info->products[i * k + j] = second / (8.0 * h * h);
            info->products[j * k + i] = info->products[i * k + j];
        }
    }
}

/* The inverse of the information; false if it is not positive definite: the
 * search has ended at a border. */
static bool covariance(double *out, struct information *info)
{
    size_t k = info->count;
    gsl_matrix_view inverse = gsl_matrix_view_array(out, k, k);

    memcpy(out, info->products, k * k * sizeof(double));
    for (size_t i = 0; i < k * k; i++) {
        if (!isfinite(out[i])) {
            return false;
        }
    }
    return k == 0
           || (gsl_linalg_cholesky_decomp1(&inverse.matrix) == GSL_SUCCESS
               && gsl_linalg_cholesky_invert(&inverse.matrix) == GSL_SUCCESS);
}

/* Variances of b for given parameters: the diagonal of (R'R)^-1 s^2. */
static void variances(double *out, const struct fc_arima_work *work,
                      size_t count, double s2, double *room)
{
    size_t width = work->data->columns;
    const double *triangle = work->triangle + width + 1;

    for (size_t l = 0; l < count; l++) {
        out[l] = 0.0;
        for (size_t i = l; i < count; i++) {
            room[i] = i == l ? 1.0 : 0.0;
            for (size_t j = l; j < i; j++) {
                room[i] -= triangle[j * width + i] * room[j];
            }
            room[i] /= triangle[i * width + i];
            out[l] += room[i] * room[i] * s2;
        }
    }
}

/* How b moves with parameter j; zero where it cannot be told. */
static void slope(double *out, const struct information *info,
                  const struct fc_arima_value *value, size_t j, size_t count)
{
    struct fc_arima_value moved = *value;
    double *trial = info->work->trial;

    for (int side = 0; side < 2; side++) {
        double sign = side == 0 ? 1.0 : -1.0;

        moved.parameters[j] = value->parameters[j] + sign * hessian_step;
        if (!evaluate(&moved, trial, info)) {
            memset(out, 0, count * sizeof(double));
            return;
        }
        for (size_t l = 0; l < count; l++) {
            out[l] = (side == 0 ? 0.0 : out[l])
                     + sign * info->work->b[l] / (2.0 * hessian_step);
        }
    }
}

/* The inverse of the whole information, in blocks: what is left of b given the
 * parameters, and what b moves with them. */
static void add_regression(double *out, const struct information *info,
                           const struct fc_arima_value *value,
                           const double *inverse, double *room)
{
    size_t k = info->count;
    size_t count = fc_arima_columns(info->work->data, info->orders->constant)
                   - 1;

    variances(out, info->work, count, value->squares / (double)value->rows,
              room);
    for (size_t j = 0; j < k; j++) {
        slope(room + j * count, info, value, j, count);
    }
    for (size_t l = 0; l < count; l++) {
        for (size_t i = 0; i < k; i++) {
            for (size_t j = 0; j < k; j++) {
                out[l] += room[i * count + l] * inverse[i * k + j]
                          * room[j * count + l];
            }
        }
        out[l] = sqrt(out[l]);
    }
}

fc_status fc_arima_standard_errors(double *out, struct fc_arima_work *work,
                                   const struct fc_arima_orders *orders,
                                   const struct fc_arima_value *value,
                                   fc_error *err)
{
    struct information info = {.work = work,
                               .orders = orders,
                               .count = fc_arma_parameter_count(&orders->arma)};
    struct fc_arima_value at = *value;
    double inverse[FC_ARIMA_PARAMETERS_MAX * FC_ARIMA_PARAMETERS_MAX] = {0};
    double *room = fc_calloc((info.count + 1) * work->data->columns,
                             sizeof *room);
    bool known = false;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    inform(&info, value);
    known = covariance(inverse, &info);
    for (size_t i = 0; i < info.count; i++) {
        out[i] = known ? sqrt(inverse[i * info.count + i]) : fc_missing();
    }
    if (!known) {
        memset(inverse, 0, sizeof inverse);
    }
    (void)evaluate(&at, work->trial, &info);
    add_regression(out + info.count, &info, value, inverse, room);
    free(room);
    return FC_OK;
}
