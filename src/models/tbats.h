/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TBATS: exponential smoothing with Box-Cox transformation, ARMA errors, trend
 * and trigonometric seasons. On the scale w of Box & Cox
 *
 *   w(t)   = l(t-1) + phi b(t-1) + sum s(j, t-1) + d(t)
 *   l(t)   = l(t-1) + phi b(t-1) + alpha d(t)
 *   b(t)   = phi b(t-1) + beta d(t)
 *   s(j,t) =  s(j,t-1) cos f(j) + s*(j,t-1) sin f(j) + gamma1 d(t)
 *   s*(j,t)= -s(j,t-1) sin f(j) + s*(j,t-1) cos f(j) + gamma2 d(t)
 *   d(t)   = sum ar(i) d(t-i) + e(t) + sum ma(i) e(t-i)
 *
 * with the frequencies f(j) = 2 pi j / period, j = 1 ... k, of each season.
 * Periods need not be whole numbers. d and e are zero before the first period.
 *
 * Given the parameters the errors are linear in the states before the first
 * period, so these seeds are found by least squares and the search is one of
 * the parameters alone. What is minimised is
 *
 *   n log(sum e^2) - 2 (lambda - 1) sum log y
 *
 * References: De Livera, Hyndman & Snyder, Forecasting time series with complex
 * seasonal patterns using exponential smoothing, Journal of the American
 * Statistical Association 106 (2011).
 */
#ifndef FC_MODELS_TBATS_H
#define FC_MODELS_TBATS_H

#include "models/model_type.h"

enum {
    FC_TBATS_SEASONS_MAX = 4,
    FC_TBATS_ORDER_MAX = 5,     /* of AR and of MA */
    FC_TBATS_HARMONICS_MAX = 60 /* of all seasons */
};

enum { FC_TBATS_STATES_MAX = 2 + 2 * FC_TBATS_HARMONICS_MAX };

/** What a model is made of. */
struct fc_tbats_form {
    bool box_cox;
    bool trend;
    bool damped;
    size_t seasons;
    double period[FC_TBATS_SEASONS_MAX];
    size_t k[FC_TBATS_SEASONS_MAX];
    size_t p;
    size_t q;
};

/** What is searched for; also the derivatives by them. */
struct fc_tbats_parameters {
    double lambda;
    double alpha;
    double beta;
    double phi; /* 1 without damping */
    double gamma1[FC_TBATS_SEASONS_MAX];
    double gamma2[FC_TBATS_SEASONS_MAX];
    double ar[FC_TBATS_ORDER_MAX];
    double ma[FC_TBATS_ORDER_MAX];
};

/** One step of the states: level, trend, then a pair for each harmonic. */
struct fc_tbats_step {
    size_t states;
    size_t first; /* index of the first pair */
    bool trend;
    double phi;
    double cosine[FC_TBATS_HARMONICS_MAX];
    double sine[FC_TBATS_HARMONICS_MAX];
    double gain[FC_TBATS_STATES_MAX]; /* alpha, beta, gamma1, gamma2, ... */
};

/** A series and the room to find the errors of models of it. */
struct fc_tbats_room {
    size_t n;
    double unit;     /* y is taken in this unit */
    double first;    /* of w, taken off if shifted */
    bool shifted;    /* w is taken less its first value */
    double floor;    /* of the sum of squares: rounding */
    double *y;       /* n: in units */
    double *log_y;   /* n */
    double *w;       /* n: transformed */
    double *slope;   /* n: derivative of w by lambda */
    double *base;    /* n: d with seeds of zero, then filtered */
    double *d;       /* n */
    double *e;       /* n */
    double *back;    /* n: derivatives by e */
    double *column;  /* n */
    double *rows;    /* n x states: -derivatives of e by the seeds */
    double *state;   /* (n + 1) x states: those of the recursion */
    double *normal;  /* states x states */
    double *seed;    /* states */
    double *scratch; /* 2 states */
    double squares;  /* of e */
};

/** A fitted model of one series, on the scale of y. */
struct fc_tbats {
    struct fc_tbats_form form;
    struct fc_tbats_parameters parameters;
    struct fc_tbats_step step;
    size_t n;
    size_t free_count; /* parameters searched, and seeds */
    double objective;
    double aic;
    double squares;
    double log_likelihood;
    double sigma;
    double degrees;
    double *state;                /* states: after the last period */
    double *residuals;            /* n: e */
    double d[FC_TBATS_ORDER_MAX]; /* latest first */
    double e[FC_TBATS_ORDER_MAX];
};

/** What the options ask for; what is open is chosen. */
struct fc_tbats_request {
    bool season_given;
    size_t k_count; /* 0: not given */
    bool trend_given;
    bool box_cox_given;
    bool arma_given;
    struct fc_tbats_form form;
};

/* tbats_grammar.c */

fc_status fc_tbats_parse(struct fc_tbats_request *out, const char *text,
                         fc_error *err);
/** Fewest observations for what is asked. */
size_t fc_tbats_fewest(const struct fc_tbats_request *request);

/* tbats_filter.c */

void fc_tbats_step_init(struct fc_tbats_step *out,
                        const struct fc_tbats_form *form,
                        const struct fc_tbats_parameters *parameters);
/** What the states say of the next value, without ARMA. */
double fc_tbats_step_value(const struct fc_tbats_step *step,
                           const double *state);
/** The next states, with the error @p d; in place is fine. */
void fc_tbats_step_advance(const struct fc_tbats_step *step, double *next,
                           const double *state, double d);
/** The states before, of derivatives: row = row (F - g w'). */
void fc_tbats_step_row(const struct fc_tbats_step *step, double *next,
                       const double *row);
/** e of d, whose values are @p stride apart. */
void fc_tbats_whiten(double *e, const double *d, size_t n, size_t stride,
                     const struct fc_tbats_form *form,
                     const struct fc_tbats_parameters *parameters);
/** Fill w, d, e, state and squares of @p room from its seeds. */
void fc_tbats_filter(struct fc_tbats_room *room,
                     const struct fc_tbats_form *form,
                     const struct fc_tbats_step *step,
                     const struct fc_tbats_parameters *parameters);

/* tbats_likelihood.c */

/** Room for forms of at most @p states states. Release in any case. */
fc_status fc_tbats_room_init(struct fc_tbats_room *out, const double *y,
                             size_t n, size_t states, fc_error *err);
void fc_tbats_room_release(struct fc_tbats_room *room);
/** Choose the unit: the geometric mean for Box-Cox, else the deviation. */
void fc_tbats_room_scale(struct fc_tbats_room *room, const double *y,
                         bool box_cox);
/** The transformed series into w (and its slope). */
void fc_tbats_transform(struct fc_tbats_room *room, bool box_cox,
                        double lambda);
/**
 * The objective with the best seeds, on the scale of y.
 * @param gradient of half the sum of squares, to be multiplied by @p factor;
 *        both may be NULL
 */
double fc_tbats_objective(struct fc_tbats_room *room,
                          const struct fc_tbats_form *form,
                          const struct fc_tbats_parameters *parameters,
                          struct fc_tbats_parameters *gradient, double *factor);
size_t fc_tbats_states(const struct fc_tbats_form *form);

/* tbats_fit.c */

/** Parameters searched. */
size_t fc_tbats_parameter_count(const struct fc_tbats_form *form);
/** AIC less the objective, as R counts: 2 for each parameter and seed, seeds
 * of ARMA included. */
double fc_tbats_penalty(const struct fc_tbats_form *form);
/** True if all values are equal. */
bool fc_tbats_constant(const double *y, size_t n);
/**
 * A fit at given parameters. Tests compare it with R.
 * @param seeds of the states before the first period on the scale of
 *        Box & Cox; NULL: the best ones
 */
fc_status fc_tbats_set(struct fc_tbats *out, const struct fc_tbats_form *form,
                       const struct fc_tbats_parameters *parameters,
                       const double *seeds, const double *y, size_t n,
                       fc_error *err);
void fc_tbats_release(struct fc_tbats *model);

/* tbats_choice.c */

/** Choose what @p request leaves open, and fit. */
fc_status fc_tbats_fit(struct fc_tbats *out,
                       const struct fc_tbats_request *request, const double *y,
                       size_t n, fc_error *err);

/* tbats_describe.c */

/** The equation of a fit. */
fc_status fc_tbats_describe(fc_fit *fit, fc_error *err);
size_t fc_tbats_coefficient_count(const fc_fit *fit);
fc_coefficient fc_tbats_coefficient_at(const fc_fit *fit, size_t index);

/* tbats_path.c */

/** The next @p steps values, with @p errors (NULL: none). */
void fc_tbats_run(double *out, const struct fc_tbats *model,
                  const double *errors, size_t steps);
/** Their standard deviations, parameters and states taken as known. */
void fc_tbats_spread(double *out, const struct fc_tbats *model, size_t steps);
/**
 * What they are made of without ARMA: level, trend if there is one, each
 * season; fc_tbats_part_count() values a step.
 */
void fc_tbats_parts(double *out, const struct fc_tbats *model, size_t steps);
size_t fc_tbats_part_count(const struct fc_tbats *model);

#endif
