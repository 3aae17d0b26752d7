/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Complex exponential smoothing: a level l and a second component c that takes
 * up what the level leaves, smoothed by one complex constant.
 *
 *   l(t) = l(t-k) - (1 - a1) c(t-k) + (a0 - a1) e(t)
 *   c(t) = l(t-k) + (1 - a0) c(t-k) + (a0 + a1) e(t)
 *
 *   none     y(t) = l(t-1) + e(t)           k = 1
 *   simple   y(t) = l(t-m) + e(t)           k = m
 *   partial  y(t) = l(t-1) + s(t-m) + e(t)  k = 1,  s(t) = s(t-m) + b0 e(t)
 *   full     the same,  s(t) = s(t-m) - (1 - b1) z(t-m) + (b0 - b1) e(t)
 *                       z(t) = s(t-m) + (1 - b0) z(t-m) + (b0 + b1) e(t)
 *
 * What comes before the first value is found by running the model over the
 * series forwards, backwards, and forwards again, from a rough start: the mean
 * of the first ten values (simple: the first season; partial and full: the mean
 * of the first season, and classical decomposition), c and z a share of l and
 * s.
 *
 * References: Svetunkov, Kourentzes & Ord (2022), "Complex exponential
 * smoothing", Naval Research Logistics 69(8). Svetunkov & Kourentzes (2018),
 * "Complex exponential smoothing for seasonal time series", Lancaster.
 */
#ifndef FC_MODELS_CES_H
#define FC_MODELS_CES_H

#include "models/model_type.h"

enum fc_ces_kind {
    FC_CES_NONE,
    FC_CES_SIMPLE,
    FC_CES_PARTIAL,
    FC_CES_FULL,
    FC_CES_KINDS,
};

enum {
    FC_CES_WEIGHTS = 4,
    FC_CES_START = 2, /* l and c at the start are found, too: degrees lost */
};

struct fc_ces_form {
    enum fc_ces_kind kind;
    size_t m; /**< season; 1 for none */
};

struct fc_ces_state {
    double l;
    double c;
    double s;
    double z;
};

/** Working memory of one series, for every form. */
struct fc_ces_work {
    size_t n;
    const double *y;
    double *reversed;            /**< n */
    double *season;              /**< m: the indices of the start */
    double *errors;              /**< n: of the last run */
    struct fc_ces_state *states; /**< n + 2m */
};

/** A fitted form; owns its arrays. */
struct fc_ces {
    struct fc_ces_form form;
    double weight[FC_CES_WEIGHTS]; /**< a0, a1, b0, b1 */
    size_t n;
    double squares;
    double degrees; /**< of freedom, of sigma */
    double sigma;
    double *residuals;         /**< n */
    struct fc_ces_state *last; /**< m: the latest states */
};

/** Smoothing constants of a form: 2, 2, 3, 4. */
size_t fc_ces_weight_count(enum fc_ces_kind kind);

/** @p m the longest season. @return FC_ERR_MEMORY; release in any case */
fc_status fc_ces_work_init(struct fc_ces_work *out, const double *y, size_t n,
                           size_t m, fc_error *err);
void fc_ces_work_release(struct fc_ces_work *work);
/** Run @p form; the errors stay in @p work. @return their squares */
double fc_ces_run(struct fc_ces_work *work, const struct fc_ces_form *form,
                  const double *weight);
/** The forecast of row @p i of @p states, m rows or more into them. */
double fc_ces_mean(const struct fc_ces_form *form,
                   const struct fc_ces_state *states, size_t i);
/** Fill row @p i after error @p e. */
void fc_ces_update(struct fc_ces_state *states, size_t i,
                   const struct fc_ces_form *form, const double *weight,
                   double e);

/** Find the constants of least squares. @return FC_ERR_MEMORY */
fc_status fc_ces_search(double *weight, struct fc_ces_work *work,
                        const struct fc_ces_form *form, fc_error *err);
/** Run @p form with @p weight, and keep what forecasts need. */
fc_status fc_ces_set(struct fc_ces *out, struct fc_ces_work *work,
                     const struct fc_ces_form *form, const double *weight,
                     fc_error *err);
void fc_ces_release(struct fc_ces *model);
/** Go on behind the m rows that stand in @p states, of m + @p steps rows;
 * @p errors may be NULL. */
void fc_ces_run_on(double *values, struct fc_ces_state *states,
                   const struct fc_ces *model, const double *errors,
                   size_t steps);

#endif
