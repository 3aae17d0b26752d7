/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the variance of the errors depend on the columns? Regress the squared
 * errors on a constant and terms z made of the columns:
 *
 *   Koenker, White    n R^2              chi-squared, one degree a term
 *   Breusch-Pagan     (explained sum of squares of e^2 / s^2) / 2, likewise
 *
 * with s^2 = sum e^2 / n. The terms are the columns, and for White their
 * squares and products too; they are centred and scaled first, which leaves
 * the space they span and keeps squares of large numbers apart. Terms that
 * depend on others (squares of dummies) drop out and have no degree.
 *
 * References: Breusch & Pagan (1979), Econometrica 47, 1287-1294; Koenker
 * (1981), Journal of Econometrics 17, 107-112; White (1980), Econometrica 48,
 * 817-838.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "regress/tested.h"
#include "stats/test_result.h"

/* Columns whose squares and products are formed: beyond, they would take
 * minutes, and no sample has rows for them. */
enum { MOST_COLUMNS = 30 };

/* One of the tests. */
struct kind {
    bool products;    /* and squares */
    bool by_variance; /* that of normal errors; else n R^2 */
    fc_test names;
};

/* The auxiliary regression of the squared errors. */
struct squares {
    size_t n;
    size_t p;
    double *terms;  /* p * n, one column after the other, standardised */
    double *column; /* n */
    double *square; /* n: squared errors over their mean */
    fc_projector *projector;
};

static void squares_release(struct squares *squares)
{
    free(squares->terms);
    free(squares->column);
    free(squares->square);
    fc_projector_free(squares->projector);
}

/* Centre and scale one column of the design; a constant becomes zero. */
static void standardise(double *out, const fc_design *design, size_t column)
{
    size_t n = fc_design_rows(design);
    double mean = 0.0;
    double scale = 0.0;

    for (size_t i = 0; i < n; i++) {
        out[i] = fc_design_value(design, i, column);
    }
    mean = gsl_stats_mean(out, 1, n);
    scale = gsl_stats_sd_with_fixed_mean(out, 1, n, mean);
    for (size_t i = 0; i < n; i++) {
        out[i] = scale > 0.0 ? (out[i] - mean) / scale : 0.0;
    }
}

static fc_status squares_init(struct squares *squares,
                              const fc_linear_problem *problem,
                              size_t term_count, fc_error *err)
{
    size_t n = fc_design_rows(problem->design);
    size_t p = fc_design_columns(problem->design);

    *squares = (struct squares){
        .n = n,
        .p = p,
        .terms = fc_reallocarray(NULL, p, n * sizeof(double)),
        .column = fc_calloc(n, sizeof(double)),
        .square = fc_calloc(n, sizeof(double))};
    if (squares->terms == NULL || squares->column == NULL
        || squares->square == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a test of %zu rows", n);
    }
    for (size_t j = 0; j < p; j++) {
        standardise(squares->terms + j * n, problem->design, j);
    }
    return fc_projector_create(&squares->projector, n, term_count + 1, err);
}

/* The constant and the columns. */
static void add_columns(struct squares *squares)
{
    fc_projector_begin(squares->projector, squares->n);
    for (size_t i = 0; i < squares->n; i++) {
        squares->column[i] = 1.0;
    }
    fc_projector_add(squares->projector, squares->column, 1);
    for (size_t j = 0; j < squares->p; j++) {
        fc_projector_add(squares->projector, squares->terms + j * squares->n,
                         1);
    }
}

static void add_products(struct squares *squares)
{
    for (size_t j = 0; j < squares->p; j++) {
        for (size_t k = 0; k <= j; k++) {
            const double *left = squares->terms + j * squares->n;
            const double *right = squares->terms + k * squares->n;

            for (size_t i = 0; i < squares->n; i++) {
                squares->column[i] = left[i] * right[i];
            }
            fc_projector_add(squares->projector, squares->column, 1);
        }
    }
}

static fc_status check_terms(const struct squares *squares, const char *name,
                             fc_error *err)
{
    if (squares->projector->rank < 2) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "no column of the regression varies: the test %s has "
                       "nothing that the variance could depend on",
                       name);
    }
    if (squares->n <= squares->projector->rank) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu rows are too few for the %zu terms of the test %s",
                       squares->n, squares->projector->columns, name);
    }
    return FC_OK;
}

/* Sums of squares about the mean: all of them, and what the terms leave. */
static fc_status explain(fc_test *out, struct squares *squares,
                         const fc_tested *tested, const struct kind *kind,
                         fc_error *err)
{
    fc_test test = kind->names;
    double n = (double)squares->n;
    double total = 0.0;
    double rest = 0.0;

    for (size_t i = 0; i < squares->n; i++) {
        double e = tested->residuals[i];

        squares->square[i] = e * e * n / tested->rss - 1.0;
        total += squares->square[i] * squares->square[i];
    }
    rest = fc_projector_residuals(squares->projector, squares->column,
                                  squares->square);
    if (!(total > 0.0)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "all errors are of the same size: the test %s has "
                       "nothing to explain",
                       test.name);
    }
    test.distribution = FC_CHI_SQUARED;
    test.df1 = (double)(squares->projector->rank - 1);
    test.statistic = fmax(total - rest, 0.0)
                     * (kind->by_variance ? 0.5 : n / total);
    return fc_test_finish(out, test, err);
}

static fc_status regress_squares(struct squares *squares,
                                 const fc_linear_problem *problem,
                                 const struct kind *kind, fc_error *err)
{
    size_t p = fc_design_columns(problem->design);
    size_t term_count = p + (kind->products ? p * (p + 1) / 2 : 0);
    fc_status status = FC_OK;

    if (kind->products && p > MOST_COLUMNS) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the test %s of %zu columns would have %zu terms; use "
                       "Breusch-Pagan",
                       kind->names.name, p, term_count);
    }
    status = squares_init(squares, problem, term_count, err);
    if (status != FC_OK) {
        return status;
    }
    add_columns(squares);
    if (kind->products) {
        add_products(squares);
    }
    status = fc_projector_finish(squares->projector, err);
    return status == FC_OK ? check_terms(squares, kind->names.name, err)
                           : status;
}

static fc_status run(fc_test *out, const fc_linear_problem *problem,
                     const struct kind *kind, fc_error *err)
{
    struct squares squares = {0};
    fc_tested *tested = NULL;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    if (status == FC_OK) {
        status = regress_squares(&squares, problem, kind, err);
    }
    if (status == FC_OK) {
        status = explain(out, &squares, tested, kind, err);
    }
    squares_release(&squares);
    fc_tested_free(tested);
    return status;
}

fc_status fc_breusch_pagan_test(fc_test *out, const fc_linear_problem *problem,
                                fc_breusch_pagan kind, fc_error *err)
{
    static const struct kind kinds[] = {
        [FC_KOENKER] =
            {.names = {.name = "Breusch-Pagan, studentised",
                       .null_hypothesis = "the variance of the errors does not "
                                          "depend on the columns",
                       .alternative = "errors whose variance depends on the "
                                      "columns"}},
        [FC_BREUSCH_PAGAN] =
            {.by_variance = true,
             .names = {.name = "Breusch-Pagan",
                       .null_hypothesis = "the variance of the errors does not "
                                          "depend on the columns",
                       .alternative = "errors whose variance depends on the "
                                      "columns"}},
    };

    return run(out, problem, &kinds[kind], err);
}

fc_status fc_white_test(fc_test *out, const fc_linear_problem *problem,
                        fc_error *err)
{
    static const struct kind kind = {
        .products = true,
        .names = {.name = "White",
                  .null_hypothesis = "the variance of the errors does not "
                                     "depend on the columns, squares, products",
                  .alternative = "errors whose variance depends on the "
                                 "columns, their squares or products"}};

    return run(out, problem, &kind, err);
}
