/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimators, errors, tests and predictions against R, statsmodels, gretl and
 * exact arithmetic: tests/reference/regression*. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regression.h"

#include "support/reference.h"

enum { most_rows = 48, most_columns = 7 };

static const char *const from_r = "regression.csv";
static const char *const from_statsmodels = "regression_py.csv";
static const char *const from_gretl = "regression_gretl.csv";

struct study {
    const char *name;
    double tolerance; /* of R and others in what depends on X'X */
    size_t n;
    size_t p;
    double y[most_rows];
    double weights[most_rows]; /* 1, 2, 3, 4, 1, ... */
    fc_design *design;
};

/* Longley's condition number, squared, leaves the others 7 digits of robust
 * errors; test_longley_is_exact() shows that it is they. */
static const struct {
    const char *name;
    double tolerance;
} cases[] = {
    {"longley", 3e-7},
    {"stackloss", 1e-10},
    {"mtcars", 1e-9},
    {"amazon", 1e-10},
};

enum { case_count = sizeof cases / sizeof cases[0] };

static struct study studies[case_count];

/* Largest relative differences, for docs/conformance.md. */
enum group {
    GROUP_B,
    GROUP_M,
    GROUP_SE,
    GROUP_ROBUST_SE,
    GROUP_REST,
    group_count
};

static const char *const sources[] = {"regression.csv", "regression_py.csv",
                                      "regression_gretl.csv",
                                      "regression_exact.csv"};

enum { source_count = sizeof sources / sizeof sources[0] };

static double worst[source_count][case_count][group_count];

/* M-estimators apart: GSL stops them at steps of 1.5e-8. */
static enum group group_of(const char *dress, const char *quantity)
{
    bool robust = strstr(dress, "-hc") != NULL || strstr(dress, "-nw") != NULL;

    if (strcmp(quantity, "b") == 0) {
        return dress[0] == '\0' || strcmp(dress, "-wls") == 0
                       || strncmp(dress, "-ridge", 6) == 0
                   ? GROUP_B
                   : GROUP_M;
    }
    if (strcmp(quantity, "se") == 0) {
        return robust ? GROUP_ROBUST_SE : GROUP_SE;
    }
    return GROUP_REST;
}

static void record(double actual, double expected, const struct study *study,
                   enum group group, const char *file)
{
    for (size_t i = 0; i < source_count; i++) {
        if (strcmp(sources[i], file) == 0) {
            double *largest = &worst[i][study - studies][group];

            *largest = fmax(*largest, fabs(actual - expected) / fabs(expected));
        }
    }
}

static void print_differences(void)
{
    print_message("largest relative differences: coefficients, of "
                  "M-estimators, errors, HC and HAC errors, rest\n");
    for (size_t i = 0; i < source_count; i++) {
        for (size_t k = 0; k < case_count; k++) {
            const double *row = worst[i][k];

            if (!(row[GROUP_ROBUST_SE] > 0.0)) {
                continue; /* this source has not got this case */
            }
            print_message("%-20s %-9s %.0e %.0e %.0e %.0e %.0e\n", sources[i],
                          cases[k].name, row[GROUP_B], row[GROUP_M],
                          row[GROUP_SE], row[GROUP_ROBUST_SE], row[GROUP_REST]);
        }
    }
}

static void read_study(struct study *study)
{
    double column[most_rows];
    char text[24];

    study->n = (size_t)reference_value(from_r, study->name, "n");
    study->p = (size_t)reference_value(from_r, study->name, "columns");
    assert_true(study->n <= most_rows && study->p <= most_columns);
    assert_int_equal(fc_design_create(&study->design, study->n, study->p, NULL),
                     FC_OK);
    for (size_t j = 0; j < study->p; j++) {
        (void)snprintf(text, sizeof text, "x%zu_", j + 1);
        for (size_t i = 0; i < study->n; i++) {
            column[i] = j == 0 ? 1.0
                               : reference_numbered(from_r, study->name, text,
                                                    i + 1);
        }
        assert_int_equal(fc_design_add(study->design, text, column, NULL),
                         FC_OK);
    }
    for (size_t i = 0; i < study->n; i++) {
        study->y[i] = reference_numbered(from_r, study->name, "y", i + 1);
        study->weights[i] = (double)(1 + i % 4);
    }
}

static int read_studies(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        studies[i].name = cases[i].name;
        studies[i].tolerance = cases[i].tolerance;
        read_study(&studies[i]);
    }
    return 0;
}

static int free_studies(void **state)
{
    (void)state;
    print_differences();
    for (size_t i = 0; i < case_count; i++) {
        fc_design_free(studies[i].design);
    }
    return 0;
}

static fc_regression *fit_of(const struct study *study,
                             fc_regression_options options)
{
    fc_regression *fit = NULL;

    assert_int_equal(
        fc_regression_fit(&fit, study->design, study->y, &options, NULL),
        FC_OK);
    return fit;
}

/* @p values against <name><dress>,<quantity>1 ... of @p file. */
static void compare(const double *values, const struct study *study,
                    const char *dress, const char *quantity, const char *file,
                    double tolerance)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s%s", study->name, dress);
    for (size_t j = 0; j < study->p; j++) {
        double expected = reference_numbered(file, name, quantity, j + 1);

        record(values[j], expected, study, group_of(dress, quantity), file);
        reference_assert_close(values[j], expected, tolerance, 0.0);
    }
}

static void compare_one(double value, const struct study *study,
                        const char *dress, const char *quantity,
                        const char *file, double tolerance)
{
    char name[64];
    double expected = 0.0;

    (void)snprintf(name, sizeof name, "%s%s", study->name, dress);
    expected = reference_value(file, name, quantity);
    if (strcmp(quantity, "lambda") != 0) {
        record(value, expected, study, group_of(dress, quantity), file);
    }
    reference_assert_close(value, expected, tolerance, 0.0);
}

/* What R's summary(), statsmodels' and gretl's tables have. */
static void compare_table(const fc_regression *fit, const struct study *study,
                          const char *dress, const char *file)
{
    const double tolerance = 1e-9;

    compare(fit->coefficients, study, dress, "b", file, tolerance);
    compare(fit->standard_errors, study, dress, "se", file, tolerance);
    compare(fit->t, study, dress, "t", file, tolerance);
    compare(fit->p_values, study, dress, "p", file, 1e-8);
    compare_one(fit->sigma, study, dress, "sigma", file, tolerance);
    compare_one(fit->r_squared, study, dress, "r2", file, tolerance);
    compare_one(fit->adjusted_r_squared, study, dress, "adj", file, tolerance);
    compare_one(fit->f_statistic, study, dress, "f", file, tolerance);
    compare_one(fit->f_p_value, study, dress, "fp", file, 1e-8);
    compare_one(fit->log_likelihood, study, dress, "loglik", file, 1e-9);
}

static void compare_rest(const fc_regression *fit, const struct study *study,
                         const char *dress)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s%s", study->name, dress);
    compare_one(fit->rss, study, dress, "rss", from_r, 1e-9);
    compare_one(fit->aic, study, dress, "aic", from_r, 1e-9);
    compare_one(fit->bic, study, dress, "bic", from_r, 1e-9);
    assert_true(isnan(fit->vif[0]));
    for (size_t j = 1; j < study->p; j++) {
        reference_assert_close(fit->vif[j],
                               reference_numbered(from_r, name, "vif", j + 1),
                               1e-8, 0.0);
    }
    for (size_t i = 0; i < study->n; i++) {
        reference_assert_close(fit->leverage[i],
                               reference_numbered(from_r, name, "h", i + 1),
                               1e-8, 0.0);
        reference_assert_close(fit->fitted[i] + fit->residuals[i], study->y[i],
                               1e-14, 0.0);
    }
}

static void test_least_squares(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        const struct study *study = &studies[i];
        fc_regression *fit = fit_of(study, (fc_regression_options){0});

        compare_table(fit, study, "", from_r);
        compare_table(fit, study, "", from_statsmodels);
        compare_rest(fit, study, "");
        compare_one(fit->condition_number, study, "", "condition", from_r,
                    1e-9);
        reference_assert_close(fit->degrees_of_freedom,
                               (double)(study->n - study->p), 0.0, 0.0);
        fc_regression_free(fit);
    }
}

static void test_weighted(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        const struct study *study = &studies[i];
        fc_regression_options options = {.weights = study->weights};
        fc_regression *fit = fit_of(study, options);

        compare_table(fit, study, "-wls", from_r);
        compare_rest(fit, study, "-wls");
        compare(fit->coefficients, study, "-wls", "b", from_statsmodels, 1e-9);
        compare(fit->standard_errors, study, "-wls", "se", from_statsmodels,
                1e-9);
        fc_regression_free(fit);
    }
}

/* Kinds of errors; what the sources have of each. */
static const struct {
    const char *dress;
    fc_covariance_kind kind;
    size_t bandwidth;
    bool in_all;
    bool weighted;
} dresses[] = {
    {"-hc0", FC_COVARIANCE_HC0, 0, true, true},
    {"-hc1", FC_COVARIANCE_HC1, 0, true, false},
    {"-hc2", FC_COVARIANCE_HC2, 0, true, false},
    {"-hc3", FC_COVARIANCE_HC3, 0, true, true},
    {"-nw3", FC_COVARIANCE_NEWEY_WEST, 3, true, true},
    {"-nw", FC_COVARIANCE_NEWEY_WEST, 0, false, false},
};

enum { dress_count = sizeof dresses / sizeof dresses[0] };

static void check_dress(const struct study *study, size_t k)
{
    const char *dress = dresses[k].dress;
    double tolerance = study->tolerance;
    fc_regression_options options = {.covariance = dresses[k].kind,
                                     .bandwidth = dresses[k].bandwidth};
    fc_regression *fit = fit_of(study, options);
    char name[64];

    compare(fit->standard_errors, study, dress, "se", from_r, tolerance);
    compare(fit->t, study, dress, "t", from_r, tolerance);
    compare(fit->p_values, study, dress, "p", from_r, 10.0 * tolerance);
    if (dresses[k].in_all) {
        compare(fit->standard_errors, study, dress, "se", from_statsmodels,
                tolerance);
    }
    if (dresses[k].kind == FC_COVARIANCE_NEWEY_WEST
        && dresses[k].bandwidth == 0) {
        (void)snprintf(name, sizeof name, "%s-nw", study->name);
        assert_int_equal(fit->bandwidth,
                         (size_t)reference_value(from_r, name, "lags"));
    } else {
        compare_one(fit->f_statistic, study, dress, "f", from_r,
                    10.0 * tolerance);
    }
    fc_regression_free(fit);
    if (dresses[k].weighted) {
        (void)snprintf(name, sizeof name, "-wls%s", dress);
        options.weights = study->weights;
        fit = fit_of(study, options);
        compare(fit->standard_errors, study, name, "se", from_r, tolerance);
        fc_regression_free(fit);
    }
}

static void test_robust_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        for (size_t k = 0; k < dress_count; k++) {
            check_dress(&studies[i], k);
        }
    }
}

/* gretl has Longley and Amazon. */
static void test_gretl(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i += case_count - 1) {
        const struct study *study = &studies[i];
        fc_regression *fit = fit_of(study, (fc_regression_options){0});

        compare(fit->coefficients, study, "", "b", from_gretl, 1e-9);
        compare(fit->standard_errors, study, "", "se", from_gretl, 1e-9);
        compare_one(fit->r_squared, study, "", "r2", from_gretl, 1e-9);
        compare_one(fit->f_statistic, study, "", "f", from_gretl, 1e-9);
        compare_one(fit->log_likelihood, study, "", "loglik", from_gretl, 1e-9);
        fc_regression_free(fit);
        for (size_t k = 0; k < dress_count; k++) {
            if (dresses[k].in_all) {
                fit = fit_of(study, (fc_regression_options){
                                        .covariance = dresses[k].kind,
                                        .bandwidth = dresses[k].bandwidth});
                compare(fit->standard_errors, study, dresses[k].dress, "se",
                        from_gretl, study->tolerance);
                fc_regression_free(fit);
            }
        }
    }
}

static void test_longley_is_exact(void **state)
{
    (void)state;
    for (size_t k = 0; k < dress_count; k++) {
        fc_regression *fit = NULL;

        if (!dresses[k].in_all) {
            continue;
        }
        fit = fit_of(&studies[0], (fc_regression_options){
                                      .covariance = dresses[k].kind,
                                      .bandwidth = dresses[k].bandwidth});
        compare(fit->standard_errors, &studies[0], dresses[k].dress, "se",
                "regression_exact.csv", 1e-12);
        fc_regression_free(fit);
    }
}

/* The definition of GSL's estimators, iterated further than GSL does: it stops
 * at steps of 1.5e-8. */
static void test_robust_family(void **state)
{
    static const struct {
        const char *dress;
        fc_estimator estimator;
    } family[] = {
        {"-bisquare", FC_BISQUARE}, {"-huber", FC_HUBER},
        {"-cauchy", FC_CAUCHY},     {"-fair", FC_FAIR},
        {"-welsch", FC_WELSCH},
    };

    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        for (size_t k = 0; k < sizeof family / sizeof family[0]; k++) {
            fc_regression *fit = fit_of(
                &studies[i],
                (fc_regression_options){.estimator = family[k].estimator});

            compare(fit->coefficients, &studies[i], family[k].dress, "b",
                    from_r, 1e-7);
            assert_true(fit->iterations > 0);
            assert_true(isnan(fit->aic));
            assert_true(fit->f_statistic > 0.0);
            fc_regression_free(fit);
        }
    }
}

static void test_ridge(void **state)
{
    static const struct {
        const char *dress;
        double lambda;
    } given[] = {{"-ridge0.5", 0.5}, {"-ridge20", 20.0}};

    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        const struct study *study = &studies[i];
        fc_regression_options options = {.estimator = FC_RIDGE};
        fc_regression *fit = fit_of(study, options);

        /* GSL looks for the least GCV to 1e-4 of its parameter. */
        compare_one(fit->lambda, study, "-ridge", "lambda", from_r, 1e-3);
        fc_regression_free(fit);
        options.ridge = FC_RIDGE_FIXED;
        for (size_t k = 0; k < 2; k++) {
            options.lambda = given[k].lambda;
            fit = fit_of(study, options);
            compare(fit->coefficients, study, given[k].dress, "b", from_r,
                    1e-9);
            if (k == 1) {
                compare(fit->standard_errors, study, given[k].dress, "se",
                        from_r, 1e-9);
                compare_one(fit->effective_degrees, study, given[k].dress,
                            "edf", from_r, 1e-9);
                compare_one(fit->sigma, study, given[k].dress, "sigma", from_r,
                            1e-9);
            }
            fc_regression_free(fit);
        }
    }
}

/* At 1.1 times the means of the columns. */
static void test_predictions(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        const struct study *study = &studies[i];
        fc_regression *fit = fit_of(study, (fc_regression_options){0});
        fc_prediction at = {0};
        double row[most_columns] = {1.0};

        for (size_t j = 1; j < study->p; j++) {
            for (size_t k = 0; k < study->n; k++) {
                row[j] += 1.1 * fc_design_value(study->design, k, j)
                          / (double)study->n;
            }
        }
        assert_int_equal(fc_regression_predict(&at, fit, row, 0.9, NULL),
                         FC_OK);
        compare_one(at.mean, study, "", "mean", from_r, 1e-9);
        compare_one(at.mean_error, study, "", "meanse", from_r, 1e-9);
        compare_one(at.lower, study, "", "lower", from_r, 1e-9);
        compare_one(at.upper, study, "", "upper", from_r, 1e-9);
        compare_one(at.mean_lower, study, "", "meanlower", from_r, 1e-9);
        compare_one(at.mean_upper, study, "", "meanupper", from_r, 1e-9);
        fc_regression_free(fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_least_squares),
        cmocka_unit_test(test_weighted),
        cmocka_unit_test(test_robust_errors),
        cmocka_unit_test(test_gretl),
        cmocka_unit_test(test_longley_is_exact),
        cmocka_unit_test(test_robust_family),
        cmocka_unit_test(test_ridge),
        cmocka_unit_test(test_predictions),
    };

    fc_init();
    return cmocka_run_group_tests(tests, read_studies, free_studies);
}
