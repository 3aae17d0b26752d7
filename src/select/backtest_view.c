/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a backtest says of itself. */
#include <assert.h>
#include <math.h>

#include "select/backtest.h"

size_t fc_backtest_row_index(const fc_backtest *backtest, size_t spec,
                             size_t origin)
{
    assert(spec < backtest->spec_count);
    assert(origin >= backtest->base && origin <= backtest->y.length);
    return (origin - backtest->base) * backtest->spec_count + spec;
}

double *fc_backtest_row(const fc_backtest *backtest, size_t spec, size_t origin)
{
    size_t row = fc_backtest_row_index(backtest, spec, origin);

    return &backtest->forecasts[row * backtest->horizon];
}

/* A row is there as a whole or not at all. */
bool fc_backtest_has(const fc_backtest *backtest, size_t spec, size_t origin)
{
    return !isnan(fc_backtest_row(backtest, spec, origin)[0]);
}

fc_naive_scale fc_backtest_scale(const fc_backtest *backtest, size_t origin)
{
    return backtest->scale[origin - backtest->base];
}

size_t fc_backtest_complete_until(const fc_backtest *backtest, size_t now)
{
    return now > backtest->horizon ? now - backtest->horizon : 0;
}

fc_status fc_backtest_find_complete(size_t *out, const fc_backtest *backtest,
                                    fc_error *err)
{
    *out = fc_backtest_complete_until(backtest, backtest->y.length);
    if (*out < backtest->first) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu observations leave none to check a forecast of "
                       "%zu steps with; at least %zu are needed",
                       backtest->y.length, backtest->horizon,
                       backtest->first + backtest->horizon);
    }
    return FC_OK;
}

size_t fc_backtest_spec_count(const fc_backtest *backtest)
{
    return backtest->spec_count;
}

const fc_model_spec *fc_backtest_spec_at(const fc_backtest *backtest,
                                         size_t spec)
{
    return spec < backtest->spec_count ? &backtest->specs[spec] : NULL;
}

size_t fc_backtest_horizon(const fc_backtest *backtest)
{
    return backtest->horizon;
}

size_t fc_backtest_first_origin(const fc_backtest *backtest)
{
    return backtest->first;
}

size_t fc_backtest_last_origin(const fc_backtest *backtest)
{
    return backtest->y.length;
}

double fc_backtest_forecast(const fc_backtest *backtest, size_t spec,
                            size_t origin, size_t step)
{
    if (spec >= backtest->spec_count || step >= backtest->horizon
        || origin < backtest->first || origin > backtest->y.length) {
        return (double)NAN;
    }
    return fc_backtest_row(backtest, spec, origin)[step];
}

double fc_backtest_actual(const fc_backtest *backtest, size_t origin,
                          size_t step)
{
    size_t length = backtest->y.length;

    return origin < length && step < length - origin
               ? backtest->y.values[origin + step]
               : (double)NAN;
}
