/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/known.h"

#include <stdlib.h>

#include "base/memory.h"

fc_status fc_known_init(struct fc_known *known, const fc_training *data,
                        fc_error *err)
{
    *known = (struct fc_known){
        .training = *data,
        .regressors = fc_calloc(data->regressor_count,
                                sizeof *known->regressors)};
    if (known->regressors == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu regressors",
                       data->regressor_count);
    }
    known->training.regressors = known->regressors;
    return FC_OK;
}

void fc_known_cut(struct fc_known *known, const fc_training *data,
                  size_t origin)
{
    known->training.y = fc_span_head(data->y, origin);
    for (size_t i = 0; i < data->regressor_count; i++) {
        fc_span span = data->regressors[i].span;
        size_t length = span.length < origin ? span.length : origin;

        known->regressors[i] = (fc_regressor){
            .name = data->regressors[i].name,
            .span = fc_span_head(span, length)};
    }
}

void fc_known_release(struct fc_known *known)
{
    free(known->regressors);
    *known = (struct fc_known){0};
}
