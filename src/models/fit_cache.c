/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/fit_cache.h"

#include <string.h>

static bool same_transform(const fc_transform_spec *a,
                           const fc_transform_spec *b)
{
    return a->scale == b->scale && a->choice == b->choice
           && a->lambda == b->lambda && a->positive == b->positive;
}

static bool same_spec(const fc_model_spec *a, const fc_model_spec *b)
{
    return a->type == b->type && strcmp(a->options, b->options) == 0
           && same_transform(&a->transform, &b->transform);
}

fc_fit *fc_fit_share(fc_fit *fit)
{
    fit->others++;
    return fit;
}

fc_fit *fc_fit_cache_find(const fc_training *training,
                          const fc_model_spec *spec)
{
    const struct fc_fit_cache *cache = training->cache;

    for (size_t i = 0; cache != NULL && i < cache->count; i++) {
        const struct fc_cached_fit *held = &cache->fits[i];

        if (held->values == training->y.values
            && held->length == training->y.length
            && held->season == training->season
            && same_spec(fc_fit_spec(held->fit), spec)) {
            return fc_fit_share(held->fit);
        }
    }
    return NULL;
}

void fc_fit_cache_add(const fc_training *training, fc_fit *fit,
                      const struct fc_model_options *options)
{
    struct fc_fit_cache *cache = training->cache;

    if (cache != NULL && cache->count < FC_FIT_CACHE_MOST
        && options->regressor_count == 0) {
        cache->fits[cache->count++] = (struct fc_cached_fit){
            .values = training->y.values,
            .length = training->y.length,
            .season = training->season,
            .fit = fc_fit_share(fit)};
    }
}

void fc_fit_cache_clear(struct fc_fit_cache *cache)
{
    for (size_t i = 0; i < cache->count; i++) {
        fc_fit_free(cache->fits[i].fit);
    }
    cache->count = 0;
}
