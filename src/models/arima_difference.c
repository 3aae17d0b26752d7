/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often to difference, before orders are chosen: as nsdiffs() and ndiffs()
 * of R's package forecast, on what regressors leave of the series. A difference
 * that would leave a regressor constant is not taken.
 */
#include <math.h>
#include <string.h>

#include "forecast/unit_root.h"

#include "base/memory.h"
#include "models/arima.h"
#include "stats/seasonal_strength.h"

enum { MOST_DIFFERENCES = 2 };

static const double strong_season = 0.64;

/* The series without what regressors explain; without gaps if @p whole. */
static void adjusted(double *out, const struct fc_arima_data *data,
                     struct fc_arima_work *work)
{
    const struct fc_arima_orders plain = {.arma = {.m = data->m},
                                          .constant = true};
    struct fc_arima_value value = {0};
    size_t n = data->n;

    memcpy(out, data->levels, n * sizeof(double));
    if (data->columns == 2
        || !fc_arima_evaluate(&value, work->residual, work, &plain,
                              FC_ARIMA_CONDITIONAL)) {
        return;
    }
    for (size_t j = 0; j + 2 < data->columns; j++) {
        for (size_t t = 0; t < n; t++) {
            out[t] -= work->b[j] * data->levels[(j + 1) * n + t];
        }
    }
}

/* Straight lines over gaps; the ends as the nearest value. */
static void bridge(double *values, size_t n)
{
    size_t last = n;

    for (size_t t = 0; t < n; t++) {
        if (isnan(values[t])) {
            continue;
        }
        for (size_t k = last == n ? 0 : last + 1; k < t; k++) {
            double share = last == n ? 1.0
                                     : (double)(k - last) / (double)(t - last);

            values[k] = share * values[t]
                        + (last == n ? 0.0 : (1.0 - share) * values[last]);
        }
        last = t;
    }
    for (size_t k = last + 1; last < n && k < n; k++) {
        values[k] = values[last];
    }
}

static size_t difference(double *values, size_t n, size_t lag)
{
    for (size_t t = 0; t + lag < n; t++) {
        values[t] = values[t + lag] - values[t];
    }
    return n - lag;
}

/* True if differencing leaves a regressor constant, or y without values. */
static bool too_often(struct fc_arima_data *data, size_t d, size_t seasonal_d)
{
    size_t known = 0;

    if (!fc_arima_data_difference(data, d, seasonal_d)) {
        return true;
    }
    for (size_t t = 0; t < data->rows; t++) {
        known += isnan(data->changes[t]) ? 0 : 1;
    }
    for (size_t j = 1; j + 1 < data->columns; j++) {
        if (fc_arima_flat(data->changes + j * data->rows, data->rows, 0.0)) {
            return true;
        }
    }
    return known == 0;
}

static fc_status choose_seasonal(size_t *out, struct fc_arima_data *data,
                                 const double *y, double *room, fc_error *err)
{
    double strength = 0.0;
    fc_status status = FC_OK;

    *out = 0;
    if (data->m < 2 || data->known <= 2 * data->m
        || fc_arima_flat(y, data->n, 0.0)) {
        return FC_OK;
    }
    memcpy(room, y, data->n * sizeof(double));
    bridge(room, data->n);
    status = fc_seasonal_strength(&strength, room, data->n, data->m, err);
    *out = status == FC_OK && strength > strong_season
           && !too_often(data, 0, 1);
    return status == FC_ERR_MEMORY ? status : FC_OK;
}

static fc_status choose_differences(struct fc_arima_orders *out,
                                    struct fc_arima_data *data,
                                    struct fc_arima_work *work, fc_error *err)
{
    size_t n = data->n;
    double *y = fc_calloc(2 * n, sizeof *y);
    fc_status status = FC_OK;

    if (y == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    adjusted(y, data, work);
    status = choose_seasonal(&out->seasonal_d, data, y, y + n, err);
    if (status == FC_OK && out->seasonal_d > 0) {
        n = difference(y, n, data->m);
    }
    if (status == FC_OK) {
        status = fc_difference_count(&out->d, y, n, MOST_DIFFERENCES, err);
    }
    free(y);
    while (status == FC_OK && out->d > 0
           && too_often(data, out->d, out->seasonal_d)) {
        out->d--;
    }
    return status;
}

/* The first look at the data, before any difference. */
fc_status fc_arima_choose_differences(struct fc_arima_orders *out,
                                      struct fc_arima_data *data, fc_error *err)
{
    struct fc_arima_work work = {0};
    const struct fc_arma_orders none = {.m = data->m};
    fc_status status = FC_OK;

    (void)fc_arima_data_difference(data, 0, 0);
    status = fc_arima_work_init(&work, data, &none, err);
    if (status == FC_OK) {
        status = choose_differences(out, data, &work, err);
    }
    fc_arima_work_release(&work);
    return status;
}
