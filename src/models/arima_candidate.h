/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One model among those whose orders are searched for, and how it is judged: by
 * AICc (or AIC, BIC) at its estimate. It is refused if a root of its
 * polynomials is within 1 % of the unit circle, if its conditional estimate
 * explodes, or if it has so many coefficients that AICc is not defined.
 */
#ifndef FC_MODELS_ARIMA_CANDIDATE_H
#define FC_MODELS_ARIMA_CANDIDATE_H

#include "models/arima.h"

enum { FC_ARIMA_MOST_P = 5 };

/* A model that was tried. */
struct fc_arima_candidate {
    size_t orders[4]; /* p, q, P, Q */
    bool constant;
    double criterion; /* infinity: refused */
    double parameters[FC_ARIMA_PARAMETERS_MAX];
};

/* What judges share. Zero, with the data, before fc_arima_judge_init(). */
struct fc_arima_judge {
    struct fc_arima_data *data;
    struct fc_arima_work work;
    enum fc_option_criterion criterion;
    bool approximate; /* by conditional sums of squares, else by likelihood */
    fc_status status; /* what ends the search */
    double *room;     /* of polynomials, twice their degree */
};

/** @p largest: no model has more. @return FC_ERR_MEMORY; release in any case */
fc_status fc_arima_judge_init(struct fc_arima_judge *judge,
                              const struct fc_arma_orders *largest,
                              fc_error *err);
void fc_arima_judge_release(struct fc_arima_judge *judge);

struct fc_arima_orders fc_arima_candidate_orders(
    const struct fc_arima_judge *judge, const struct fc_arima_candidate *model);
/** Estimate @p model, from the parameters that @p from has, too, and fill its
 * criterion. */
void fc_arima_candidate_estimate(struct fc_arima_candidate *model,
                                 struct fc_arima_judge *judge,
                                 const struct fc_arima_candidate *from);

#endif
