/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * U(t) = W(e^t) / e^(t/2) is a stationary Ornstein-Uhlenbeck process, and
 * x = |U|^2 / 2 a diffusion with generator
 *
 *   L f = x f'' + (b - x) f',   b = dimension / 2,
 *
 * and density w(x) = x^(b-1) e^(-x) / Gamma(b). Killed where it reaches
 * c = statistic / 2, it survives a span T with probability
 *
 *   S(T) = sum of exp(-l T) (integral of f w)^2 / (integral of f^2 w)
 *
 * over the eigenvalues l and eigenfunctions f of -L with f(c) = 0, which make
 * the integral of x w f'^2 stationary for a given one of f^2 w. They are found
 * (Galerkin) among the functions f = e^(x/2) (1 - z) p(z), z = x / c, p a
 * polynomial: e^(x/2) keeps the weights in range, and polynomials that are
 * orthonormal for the weight (1 - z)^2 z^(b-1) make it an ordinary symmetric
 * eigenproblem. They are built by Stieltjes' recursion on Gauss-Legendre nodes
 * in the square root of z, which takes the singularity at 0 away.
 *
 * References: Andrews (1993), Econometrica 61, 821-856; Estrella (2003),
 * Econometric Theory 19, 1128-1143 (the same series, from Kummer's function);
 * Gautschi (2004), Orthogonal Polynomials, section 2.2.3.
 */
#include "regress/sup_law.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

/* Polynomials, and nodes that integrate their products exactly for all that
 * follows. */
enum { TERMS = 48, NODES = 160 };

/* Below this span so few terms are not enough; the law is chi-squared up to
 * less than the tail itself. Trimming would have to leave 1 % of the rows. */
static const double least_span = 0.05;

/* The tail beyond this, plus four a dimension, is below 1e-12, where one less a
 * sum has no digits left. */
static const double largest_statistic = 80.0;

struct law {
    double b;
    double c;
    double span;
    gsl_integration_glfixed_table *rule;
    gsl_matrix *value; /* TERMS * NODES: psi = (1 - z) p(z) times the root of
                          the weight of the node, for z^(b-1) dz */
    gsl_matrix *flux;  /* likewise: sqrt(x) e^(-x/2) f' */
    gsl_matrix *form;  /* TERMS * TERMS: integrals of x w f' f' */
    gsl_matrix *basis; /* TERMS * TERMS: eigenvectors */
    gsl_vector *decay; /* TERMS: eigenvalues */
    gsl_eigen_symmv_workspace *work;
};

static void law_release(struct law *law)
{
    if (law->rule != NULL) {
        gsl_integration_glfixed_table_free(law->rule);
    }
    gsl_matrix_free(law->value);
    gsl_matrix_free(law->flux);
    gsl_matrix_free(law->form);
    gsl_matrix_free(law->basis);
    gsl_vector_free(law->decay);
    gsl_eigen_symmv_free(law->work);
}

static bool law_init(struct law *law)
{
    law->rule = gsl_integration_glfixed_table_alloc(NODES);
    law->value = gsl_matrix_alloc(TERMS, NODES);
    law->flux = gsl_matrix_alloc(TERMS, NODES);
    law->form = gsl_matrix_calloc(TERMS, TERMS);
    law->basis = gsl_matrix_alloc(TERMS, TERMS);
    law->decay = gsl_vector_alloc(TERMS);
    law->work = gsl_eigen_symmv_alloc(TERMS);
    return law->rule != NULL && law->value != NULL && law->flux != NULL
           && law->form != NULL && law->basis != NULL && law->decay != NULL
           && law->work != NULL;
}

/* One step of the recursion at all nodes. */
struct polynomials {
    double z[NODES];
    double weight[NODES]; /* of z^(b-1) dz */
    double before[NODES];
    double now[NODES];
    double slope_before[NODES];
    double slope[NODES];
};

static void place_nodes(struct polynomials *p, const struct law *law)
{
    for (size_t i = 0; i < NODES; i++) {
        double root = 0.0;
        double weight = 0.0;

        (void)gsl_integration_glfixed_point(0.0, 1.0, i, &root, &weight,
                                            law->rule);
        p->z[i] = root * root;
        p->weight[i] = 2.0 * weight * pow(root, 2.0 * law->b - 1.0);
        p->before[i] = 0.0;
        p->now[i] = 1.0;
        p->slope_before[i] = 0.0;
        p->slope[i] = 0.0;
    }
}

/* Integral of p^2 z^power for the weight (1 - z)^2 z^(b-1). */
static double square_of(const struct polynomials *p, bool times_z)
{
    double sum = 0.0;

    for (size_t i = 0; i < NODES; i++) {
        double left = 1.0 - p->z[i];

        sum += p->weight[i] * left * left * p->now[i] * p->now[i]
               * (times_z ? p->z[i] : 1.0);
    }
    return sum;
}

static void normalise(struct polynomials *p, double square)
{
    double factor = 1.0 / sqrt(square);

    for (size_t i = 0; i < NODES; i++) {
        p->now[i] *= factor;
        p->slope[i] *= factor;
    }
}

/* From p(k-1) and p(k) to p(k+1), not yet normalised; @p beta links the first
 * two. */
static void advance(struct polynomials *p, double beta)
{
    double alpha = square_of(p, true);

    for (size_t i = 0; i < NODES; i++) {
        double next = (p->z[i] - alpha) * p->now[i] - beta * p->before[i];
        double slope = p->now[i] + (p->z[i] - alpha) * p->slope[i]
                       - beta * p->slope_before[i];

        p->before[i] = p->now[i];
        p->now[i] = next;
        p->slope_before[i] = p->slope[i];
        p->slope[i] = slope;
    }
}

static void store(struct law *law, const struct polynomials *p, size_t k)
{
    for (size_t i = 0; i < NODES; i++) {
        double left = 1.0 - p->z[i];
        double psi = left * p->now[i];
        double slope = (left * p->slope[i] - p->now[i]) / law->c;
        double root = sqrt(p->weight[i]);

        gsl_matrix_set(law->value, k, i, root * psi);
        gsl_matrix_set(law->flux, k, i,
                       root * sqrt(law->c * p->z[i]) * (slope + 0.5 * psi));
    }
}

/* Integral of e^(-x/2) psi(k) z^(b-1): the share of 1 in the k-th function. */
static void start(double *out, const struct law *law,
                  const struct polynomials *p)
{
    for (size_t k = 0; k < TERMS; k++) {
        double sum = 0.0;

        for (size_t i = 0; i < NODES; i++) {
            sum += gsl_matrix_get(law->value, k, i) * sqrt(p->weight[i])
                   * exp(-0.5 * law->c * p->z[i]);
        }
        out[k] = sum;
    }
}

static int survival(double *out, struct law *law)
{
    struct polynomials p;
    double beta = 0.0;
    double share[TERMS];
    double sum = 0.0;
    int code = GSL_SUCCESS;

    place_nodes(&p, law);
    for (size_t k = 0; k < TERMS; k++) {
        double square = square_of(&p, false);

        normalise(&p, square);
        store(law, &p, k);
        beta = k > 0 ? sqrt(square) : 0.0;
        advance(&p, beta);
    }
    start(share, law, &p);
    code = gsl_blas_dsyrk(CblasLower, CblasNoTrans, 1.0, law->flux, 0.0,
                          law->form);
    if (code == GSL_SUCCESS) {
        code = gsl_eigen_symmv(law->form, law->decay, law->basis, law->work);
    }
    for (size_t j = 0; j < TERMS && code == GSL_SUCCESS; j++) {
        gsl_vector_const_view f = gsl_matrix_const_column(law->basis, j);
        gsl_vector_const_view one = gsl_vector_const_view_array(share, TERMS);
        double product = 0.0;

        (void)gsl_blas_ddot(&f.vector, &one.vector, &product);
        sum += product * product
               * exp(-gsl_vector_get(law->decay, j) * law->span);
    }
    *out = sum * exp(law->b * log(law->c) - gsl_sf_lngamma(law->b));
    return code;
}

fc_status fc_sup_law_tail(double *out, double statistic, size_t dimension,
                          double span, fc_error *err)
{
    struct law law = {
        .b = 0.5 * (double)dimension, .c = 0.5 * statistic, .span = span};
    double left = 0.0;
    int code = GSL_ENOMEM;

    if (!(statistic > 0.0) || span < least_span) {
        *out = gsl_cdf_chisq_Q(fmax(statistic, 0.0), (double)dimension);
        return FC_OK;
    }
    if (statistic > largest_statistic + 4.0 * (double)dimension) {
        *out = 0.0;
        return FC_OK;
    }
    if (law_init(&law)) {
        code = survival(&left, &law);
    }
    law_release(&law);
    if (code != GSL_SUCCESS) {
        return FC_FAIL(
            err, code == GSL_ENOMEM ? FC_ERR_MEMORY : FC_ERR_CONVERGENCE,
            "the p value of the scan for breaks: %s", gsl_strerror(code));
    }
    *out = fmin(fmax(1.0 - left, 0.0), 1.0);
    return FC_OK;
}
