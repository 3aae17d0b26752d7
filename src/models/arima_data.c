/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data of an ARIMA model. A row with a missing value, of y or of a
 * regressor, is a missing value of y; such rows at the beginning say nothing
 * and are left out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/arima.h"
#include "models/linear_rows.h"

/* Values that differ by less than this are equal up to rounding: relative to
 * themselves, and to what they were computed from. */
static const double flat_relative = 1.5e-8;
static const double flat_absolute = 1e-13;

static double row_value(const struct fc_linear *columns,
                        const fc_training *training, size_t column, size_t t)
{
    return column == 0 ? training->y.values[t]
                       : fc_linear_sample_value(columns,
                                                &columns->terms[column - 1], t);
}

static bool usable(const struct fc_linear *columns, const fc_training *training,
                   size_t t)
{
    for (size_t c = 0; c <= columns->p; c++) {
        if (isnan(row_value(columns, training, c, t))) {
            return false;
        }
    }
    return true;
}

/* Rows that cannot be used are missing in y, and zero in the regressors. */
static void load(struct fc_arima_data *data, const struct fc_linear *columns,
                 const fc_training *training)
{
    for (size_t t = 0; t < data->n; t++) {
        bool known = usable(columns, training, data->first + t);

        data->known += known;
        for (size_t c = 0; c <= columns->p; c++) {
            double value = c == 0 ? fc_missing() : 0.0;

            if (known) {
                value = row_value(columns, training, c, data->first + t);
            }
            data->levels[c * data->n + t] = value;
        }
    }
}

fc_status fc_arima_data_init(struct fc_arima_data *out,
                             const struct fc_linear *columns,
                             const fc_training *training, fc_error *err)
{
    size_t n = training->y.length;
    size_t first = 0;

    *out = (struct fc_arima_data){.columns = columns->p + 2,
                                  .m = training->season};
    while (first < n && !usable(columns, training, first)) {
        first++;
    }
    if (first == n) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "no period has a value of the series and of all "
                       "regressors");
    }
    out->first = first;
    out->n = n - first;
    out->levels = fc_calloc(out->columns * out->n, sizeof(double));
    out->changes = fc_calloc(out->columns * out->n, sizeof(double));
    if (out->levels == NULL || out->changes == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    load(out, columns, training);
    return FC_OK;
}

void fc_arima_data_release(struct fc_arima_data *data)
{
    free(data->levels);
    free(data->changes);
    *data = (struct fc_arima_data){0};
}

size_t fc_arima_columns(const struct fc_arima_data *data, bool constant)
{
    return data->columns - (constant ? 0 : 1);
}

/* A diffuse start knows no level: one near zero keeps the digits. */
static void centre(struct fc_arima_data *data)
{
    double wanted = data->d + data->seasonal_d > 0
                        ? data->levels[0] + data->centre
                        : 0.0;

    for (size_t t = 0; t < data->n; t++) {
        data->levels[t] += data->centre - wanted;
    }
    data->centre = wanted;
}

static size_t difference(double *values, size_t n, size_t lag)
{
    for (size_t t = 0; t + lag < n; t++) {
        values[t] = values[t + lag] - values[t];
    }
    return n - lag;
}

bool fc_arima_data_difference(struct fc_arima_data *data, size_t d,
                              size_t seasonal_d)
{
    size_t n = data->n;
    double *last = data->levels + (data->columns - 1) * n;

    data->d = d;
    data->seasonal_d = seasonal_d;
    if (n <= d + seasonal_d * data->m) {
        return false;
    }
    centre(data);
    for (size_t t = 0; t < n; t++) {
        last[t] = d + seasonal_d == 0 ? 1.0 : (double)(t + 1);
    }
    data->rows = n - d - seasonal_d * data->m;
    for (size_t c = 0; c < data->columns; c++) {
        double *values = data->changes + c * data->rows;
        size_t length = n;

        /* Column by column: the room of later ones is free while this one is
         * longer than it will be. */
        memcpy(values, data->levels + c * n, n * sizeof(double));
        for (size_t k = 0; k < d + seasonal_d; k++) {
            length = difference(values, length, k < seasonal_d ? data->m : 1);
        }
    }
    return true;
}

bool fc_arima_flat(const double *values, size_t n, double scale)
{
    double low = (double)INFINITY;
    double high = -(double)INFINITY;

    for (size_t t = 0; t < n; t++) {
        low = fmin(low, values[t]);
        high = fmax(high, values[t]);
    }
    return !(high - low > flat_relative * fmax(fabs(low), fabs(high))
                              + flat_absolute * scale);
}
