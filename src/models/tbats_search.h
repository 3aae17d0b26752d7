/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for the parameters of a TBATS model of known form.
 */
#ifndef FC_MODELS_TBATS_SEARCH_H
#define FC_MODELS_TBATS_SEARCH_H

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>

#include "models/tbats.h"

/* tbats_admissible.c */

/** Room for eigenvalues. */
struct fc_tbats_spectrum {
    size_t states;
    gsl_matrix *matrix;
    gsl_vector_complex *values;
    gsl_eigen_nonsymm_workspace *work;
};

fc_status fc_tbats_spectrum_init(struct fc_tbats_spectrum *out, size_t states,
                                 fc_error *err);
void fc_tbats_spectrum_release(struct fc_tbats_spectrum *spectrum);
/**
 * True if the influence of old errors dies out: the eigenvalues of F - g w' and
 * the inverse roots of AR and MA are in the circle (R: checkAdmissibility()).
 * @param spectrum for as many states as the form has
 */
bool fc_tbats_admissible(struct fc_tbats_spectrum *spectrum,
                         const struct fc_tbats_form *form,
                         const struct fc_tbats_parameters *parameters);

/* tbats_variables.c */

enum {
    FC_TBATS_VARIABLES_MAX = 4 + 2 * FC_TBATS_SEASONS_MAX
                             + 2 * FC_TBATS_ORDER_MAX
};

/** One variable of the search. Those at the place of a gamma run along an edge
 * of fc_tbats_cone(). */
struct fc_tbats_variable {
    double lower;
    double upper;
    double size;  /* what it moves for a step of 1 */
    size_t place; /* the double in the parameters */
};

/** The variables of a form; their number. */
size_t fc_tbats_variables(struct fc_tbats_variable *out,
                          const struct fc_tbats_form *form);
/**
 * The edges of the cone of admissible gammas of season @p i, where these are
 * small: directions of (gamma1, gamma2).
 */
void fc_tbats_cone(double edge[2][2], const struct fc_tbats_form *form,
                   const struct fc_tbats_parameters *parameters, size_t i);

/* tbats_place.c */

/** What a search goes through. */
struct fc_tbats_space {
    struct fc_tbats_room *room;
    const struct fc_tbats_form *form;
    struct fc_tbats_variable variables[FC_TBATS_VARIABLES_MAX];
    size_t count;
};

/** A place: parameters, the objective and its slope by the variables. */
struct fc_tbats_place {
    struct fc_tbats_parameters parameters;
    double value;
    double x[FC_TBATS_VARIABLES_MAX]; /* variables in units of their sizes */
    double slope[FC_TBATS_VARIABLES_MAX];
};

/** Fill parameters, value and slope from x. */
void fc_tbats_place_evaluate(struct fc_tbats_place *place,
                             const struct fc_tbats_space *space);
/** The place at @p start, as near as the bounds let it. */
void fc_tbats_place_at(struct fc_tbats_place *out,
                       const struct fc_tbats_space *space,
                       const struct fc_tbats_parameters *start);

/* tbats_orders.c */

/** An ARMA model of errors, roughly. */
struct fc_tbats_order {
    size_t p;
    size_t q;
    double aicc; /* infinite: none */
    double ar[FC_TBATS_ORDER_MAX];
    double ma[FC_TBATS_ORDER_MAX];
};

/**
 * The @p count best orders but (0, 0) for errors, the best first.
 * @param only of this form's orders; NULL: of all with p + q <= 5
 * @param shock room for n values
 */
void fc_tbats_orders(struct fc_tbats_order *best, size_t count,
                     const struct fc_tbats_form *only, double *shock,
                     const double *e, size_t n);

/* tbats_search.c */

struct fc_tbats_point {
    struct fc_tbats_parameters parameters;
    double objective; /* infinite if nothing admissible was found */
    double aic;       /* as R counts: 2 for each parameter and seed */
};

/** How to search. */
struct fc_tbats_plan {
    const struct fc_tbats_form *form;
    const struct fc_tbats_parameters *start; /**< NULL: usual places */
    bool thorough;   /**< go along the edge of what is admissible as well */
    double hopeless; /**< give up where the AIC stays above this; 0: never */
};

/** The best parameters of a form. */
fc_status fc_tbats_search(struct fc_tbats_point *out,
                          struct fc_tbats_room *room,
                          const struct fc_tbats_plan *plan, fc_error *err);

#endif
