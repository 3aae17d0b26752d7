/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a series a model can be fitted to.
 */
#include <math.h>

#include "models/model_type.h"

bool fc_model_spec_takes_missing(const fc_model_spec *spec)
{
    return spec->type->takes_missing;
}

static fc_span from(fc_span span, size_t first)
{
    return first < span.length
               ? fc_span_window(span, first, span.length - first)
               : fc_span_head(span, 0);
}

fc_training fc_training_usable(const fc_training *data,
                               const fc_model_spec *spec, fc_regressor *room)
{
    fc_training usable = *data;
    fc_span y = data->y;
    size_t first = 0;

    if (spec->type->takes_missing || fc_span_missing(y) == 0
        || isnan(y.values[y.length - 1])) {
        return usable;
    }
    usable.y = fc_span_latest_unbroken(y);
    first = y.length - usable.y.length;
    for (size_t i = 0; i < data->regressor_count; i++) {
        room[i] = data->regressors[i];
        room[i].span = from(data->regressors[i].span, first);
        room[i].span.start = usable.y.start;
    }
    usable.regressors = room;
    return usable;
}
