/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/known.h"

#include <stdlib.h>

#include "base/memory.h"

static const size_t most_observations = 2000;

fc_span fc_known_latest(fc_span known)
{
    size_t length = known.length < most_observations ? known.length
                                                     : most_observations;

    return fc_span_trim(fc_span_window(known, known.length - length, length));
}

fc_status fc_known_init(struct fc_known *known, const fc_training *data,
                        size_t window, fc_error *err)
{
    *known = (struct fc_known){
        .window = window,
        .training = *data,
        .regressors = fc_calloc(data->regressor_count,
                                sizeof *known->regressors),
        .room = fc_calloc(data->regressor_count, sizeof *known->room)};
    if (known->regressors == NULL || known->room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu regressors",
                       data->regressor_count);
    }
    known->training.regressors = known->regressors;
    known->training.cache = &known->cache;
    return FC_OK;
}

/* From @p first to before @p end, as far as there is anything. */
static fc_span cut(fc_span span, size_t first, size_t end)
{
    size_t last = span.length < end ? span.length : end;

    return last > first ? fc_span_window(span, first, last - first)
                        : fc_span_head(span, 0);
}

void fc_known_cut(struct fc_known *known, const fc_training *data,
                  size_t origin)
{
    size_t length = known->window > 0 && known->window < origin ? known->window
                                                                : origin;

    fc_fit_cache_clear(&known->cache);
    known->training.y = fc_span_window(data->y, origin - length, length);
    for (size_t i = 0; i < data->regressor_count; i++) {
        known->regressors[i] = (fc_regressor){
            .name = data->regressors[i].name,
            .span = cut(data->regressors[i].span, origin - length, origin)};
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
    fc_fit_cache_clear(&known->cache);
    free(known->regressors);
    free(known->room);
    *known = (struct fc_known){0};
}
