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
                                sizeof *known->regressors),
        .room = fc_calloc(data->regressor_count, sizeof *known->room)};
    if (known->regressors == NULL || known->room == NULL) {
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

fc_status fc_known_fit(fc_fit **out, const struct fc_known *known,
                       const fc_model_spec *spec, fc_error *err)
{
    fc_training usable = fc_training_usable(&known->training, spec,
                                            known->room);

    return fc_fit_create(out, spec, &usable, err);
}

void fc_known_release(struct fc_known *known)
{
    free(known->regressors);
    free(known->room);
    *known = (struct fc_known){0};
}
