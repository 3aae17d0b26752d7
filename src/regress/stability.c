/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are the coefficients the same in all rows? With S, S1, S2 the sums of squares
 * of the fits to all rows, to those before a row and to the others, and r, r1,
 * r2 the ranks:
 *
 *   Chow   F = [(S - S1 - S2) / q] / [(S1 + S2) / (n - r1 - r2)],
 *          q = r1 + r2 - r
 *   scan   the largest q F over the rows of the trimmed middle
 *   CUSUM  max |e(1) + ... + e(t)| / (s sqrt(n)),  s^2 = S / (n - r)
 *
 * A column that is constant in one part (a dummy of an event) takes a degree
 * from q and nothing else.
 *
 * References: Chow (1960), Econometrica 28, 591-605; Andrews (1993),
 * Econometrica 61, 821-856; Ploberger & Kraemer (1992), Econometrica 60,
 * 271-285.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "regress/sup_law.h"
#include "regress/tested.h"
#include "stats/test_result.h"

static const double default_trimming = 0.15;

enum { SERIES_TERMS = 100 };

/* A scan fits both parts anew at every row it looks at: so many rows of long
 * samples, evenly spread, and none of samples where that would take minutes. */
enum { MOST_SPLITS = 500, MOST_ROWS = 10000 };

/* One part of the rows, fitted by itself. */
struct part {
    double rss;
    size_t rank;
};

static fc_status fit_part(struct part *out, fc_tested *tested, double *rest,
                          size_t from, size_t to, fc_error *err)
{
    fc_status status = FC_OK;

    fc_tested_project(tested, from, to);
    status = fc_projector_finish(tested->projector, err);
    if (status == FC_OK) {
        out->rss = fc_projector_residuals(tested->projector, rest,
                                          tested->y + from);
        out->rank = tested->projector->rank;
    }
    return status;
}

/* The Chow statistic as F; its degrees are 0 if it does not exist. */
struct split {
    double f;
    double numerator;
    double denominator;
};

static fc_status split_at(struct split *out, fc_tested *tested, double *rest,
                          size_t row, fc_error *err)
{
    struct part before = {0};
    struct part after = {0};
    struct split split = {0};
    double apart = 0.0;
    fc_status status = fit_part(&before, tested, rest, 0, row, err);

    if (status == FC_OK) {
        status = fit_part(&after, tested, rest, row, tested->n, err);
    }
    if (status != FC_OK) {
        return status;
    }
    apart = before.rss + after.rss;
    split.numerator = (double)before.rank + (double)after.rank
                      - (double)tested->p;
    split.denominator = (double)tested->n - (double)before.rank
                        - (double)after.rank;
    if (split.numerator > 0.0 && split.denominator > 0.0
        && sqrt(apart) > fc_rounding_norm(tested->y, tested->n)) {
        split.f = fmax(tested->rss - apart, 0.0) / split.numerator
                  / (apart / split.denominator);
    } else {
        split.numerator = 0.0;
    }
    *out = split;
    return FC_OK;
}

/* A problem and n values of scratch; both are NULL after a failure. */
static fc_status open_problem(fc_tested **tested, double **rest,
                              const fc_linear_problem *problem, fc_error *err)
{
    size_t n = fc_design_rows(problem->design);
    fc_status status = fc_tested_create(tested, problem, 0, err);

    *rest = NULL;
    if (status != FC_OK) {
        return status;
    }
    *rest = fc_calloc(n, sizeof **rest);
    if (*rest == NULL) {
        fc_tested_free(*tested);
        *tested = NULL;
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu rows", n);
    }
    return FC_OK;
}

static fc_status chow(fc_test *out, fc_tested *tested, double *rest, size_t row,
                      fc_error *err)
{
    fc_test test = {
        .null_hypothesis = "the coefficients are the same before and after",
        .alternative = "coefficients that changed there",
        .distribution = FC_F};
    struct split split = {0};
    fc_status status = split_at(&split, tested, rest, row, err);

    if (status != FC_OK) {
        return status;
    }
    if (!(split.numerator > 0.0)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "a break at row %zu cannot be tested: the rows before "
                       "or after it are too few for %zu columns, or fitted "
                       "exactly",
                       row + 1, tested->p);
    }
    (void)snprintf(test.name, sizeof test.name, "Chow at row %zu", row + 1);
    test.statistic = split.f;
    test.df1 = split.numerator;
    test.df2 = split.denominator;
    return fc_test_finish(out, test, err);
}

fc_status fc_chow_test(fc_test *out, const fc_linear_problem *problem,
                       size_t row, fc_error *err)
{
    size_t n = fc_design_rows(problem->design);
    size_t p = fc_design_columns(problem->design);
    fc_tested *tested = NULL;
    double *rest = NULL;
    fc_status status = FC_OK;

    if (row < p || n < p || row > n - p) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "a break at row %zu of %zu cannot be tested: at least "
                       "%zu rows are needed before it and from it on",
                       row + 1, n, p);
    }
    status = open_problem(&tested, &rest, problem, err);
    if (status == FC_OK) {
        status = chow(out, tested, rest, row, err);
        free(rest);
        fc_tested_free(tested);
    }
    return status;
}

/* Rows to look at: those whose both parts hold the trimmed share, as
 * strucchange counts, and can be fitted. */
static fc_status range_of(fc_break_scan_result *result, const fc_tested *tested,
                          double trimming, fc_error *err)
{
    size_t n = tested->n;

    if (n > MOST_ROWS) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu rows are too many to look for breaks; at most %d "
                       "can be scanned",
                       n, MOST_ROWS);
    }
    result->first = (size_t)floor(trimming * (double)n);
    result->last = n - result->first;
    if (result->first <= tested->p || result->first > result->last) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu rows are too few to look for breaks between %.0f "
                       "and %.0f %% of them with %zu columns",
                       n, 100.0 * trimming, 100.0 * (1.0 - trimming),
                       tested->p);
    }
    return FC_OK;
}

static fc_status scan(fc_break_scan_result *result, fc_tested *tested,
                      double *rest, fc_error *err)
{
    size_t stride = 1 + (result->last - result->first) / MOST_SPLITS;

    for (size_t row = result->first; row <= result->last; row += stride) {
        struct split split = {0};
        fc_status status = split_at(&split, tested, rest, row, err);

        if (status != FC_OK) {
            return status;
        }
        result->test.df1 = fmax(result->test.df1, split.numerator);
        if (split.numerator * split.f > result->test.statistic) {
            result->test.statistic = split.numerator * split.f;
            result->row = row;
        }
    }
    if (!(result->test.df1 > 0.0)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "no row can be tested for a break: the parts are fitted "
                       "exactly");
    }
    return FC_OK;
}

fc_status fc_break_scan(fc_break_scan_result *out,
                        const fc_linear_problem *problem, double trimming,
                        fc_error *err)
{
    double share = trimming > 0.0 ? trimming : default_trimming;
    fc_break_scan_result result = {
        .test = {.name = "sup-F scan for a break",
                 .null_hypothesis = "the coefficients are the same in all rows",
                 .alternative = "coefficients that changed somewhere",
                 .distribution = FC_SUP_CHI_SQUARED}};
    fc_tested *tested = NULL;
    double *rest = NULL;
    fc_status status = FC_OK;

    if (!(trimming >= 0.0) || !(share < 0.5)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the share to leave out on each side must lie between "
                       "0 and 0.5, not %g",
                       trimming);
    }
    status = open_problem(&tested, &rest, problem, err);
    if (status != FC_OK) {
        return status;
    }
    status = range_of(&result, tested, share, err);
    if (status == FC_OK) {
        status = scan(&result, tested, rest, err);
    }
    if (status == FC_OK) {
        double odds = (double)result.last / (double)(tested->n - result.last);

        odds *= (double)(tested->n - result.first) / (double)result.first;
        status = fc_sup_law_tail(&result.test.p_value, result.test.statistic,
                                 (size_t)result.test.df1, log(odds), err);
    }
    if (status == FC_OK) {
        *out = result;
    }
    free(rest);
    fc_tested_free(tested);
    return status;
}

/* P(largest distance of a Brownian bridge from 0 exceeds x), by Kolmogorov. */
static double bridge_tail(double x)
{
    double sum = 0.0;

    if (x < 0.1) {
        return 1.0; /* to more digits than a double has */
    }
    for (int k = SERIES_TERMS; k > 0; k--) {
        double sign = k % 2 == 0 ? -1.0 : 1.0;

        sum += sign * exp(-2.0 * (double)(k * k) * x * x);
    }
    return fmin(fmax(2.0 * sum, 0.0), 1.0);
}

fc_status fc_cusum_test(fc_test *out, const fc_linear_problem *problem,
                        fc_error *err)
{
    fc_test test = {.name = "CUSUM of residuals",
                    .null_hypothesis = "the level of the relation is the same "
                                       "in all rows",
                    .alternative = "a level that moved",
                    .distribution = FC_BROWNIAN_BRIDGE};
    fc_tested *tested = NULL;
    double sum = 0.0;
    double largest = 0.0;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    if (status != FC_OK) {
        return status;
    }
    if (!tested->constant) {
        fc_tested_free(tested);
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "CUSUM of residuals needs a constant among the columns");
    }
    for (size_t t = 0; t < tested->n; t++) {
        sum += tested->residuals[t];
        largest = fmax(largest, fabs(sum));
    }
    test.statistic = largest
                     / sqrt(tested->rss * (double)tested->n
                            / (double)(tested->n - tested->p));
    test.p_value = bridge_tail(test.statistic);
    fc_tested_free(tested);
    *out = test;
    return FC_OK;
}
