/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fits that are asked for more than once: a member of two combinations that is
 * a candidate, too, is one fit. A fit is immutable, so that its owners can
 * share it; they are all of one thread.
 *
 * A cache belongs to values that stay where they are: it is emptied before they
 * move or change.
 */
#ifndef FC_MODELS_FIT_CACHE_H
#define FC_MODELS_FIT_CACHE_H

#include "models/model_type.h"

enum { FC_FIT_CACHE_MOST = 64 };

struct fc_fit_cache {
    size_t count;
    struct fc_cached_fit {
        const double *values; /* of y, where they stand */
        size_t length;
        size_t season;
        fc_fit *fit; /* owned, with others */
    } fits[FC_FIT_CACHE_MOST];
};

/* One more owner of @p fit, who ends with fc_fit_free() like the others. */
fc_fit *fc_fit_share(fc_fit *fit);

/* What the cache of @p training holds of @p spec, for one more owner; NULL if
 * there is nothing, or no cache. */
fc_fit *fc_fit_cache_find(const fc_training *training,
                          const fc_model_spec *spec);
/* Hold @p fit as well, while there is room. Fits with regressors are not held:
 * those stand elsewhere. */
void fc_fit_cache_add(const fc_training *training, fc_fit *fit,
                      const struct fc_model_options *options);
/* Give up all of it; the cache can be used again. */
void fc_fit_cache_clear(struct fc_fit_cache *cache);

#endif
