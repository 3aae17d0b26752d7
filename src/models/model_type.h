/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a model file gives to the front (model.c), and what the front keeps of a
 * fit. Adding a model is one file and one line in registry.c.
 */
#ifndef FC_MODELS_MODEL_TYPE_H
#define FC_MODELS_MODEL_TYPE_H

#include <gsl/gsl_rng.h>

#include "forecast/explanation.h"
#include "forecast/model.h"

#include "models/options.h"

struct fc_fit {
    fc_model_spec spec;
    fc_period origin; /* the last period of y */
    fc_fit_summary summary;
    char *equation; /* owned */
    void *state;    /* the model's own; released by its type */
};

/* Where predict() writes, one value a step. */
struct fc_point_forecast {
    double *mean;
    double *spread; /* standard deviation on the model's scale; may be NULL */
};

struct fc_model_type {
    const char *name;
    const char *summary;
    const char *usage;
    const char *advice;
    unsigned accepts; /* sum of FC_ACCEPT_ values */
    /* Checks options of the model's own grammar ("MAdM", "0,1,1/0,1,1");
     * min_length() and fit() then read options->text. NULL: the grammar of
     * models/options.h. */
    fc_status (*check)(const char *options, fc_error *err);

    size_t (*min_length)(const struct fc_model_options *options, size_t season);
    /* Fills state, summary and equation; what it leaves there on failure is
     * released all the same. */
    fc_status (*fit)(fc_fit *fit, const struct fc_model_options *options,
                     const fc_training *training, fc_error *err);
    fc_status (*predict)(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err);
    /* Fills the values of @p paths. */
    fc_status (*simulate)(fc_paths *paths, const fc_fit *fit,
                          const fc_future *future, gsl_rng *random,
                          fc_error *err);
    /* Fills count, names and parts of @p out, whose steps are set, makes room
     * for effects, and leaves the last part to the front. What it leaves there
     * on failure is released all the same. NULL: no sum of terms. */
    fc_status (*explain)(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err);
    size_t (*coefficient_count)(const fc_fit *fit);
    fc_coefficient (*coefficient_at)(const fc_fit *fit, size_t index);
    void (*release)(void *state); /* NULL is fine */
};

extern const fc_model_type fc_model_yoy;
extern const fc_model_type fc_model_tslm;
extern const fc_model_type fc_model_snaive;
extern const fc_model_type fc_model_snaive_drift;
extern const fc_model_type fc_model_snaive_growth;

#endif
