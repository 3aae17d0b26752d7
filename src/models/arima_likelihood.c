/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "models/arima.h"

/* A regressor of which less than this is left beside the others, in squares,
 * is made of them. */
static const double no_rank = 1e-18;

/* A standard deviation of less than this, relative to the series, is rounding.
 */
static const double nothing_left = 1e-12;

fc_status fc_arima_work_init(struct fc_arima_work *out,
                             const struct fc_arima_data *data,
                             const struct fc_arma_orders *largest,
                             fc_error *err)
{
    size_t columns = data->columns;
    size_t n = data->n;
    size_t p = fc_arma_ar_degree(largest);
    size_t q = fc_arma_ma_degree(largest);
    size_t lags = data->d + data->seasonal_d * data->m;
    fc_status status = FC_OK;

    *out = (struct fc_arima_work){
        .data = data,
        .innovations = fc_calloc(columns * n, sizeof(double)),
        .triangle = fc_calloc(columns * columns, sizeof(double)),
        .b = fc_calloc(columns, sizeof(double)),
        .residual = fc_calloc(n, sizeof(double)),
        .trial = fc_calloc(n, sizeof(double)),
        .jacobian = fc_calloc(FC_ARIMA_PARAMETERS_MAX * n, sizeof(double)),
    };
    if (out->innovations == NULL || out->triangle == NULL || out->b == NULL
        || out->residual == NULL || out->trial == NULL
        || out->jacobian == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (status == FC_OK) {
        status = fc_arma_init(&out->arma, largest, err);
    }
    if (status == FC_OK) {
        status = fc_arma_filter_init(&out->filter, n, columns, largest, err);
    }
    if (status == FC_OK && data->known < n) {
        status = fc_arima_state_init(&out->state, p > q + 1 ? p : q + 1, lags,
                                     columns, err);
        if (status == FC_OK) {
            fc_arima_delta(out->state.delta, data->d, data->seasonal_d,
                           data->m);
        }
    }
    return status;
}

void fc_arima_work_release(struct fc_arima_work *work)
{
    fc_arma_release(&work->arma);
    fc_arma_filter_release(&work->filter);
    fc_arima_state_release(&work->state);
    free(work->innovations);
    free(work->triangle);
    free(work->b);
    free(work->residual);
    free(work->trial);
    free(work->jacobian);
}

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        sum += x[t] * y[t];
    }
    return sum;
}

static void subtract(double *y, double factor, const double *x, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        y[t] -= factor * x[t];
    }
}

/* Least squares of the first column on the others, by Gram & Schmidt: residuals
 * stand in its place afterwards. */
static bool regress(struct fc_arima_work *work, double *columns, size_t stride,
                    size_t rows, size_t count)
{
    double *triangle = work->triangle;
    size_t width = work->data->columns;

    for (size_t j = 1; j < count; j++) {
        double *x = columns + j * stride;
        double before = dot(x, x, rows);
        double after = 0.0;

        for (size_t i = 1; i < j; i++) {
            triangle[i * width + j] = dot(columns + i * stride, x, rows);
            subtract(x, triangle[i * width + j], columns + i * stride, rows);
        }
        after = dot(x, x, rows);
        if (!(after > no_rank * before)) {
            return false;
        }
        triangle[j * width + j] = sqrt(after);
        for (size_t t = 0; t < rows; t++) {
            x[t] /= triangle[j * width + j];
        }
        work->b[j - 1] = dot(x, columns, rows);
        subtract(columns, work->b[j - 1], x, rows);
    }
    for (size_t j = count; j-- > 1;) {
        for (size_t i = j + 1; i < count; i++) {
            work->b[j - 1] -= triangle[j * width + i] * work->b[i - 1];
        }
        work->b[j - 1] /= triangle[j * width + j];
    }
    return true;
}

/* Leave out rows whose first column is missing; returns how many are left. */
static size_t close_gaps(double *columns, size_t stride, size_t rows,
                         size_t count)
{
    size_t kept = 0;

    for (size_t t = 0; t < rows; t++) {
        if (isnan(columns[t])) {
            continue;
        }
        for (size_t c = 0; c < count; c++) {
            columns[c * stride + kept] = columns[c * stride + t];
        }
        kept++;
    }
    return kept;
}

/* Columns of standardised innovations. */
struct innovations {
    double *columns;
    size_t stride;
    size_t rows;
    double log_determinant;
};

static bool filter(struct innovations *out, struct fc_arima_work *work,
                   const struct fc_arima_orders *orders,
                   const double *parameters, size_t count)
{
    const struct fc_arima_data *data = work->data;

    fc_arma_expand(&work->arma, &orders->arma, parameters);
    *out = (struct innovations){
        .columns = work->innovations, .stride = data->rows, .rows = data->rows};
    if (!fc_arma_stationary_state(&work->arma)) {
        return false;
    }
    if (data->known < data->n) {
        out->stride = data->n;
        fc_arima_state_start(&work->state, &work->arma, count);
        out->rows = fc_arima_state_filter(out->columns, &out->log_determinant,
                                          &work->state, data->levels, data->n,
                                          count);
    } else {
        out->log_determinant = fc_arma_innovations(out->columns, &work->filter,
                                                   &work->arma, data->changes,
                                                   data->rows, count);
    }
    return true;
}

static bool filter_conditional(struct innovations *out,
                               struct fc_arima_work *work,
                               const struct fc_arima_orders *orders,
                               const double *parameters, size_t count)
{
    const struct fc_arima_data *data = work->data;
    size_t skip = fc_arma_ar_degree(&orders->arma);

    if (skip >= data->rows) {
        return false;
    }
    fc_arma_expand(&work->arma, &orders->arma, parameters);
    fc_arma_conditional_errors(work->innovations, &work->arma, data->changes,
                               data->rows, count, skip);
    *out = (struct innovations){.columns = work->innovations + skip,
                                .stride = data->rows,
                                .rows = data->rows - skip};
    if (data->known < data->n) {
        out->rows = close_gaps(out->columns, out->stride, out->rows, count);
    }
    return true;
}

bool fc_arima_evaluate(struct fc_arima_value *out, double *residual,
                       struct fc_arima_work *work,
                       const struct fc_arima_orders *orders,
                       enum fc_arima_criterion criterion)
{
    size_t count = fc_arima_columns(work->data, orders->constant);
    struct innovations found;
    double scale = 0.0;
    double size = 0.0;
    bool usable = criterion == FC_ARIMA_EXACT
                      ? filter(&found, work, orders, out->parameters, count)
                      : filter_conditional(&found, work, orders,
                                           out->parameters, count);

    if (!usable || found.rows == 0
        || !regress(work, found.columns, found.stride, found.rows, count)) {
        return false;
    }
    out->rows = found.rows;
    out->log_determinant = found.log_determinant;
    out->squares = dot(found.columns, found.columns, found.rows);
    scale = out->log_determinant / (double)out->rows;
    out->objective = log(fmax(out->squares, DBL_MIN) / (double)out->rows)
                     + scale;
    size = exp(0.5 * scale);
    for (size_t t = 0; t < found.rows; t++) {
        residual[t] = found.columns[t] * size;
    }
    return isfinite(out->objective);
}

double fc_arima_log_likelihood(const struct fc_arima_value *value, double used)
{
    static const double log_two_pi = 1.8378770664093454836;

    return -0.5 * used * (value->objective + 1.0 + log_two_pi);
}

size_t fc_arima_singular_column(struct fc_arima_work *work, bool constant)
{
    const struct fc_arima_data *data = work->data;
    size_t rows = data->rows;
    size_t count = fc_arima_columns(data, constant);

    memcpy(work->innovations, data->changes,
           data->columns * rows * sizeof(double));
    for (size_t j = 1; j < count; j++) {
        /* What has no rank with the columns before it has none with y. */
        double *x = work->innovations + j * rows;
        const double *level = data->levels + j * data->n;
        double scale = dot(level, level, data->n) * DBL_EPSILON;

        if (!(dot(x, x, rows) > scale * DBL_EPSILON * 100.0)
            || !regress(work, work->innovations, rows, rows, j + 1)) {
            return j;
        }
        memcpy(work->innovations, data->changes,
               data->columns * rows * sizeof(double));
    }
    return 0;
}

bool fc_arima_exhausted(const struct fc_arima_value *value,
                        const struct fc_arima_data *data)
{
    double scale = 0.0;

    for (size_t t = 0; t < data->n; t++) {
        double level = data->levels[t] + data->centre;

        scale = isnan(level) ? scale : fmax(scale, fabs(level));
    }
    return !(sqrt(value->squares / (double)value->rows) > nothing_left * scale);
}
