/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Diagnostics of a linear regression: are the errors uncorrelated, of constant
 * variance, normal; is the relation stable and complete; which rows decide?
 *
 *  - Rows are in order of time. Tests of correlation and of breaks take them as
 *    consecutive: where rows were dropped in between, they are read with care.
 *  - With weights, the tests look at the rows multiplied by the square roots of
 *    their weights, on which weighted least squares is ordinary.
 *  - A test that cannot be computed (too few rows, an exact fit) is a status
 *    with a sentence, never a NaN.
 *  - Null hypotheses, sources and defaults are told in docs/methods.md.
 */
#ifndef FORECAST_DIAGNOSTICS_H
#define FORECAST_DIAGNOSTICS_H

#include <stddef.h>

#include "forecast/regression.h"
#include "forecast/report.h"
#include "forecast/statistics.h"

FC_BEGIN_DECLS

/** A regression to look into. Borrowed; the design has full rank. */
typedef struct fc_linear_problem {
    const fc_design *design; /**< the columns */
    const double *y;         /**< one value a row, finite */
    const double *weights;   /**< one a row, above zero; NULL: all 1 */
} fc_linear_problem;

/*
 * All tests return: FC_ERR_TOO_SHORT (says how many rows are needed),
 * FC_ERR_DATA for an exact fit, FC_ERR_SINGULAR if a column of the design
 * depends on others, FC_ERR_NONFINITE, FC_ERR_ARGUMENT, FC_ERR_MEMORY.
 */

/**
 * Durbin & Watson: successive errors are uncorrelated, against positive
 * correlation (lmtest::dwtest). The p value is exact for normal errors for up
 * to 200 rows, else by the normal approximation. Above 0.95 it speaks for
 * negative correlation. Not valid with lags of y among the columns.
 */
FC_API fc_status fc_durbin_watson_test(fc_test *out,
                                       const fc_linear_problem *problem,
                                       fc_error *err);

/** Two forms of the same test. */
typedef enum fc_test_form {
    FC_FORM_CHI_SQUARED, /**< n R^2 of the auxiliary regression */
    FC_FORM_F,
} fc_test_form;

/**
 * Breusch & Godfrey: errors are uncorrelated at lags 1 to @p order
 * (lmtest::bgtest; errors before the first are 0). Valid with lags of y.
 */
FC_API fc_status fc_breusch_godfrey_test(fc_test *out,
                                         const fc_linear_problem *problem,
                                         size_t order, fc_test_form form,
                                         fc_error *err);

/** Kinds of the Breusch-Pagan test. */
typedef enum fc_breusch_pagan {
    FC_KOENKER,       /**< studentised: needs no normal errors */
    FC_BREUSCH_PAGAN, /**< the original of 1979 */
} fc_breusch_pagan;

/**
 * Breusch & Pagan: the variance of the errors does not depend on the columns
 * (lmtest::bptest).
 */
FC_API fc_status fc_breusch_pagan_test(fc_test *out,
                                       const fc_linear_problem *problem,
                                       fc_breusch_pagan kind, fc_error *err);

/**
 * White: the variance of the errors does not depend on the columns, their
 * squares and products (n R^2). Terms that repeat others are left out. More
 * than 30 columns are refused.
 */
FC_API fc_status fc_white_test(fc_test *out, const fc_linear_problem *problem,
                               fc_error *err);

/**
 * Ramsey's RESET: squares and cubes of the fitted values add nothing
 * (lmtest::resettest).
 */
FC_API fc_status fc_reset_test(fc_test *out, const fc_linear_problem *problem,
                               fc_error *err);

/**
 * Chow: the coefficients of the rows before row @p row (from 0) and of those
 * from it on are the same. The row must have been chosen without looking at y;
 * else use fc_break_scan().
 */
FC_API fc_status fc_chow_test(fc_test *out, const fc_linear_problem *problem,
                              size_t row, fc_error *err);

/** The most likely break and whether it is one. */
typedef struct fc_break_scan_result {
    fc_test
        test;   /**< statistic: the largest Chow statistic times its degrees */
    size_t row; /**< first row after the most likely break, from 0 */
    size_t first; /**< rows looked at: first to last */
    size_t last;  /**< last break looked at */
} fc_break_scan_result;

/**
 * Andrews (1993): the coefficients are the same over all rows, against a break
 * at any row but the first and last share @p trimming of them (sup-F;
 * strucchange::Fstats and sctest). The p value is that of the limit law,
 * computed from its eigenvalues: a little large for few rows. Of more than 700
 * rows some 500, evenly spread, are looked at; more than 10,000 are refused.
 * @param trimming share of the rows on each side, 0 < trimming < 0.5; 0: 0.15
 */
FC_API fc_status fc_break_scan(fc_break_scan_result *out,
                               const fc_linear_problem *problem,
                               double trimming, fc_error *err);

/**
 * CUSUM of the residuals (Ploberger & Krämer 1992; strucchange::efp, type
 * "OLS-CUSUM"): the level of the relation does not change. The design needs a
 * constant.
 */
FC_API fc_status fc_cusum_test(fc_test *out, const fc_linear_problem *problem,
                               fc_error *err);

/**
 * Granger: lags 1 to @p order of x add nothing to those of y in explaining y
 * (lmtest::grangertest). A lead in time, not a cause.
 * @param x n values without gaps, as @p y
 */
FC_API fc_status fc_granger_test(fc_test *out, const double *y, const double *x,
                                 size_t n, size_t order, fc_error *err);

/** How much each row decides; owns its arrays of n values. */
typedef struct fc_influence {
    size_t n;             /**< number of observations */
    double *leverage;     /**< diagonal of the hat matrix (R: hatvalues) */
    double *standardised; /**< residual over its standard error (rstandard) */
    double *studentised;  /**< the same, scaled without the row itself
                               (rstudent); infinite if all others fit exactly */
    double *cook;         /**< Cook's distance (cooks.distance) */
    size_t undefined;     /**< rows of leverage 1: fitted exactly whatever y is;
                               NaN in all arrays but leverage */
    size_t largest;       /**< row of the largest Cook's distance, from 0 */
} fc_influence;

/** The caller frees *out with fc_influence_free(). Needs n > columns + 1. */
FC_API fc_status fc_influence_create(fc_influence **out,
                                     const fc_linear_problem *problem,
                                     fc_error *err);
/** NULL is fine. */
FC_API void fc_influence_free(fc_influence *influence);

/** What to put into a table of diagnostics. Zero means the default. */
typedef struct fc_diagnostics_options {
    size_t lags;                  /**< of the tests for correlation; 0: 4 */
    const char *const *row_names; /**< one a row, for people; NULL: numbers */
} fc_diagnostics_options;

/**
 * Run the standard tests and append their results to @p report: for machines
 * the table "diagnostics" (test, statistic, distribution, df1, df2, p_value,
 * meaning in words), for people the narrow table "tests". A test that cannot be
 * computed has a row that says why.
 * @return FC_ERR_MEMORY, or what makes all tests impossible; failures of
 *         building stay in the report
 */
FC_API fc_status fc_diagnostics_report(fc_report *report,
                                       const fc_linear_problem *problem,
                                       const fc_diagnostics_options *options,
                                       fc_error *err);

FC_END_DECLS

#endif
