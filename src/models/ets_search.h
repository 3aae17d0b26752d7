/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for parameters: working memory, and what it is done to.
 */
#ifndef FC_MODELS_ETS_SEARCH_H
#define FC_MODELS_ETS_SEARCH_H

#include "models/ets.h"

/** Room for everything that a search needs; made once, for all forms. */
struct fc_ets_search {
    const double *y; /**< n values, around 1 */
    size_t n;
    size_t known;
    enum fc_ets_bounds bounds;

    struct fc_ets_form form;
    size_t count;     /**< free coordinates */
    size_t smoothing; /**< of them before the level */
    size_t at_beta;   /**< coordinate; 0: none */
    size_t at_gamma;
    size_t at_phi;
    size_t *place; /**< where coordinate i stands in x */
    double *z;     /**< coordinates */
    double *x;     /**< parameters at z */
    double *trial; /**< coordinates that are tried */
    double *step;
    double *gradient; /**< of half the squares */
    double squares;   /**< of the residuals, where the gradient is */
    double *hessian;  /**< count x count: of half the squares, Gauss-Newton */
    double *matrix;   /**< count x count: what is solved */
    double *season;   /**< m: ring of seasons */
    double *d_level;  /**< derivatives by coordinate */
    double *d_growth;
    double *d_season; /**< m x count */
    double *d_value;
    double *d_logs;
    double *room;     /**< as x, and more: for bounds and starts */
    double *adjusted; /**< n */
    double *best;     /**< coordinates of the best start, its level, growth */
    bool *held;       /**< coordinates that stay where they are */
    size_t *free_ones;
    double *memory;
};

/** @return FC_ERR_MEMORY; release in any case */
fc_status fc_ets_search_init(struct fc_ets_search *out, const double *y,
                             size_t n, size_t season, fc_error *err);
void fc_ets_search_release(struct fc_ets_search *search);

/* ets_search.c */

/** Where @p form is best, roughly, into search->best. @return -2 log L there */
double fc_ets_search_form(struct fc_ets_search *search,
                          const struct fc_ets_form *form);
/**
 * From there to the end, the parameters into search->x.
 * @param found what search->best was
 * @return -2 log L
 */
double fc_ets_search_finish(struct fc_ets_search *search,
                            const struct fc_ets_form *form,
                            const double *found);

/* ets_slope.c */

/** -2 log L at the coordinates @p z, whose parameters go to search->x;
 * infinite where the model is none. */
double fc_ets_objective(struct fc_ets_search *search, const double *z);
/** Gradient and hessian where fc_ets_objective() is finite. */
void fc_ets_slopes(struct fc_ets_search *search, const double *z);

/* ets_start.c */

/** Start values of the states into search->x. */
void fc_ets_start(struct fc_ets_search *search);

#endif
