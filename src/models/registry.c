/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "models/model_type.h"

static const fc_model_type *const types[] = {
    &fc_model_yoy,          &fc_model_tslm,          &fc_model_snaive,
    &fc_model_snaive_drift, &fc_model_snaive_growth, &fc_model_mean,
    &fc_model_naive,        &fc_model_naive2,        &fc_model_drift,
    &fc_model_theta,        &fc_model_ets,           &fc_model_arima,
    &fc_model_ces,          &fc_model_tbats,         &fc_model_stl,
    &fc_model_mstl,         &fc_model_growth,        &fc_model_croston,
    &fc_model_sba,          &fc_model_tsb,           &fc_model_adida,
    &fc_model_imapa,        &fc_model_combine,
};

size_t fc_model_type_count(void)
{
    return sizeof types / sizeof types[0];
}

const fc_model_type *fc_model_type_at(size_t index)
{
    return index < fc_model_type_count() ? types[index] : NULL;
}

const fc_model_type *fc_model_type_find(const char *name)
{
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        if (strcmp(types[i]->name, name) == 0) {
            return types[i];
        }
    }
    return NULL;
}

const char *fc_model_type_name(const fc_model_type *type)
{
    return type->name;
}

const char *fc_model_type_summary(const fc_model_type *type)
{
    return type->summary;
}

const char *fc_model_type_usage(const fc_model_type *type)
{
    return type->usage;
}

const char *fc_model_type_advice(const fc_model_type *type)
{
    return type->advice;
}

fc_model_abilities fc_model_type_abilities(const fc_model_type *type)
{
    return (fc_model_abilities){
        .takes_missing = type->takes_missing,
        .takes_regressors = (type->accepts & FC_ACCEPT_REGRESSORS) != 0,
        .has_closed_law = !type->lacks_law,
        .holds = type->holds,
    };
}
