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
#include "forecast/transformation.h"

#include "models/options.h"

/* The law of one step of the forecast on the model's scale, around the centre
 * and with the spread of predict(): what closed-form intervals are made of. */
enum fc_law_kind {
    FC_LAW_NONE, /* not known: intervals are those of the paths */
    FC_LAW_NORMAL,
    FC_LAW_STUDENT,
};

struct fc_law {
    enum fc_law_kind kind;
    double degrees; /* of Student's t */
};

struct fc_fit {
    size_t others; /* owners but one, fit_cache.h */
    fc_model_spec spec;
    fc_period start;        /* the first period of y */
    fc_period origin;       /* the last period of y */
    const fc_fit *held;     /* while it is made: whose parameters it gets; NULL
                               otherwise */
    fc_transform transform; /* the front's; the model sees what comes of it, or
                               chooses a scale that is left to it */
    struct fc_law law;
    fc_fit_summary summary;
    char *equation; /* owned */
    void *state;    /* the model's own; released by its type */
};

/* Where predict() writes, one value a step. Behind a transformation of the
 * front the mean is that of the transformed values. */
struct fc_point_forecast {
    double *mean;
    double *spread; /* standard deviation on the model's scale; may be NULL */
};

struct fc_model_type {
    const char *name;
    const char *summary;
    const char *usage;
    const char *advice;
    unsigned accepts;   /* sum of FC_ACCEPT_ values */
    bool takes_missing; /* NaN in the training reaches fit() */
    bool passes_scale;  /* its members get the transformation that stands before
                           it; itself it works in the unit of the series */
    bool lacks_law;     /* no fit sets fc_fit.law */
    bool holds; /* fit() takes the parameters of fit->held, if there is one */
    /* What it says is not below zero by itself: a floor leaves it alone. */
    bool never_negative;
    /* Checks options of the model's own grammar ("MAdM", "0,1,1/0,1,1");
     * min_length() and fit() then read options->text. NULL: the grammar of
     * models/options.h. */
    fc_status (*check)(const struct fc_model_options *options, fc_error *err);
    /* What sets it apart from other types with the same functions, which read
     * it from options->type; theirs alone. */
    const void *method;

    size_t (*min_length)(const struct fc_model_options *options, size_t season);
    /* Fills state, summary and equation; what it leaves there on failure is
     * released all the same. */
    fc_status (*fit)(fc_fit *fit, const struct fc_model_options *options,
                     const fc_training *training, fc_error *err);
    fc_status (*predict)(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err);
    /* Fills the values of @p paths on the model's scale. Of @p request it reads
     * the future and whether errors are to be residuals of the fit
     * (FC_INTERVALS_BOOTSTRAP) or drawn from the law of the model. */
    fc_status (*draw)(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
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

/* explanation.c: room for the parts @p names and the one of the front. */
fc_status fc_explanation_allocate(fc_explanation *out, const fc_fit *fit,
                                  const char *const *names, size_t count,
                                  fc_error *err);

/* spec.c: the options of a spec, understood. */
fc_status fc_model_options_of(struct fc_model_options *out,
                              const fc_model_spec *spec, fc_error *err);

/* model.c: the gate. What is not finite does not get out. */
fc_status fc_fit_check_finite(const fc_fit *fit, const double *values,
                              size_t count, size_t steps, fc_error *err);

/* model.c: an estimate whose standard error the model does not know. */
fc_coefficient fc_coefficient_plain(const char *name, double value,
                                    const char *meaning);

/* draw.c: the values of @p paths, in the unit of the series, drawn with
 * @p random for the stream and the seed of @p request. */
fc_status fc_fit_fill(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err);
/* model.c: fit a model inside @p outer, to values that are on its scale. Ask
 * its type for forecasts and paths: those of the front go back to the unit of
 * the series. */
fc_status fc_fit_create_inside(fc_fit **out, const fc_model_spec *spec,
                               const fc_training *training, const fc_fit *outer,
                               fc_error *err);

/* scale.c */

/* True if the model does not work on the scale of the series. */
bool fc_fit_is_bent(const fc_fit *fit);
/* True if the front has to take back what the model says. */
bool fc_fit_is_transformed(const fc_fit *fit);
/* Settle the transformation that the spec of @p fit asks for, and what the
 * model sees then: @p training with the values of *values, which the caller
 * frees (NULL if they are its own). */
fc_status fc_fit_change_scale(fc_fit *fit, double **values,
                              fc_training *training, fc_error *err);

/* marginal.c: give step @p step of @p paths the law of @p fit, ranks kept. */
struct fc_marginal {
    double centre;
    double spread;
};
fc_status fc_marginal_set(fc_paths *paths, size_t step, const fc_fit *fit,
                          struct fc_marginal marginal, fc_error *err);

extern const fc_model_type fc_model_yoy;
extern const fc_model_type fc_model_tslm;
extern const fc_model_type fc_model_snaive;
extern const fc_model_type fc_model_snaive_drift;
extern const fc_model_type fc_model_snaive_growth;
extern const fc_model_type fc_model_mean;
extern const fc_model_type fc_model_naive;
extern const fc_model_type fc_model_naive2;
extern const fc_model_type fc_model_drift;
extern const fc_model_type fc_model_theta;
extern const fc_model_type fc_model_combine;
extern const fc_model_type fc_model_ets;
extern const fc_model_type fc_model_arima;
extern const fc_model_type fc_model_croston;
extern const fc_model_type fc_model_sba;
extern const fc_model_type fc_model_tsb;
extern const fc_model_type fc_model_adida;
extern const fc_model_type fc_model_imapa;
extern const fc_model_type fc_model_ces;
extern const fc_model_type fc_model_growth;
extern const fc_model_type fc_model_tbats;
extern const fc_model_type fc_model_stl;
extern const fc_model_type fc_model_mstl;

#endif
