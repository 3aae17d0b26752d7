/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ARIMA against R, tests/reference/arima.R. Likelihoods, forecasts and their
 * standard errors at parameters that both sides share: to 1e-6, since R's
 * diffuse start has a finite variance of 10^6 error variances; standard errors
 * of coefficients to 1 %, since R's are numerical second derivatives with steps
 * of 1e-3.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/explanation.h"
#include "forecast/init.h"

#include "base/number.h"
#include "models/arima.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "arima.csv";

enum { most = 512, steps = 12, columns_most = 2 };

struct arima_sample {
    const char *name;
    double y[most];
    double x[columns_most][most + steps];
    size_t n;
    size_t season;
    size_t columns;
};

/* A row that is not there is a missing value: these are known to be missing. */
static bool is_missing(const char *name, size_t t)
{
    static const size_t gaps[] = {1, 15, 16, 31, 111, 112};

    for (size_t i = 0; strncmp(name, "presidents", 10) == 0 && i < 6; i++) {
        if (gaps[i] == t) {
            return true;
        }
    }
    return false;
}

static void load(struct arima_sample *out, const char *name, size_t columns)
{
    out->name = name;
    out->n = (size_t)reference_value(reference, name, "n");
    out->season = (size_t)reference_value(reference, name, "season");
    out->columns = columns;
    assert_true(out->n <= most);
    for (size_t t = 0; t < out->n; t++) {
        out->y[t] = is_missing(name, t + 1)
                        ? fc_missing()
                        : reference_numbered(reference, name, "y", t + 1);
        for (size_t c = 0; c < columns; c++) {
            char quantity[8];

            (void)snprintf(quantity, sizeof quantity, "x%zu.", c + 1);
            out->x[c][t] = reference_numbered(reference, name, quantity, t + 1);
        }
    }
    /* The future is that of the script: the last steps again. */
    for (size_t c = 0; c < columns; c++) {
        memcpy(out->x[c] + out->n, out->x[c] + out->n - steps,
               steps * sizeof(double));
    }
}

static fc_training training_of(const struct arima_sample *sample,
                               fc_regressor regressors[columns_most])
{
    static const char *const names[] = {"x1", "x2"};
    const fc_period start = {FC_MONTHLY, 600};

    for (size_t c = 0; c < sample->columns; c++) {
        regressors[c] = (fc_regressor){
            names[c], {start, sample->n + steps, sample->x[c]}};
    }
    return (fc_training){.y = {start, sample->n, sample->y},
                         .season = sample->season,
                         .regressor_count = sample->columns,
                         .regressors = regressors};
}

static void spec_of(char text[64], const struct arima_sample *sample)
{
    size_t order[6];

    for (size_t i = 0; i < 6; i++) {
        order[i] = (size_t)reference_numbered(reference, sample->name, "order",
                                              i + 1);
    }
    (void)snprintf(text, 64, "arima:%zu,%zu,%zu/%zu,%zu,%zu%s%s", order[0],
                   order[1], order[2], order[3], order[4], order[5],
                   sample->columns > 0 ? "+x1:0" : "",
                   sample->columns > 1 ? "+x2:0" : "");
}

/* A fit with the parameters of R in place of estimates. */
static fc_fit *fit_at_parameters_of_r(const struct arima_sample *sample)
{
    fc_regressor regressors[columns_most];
    fc_training training = training_of(sample, regressors);
    struct fc_model_options options;
    double parameters[FC_ARIMA_PARAMETERS_MAX];
    fc_fit *fit = calloc(1, sizeof *fit);
    fc_error err = {0};
    char text[64];
    size_t count = 0;

    assert_non_null(fit);
    spec_of(text, sample);
    assert_int_equal(fc_model_spec_parse(&fit->spec, text, &err), FC_OK);
    assert_int_equal(fc_model_options_of(&options, &fit->spec, &err), FC_OK);
    count = options.orders[0] + options.orders[2] + options.seasonal[0]
            + options.seasonal[2];
    for (size_t i = 0; i < count; i++) {
        parameters[i] = reference_numbered(reference, sample->name, "parameter",
                                           i + 1);
    }
    if (fc_arima_set(fit, parameters, &options, &training, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

static fc_fit *fit_of(const char *text, const struct arima_sample *sample)
{
    fc_regressor regressors[columns_most];
    const fc_training training = training_of(sample, regressors);

    return fit_to(text, &training);
}

struct arima_case {
    const char *name;
    size_t columns;
    bool mean; /* b of R begins with the mean, ours ends with it */
    double tolerance;
};

/* Without differences both are exact. With them R's start is off by the first
 * values over 10^6, in error standard deviations: most where the level is high
 * and the errors are small. */
static const struct arima_case cases[] = {
    {"air", 0, false, 1e-7},          {"wine", 0, false, 1e-7},
    {"gas", 0, false, 1e-8},          {"lynx", 0, true, 1e-9},
    {"ukgas", 0, false, 2e-8},        {"nile", 0, false, 1e-8},
    {"amazon", 0, false, 1e-6},       {"presidents", 0, true, 1e-9},
    {"presidents-d", 0, false, 1e-6}, {"huron", 1, true, 1e-9},
    {"belts", 2, true, 1e-9},         {"belts-d", 2, false, 3e-6},
    {"taylor", 0, false, 1e-7},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

static void check_regression(const struct arima_case *one,
                             const struct fc_arima *model)
{
    for (size_t j = 0; j < model->count; j++) {
        size_t place = one->mean ? (j + model->count - 1) % model->count : j;

        reference_assert_close(
            model->b[place],
            reference_numbered(reference, one->name, "b", j + 1), 1e-4, 1e-3);
    }
}

/* R's residuals of the diffuse start are left out; ours have none there. */
static void check_residuals(const struct arima_case *one,
                            const struct arima_sample *sample,
                            const struct fc_arima *model)
{
    size_t k = model->value.rows;
    double scale = sqrt(model->sigma2);
    double expected = 0.0;

    for (size_t t = sample->n; t > 0 && k > 0; t--) {
        if (is_missing(one->name, t)) {
            continue;
        }
        k--;
        expected = reference_numbered(reference, one->name, "residual", t);
        if (!(fabs(model->residuals[k] - expected) < 2e-3 * scale)) {
            fail_msg("%s, residual %zu: %.10g, but R has %.10g", one->name, t,
                     model->residuals[k], expected);
        }
    }
}

static void check_at_parameters_of_r(const struct arima_case *one)
{
    struct arima_sample sample = {0};
    fc_fit *fit = NULL;
    const struct fc_arima *model = NULL;
    double mean[steps];
    double spread[steps];

    load(&sample, one->name, one->columns);
    fit = fit_at_parameters_of_r(&sample);
    model = fit->state;
    reference_assert_close(model->log_likelihood,
                           reference_value(reference, one->name, "loglik"),
                           one->tolerance, 1.0);
    reference_assert_close(model->sigma2,
                           reference_value(reference, one->name, "sigma2"),
                           10.0 * one->tolerance, 0.0);
    check_regression(one, model);
    check_residuals(one, &sample, model);
    assert_int_equal(
        fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        reference_assert_close(
            mean[h], reference_numbered(reference, one->name, "mean", h + 1),
            30.0 * one->tolerance, sqrt(model->sigma2));
        reference_assert_close(
            spread[h] * sqrt(model->sigma2) / model->sigma,
            reference_numbered(reference, one->name, "se", h + 1),
            10.0 * one->tolerance, 0.0);
    }
    fc_fit_free(fit);
}

static void test_at_parameters_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        check_at_parameters_of_r(&cases[i]);
    }
}

/* Our optimum is not below R's (whose start makes a difference of 2e-4), and
 * where it is the same one, so are the standard errors of the coefficients. */
static void check_at_the_optimum(const struct arima_case *one)
{
    struct arima_sample sample = {0};
    char text[64];
    fc_fit *fit = NULL;
    double best = reference_value(reference, one->name, "best");
    double ours = 0.0;

    load(&sample, one->name, one->columns);
    spec_of(text, &sample);
    fit = fit_of(text, &sample);
    ours = fc_fit_summarise(fit).log_likelihood;
    if (!(ours > best - 1e-3)) {
        fail_msg("%s: %.8g, but R has %.8g", one->name, ours, best);
    }
    if (ours < best + 1e-3) {
        const struct fc_arima *model = fit->state;
        size_t count = fc_fit_coefficient_count(fit);
        size_t arma = count - model->count;

        for (size_t i = 0; i < count; i++) {
            size_t place =
                i < arma || !one->mean
                    ? i
                    : arma + (i - arma + model->count - 1) % model->count;

            reference_assert_close(
                fc_fit_coefficient_at(fit, place).standard_error,
                reference_numbered(reference, one->name, "error", i + 1), 0.02,
                0.0);
        }
    }
    fc_fit_free(fit);
}

static void test_at_the_optimum(void **state)
{
    (void)state;
    /* All but the last: there R's start moves the likelihood by 0.06. */
    for (size_t i = 0; i + 1 < CASE_COUNT; i++) {
        check_at_the_optimum(&cases[i]);
    }
}

/* statsmodels differences first, so it has no diffuse start either: the numbers
 * are the same to rounding. */
static void test_likelihood_of_statsmodels(void **state)
{
    static const struct arima_case same[] = {
        {.name = "air"},   {.name = "wine"}, {.name = "gas"},
        {.name = "ukgas"}, {.name = "nile"}, {.name = "taylor"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct arima_sample sample = {0};
        fc_fit *fit = NULL;

        load(&sample, same[i].name, 0);
        fit = fit_at_parameters_of_r(&sample);
        reference_assert_close(
            fit->summary.log_likelihood,
            reference_value("arima_py.csv", same[i].name, "loglik"), 1e-10,
            0.0);
        fc_fit_free(fit);
    }
}

/* gretl's own optimum: flat there, so its likelihood is known to more digits
 * than its parameters. */
static void test_likelihood_of_gretl(void **state)
{
    struct arima_sample sample = {0};
    fc_fit *fit = NULL;

    (void)state;
    load(&sample, "amazon", 0);
    fit = fit_of("arima:1,1,0/0,1,1", &sample);
    reference_assert_close(fit->summary.log_likelihood,
                           reference_value("arima_gretl.csv", "amazon", "best"),
                           1e-8, 0.0);
    fc_fit_free(fit);
}

/* Differences as R chooses them, and an AICc that is not larger: the search is
 * the same where R, too, compares likelihoods. */
static void test_choice(void **state)
{
    static const char *const names[] = {"air",   "wine", "lynx",
                                        "ukgas", "nile", "amazon"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct arima_sample sample = {0};
        fc_fit *fit = NULL;
        const struct fc_arima *model = NULL;
        double aicc = reference_value(reference, names[i], "aicc");

        load(&sample, names[i], 0);
        fit = fit_of("arima", &sample);
        model = fit->state;
        assert_int_equal(
            model->orders.d,
            (int)reference_numbered(reference, names[i], "chosen", 2));
        assert_int_equal(
            model->orders.seasonal_d,
            (int)reference_numbered(reference, names[i], "chosen", 5));
        if (!(fit->summary.aicc < aicc + 1e-3)) {
            fail_msg("%s: AICc %.8g, but R has %.8g", names[i],
                     fit->summary.aicc, aicc);
        }
        fc_fit_free(fit);
    }
}

/* The variance of forecasts is the one that auto.arima() reports. */
static void test_variance_of_forecasts(void **state)
{
    struct arima_sample sample = {0};
    fc_fit *fit = NULL;
    const struct fc_arima *model = NULL;

    (void)state;
    load(&sample, "lynx", 0);
    fit = fit_of("arima", &sample);
    model = fit->state;
    reference_assert_close(model->sigma * model->sigma,
                           reference_value(reference, "lynx", "adjusted"), 1e-3,
                           0.0);
    fc_fit_free(fit);
}

/* Under the orders that R chooses, our likelihood is not below R's: 1e-3 is far
 * below what changes a choice, and above what R's diffuse start is off. */
static void test_likelihood_on_m1(void **state)
{
    (void)state;
    for (size_t i = 1; i <= 60; i++) {
        static const char *const file = "arima_m1.csv";
        struct arima_sample sample = {0};
        char name[8];
        char text[64];
        size_t order[7];
        fc_fit *fit = NULL;
        double r = 0.0;

        (void)snprintf(name, sizeof name, "m%zu", i);
        sample.n = (size_t)reference_value(file, name, "n");
        sample.season = (size_t)reference_value(file, name, "season");
        for (size_t t = 0; t < sample.n; t++) {
            sample.y[t] = reference_numbered(file, name, "y", t + 1);
        }
        for (size_t k = 0; k < 7; k++) {
            order[k] = (size_t)reference_numbered(file, name, "order", k + 1);
        }
        (void)snprintf(text, sizeof text,
                       "arima:%zu,%zu,%zu/%zu,%zu,%zu+%sconstant", order[0],
                       order[1], order[2], order[3], order[4], order[5],
                       order[6] > 0 ? "" : "no");
        fit = fit_of(text, &sample);
        r = reference_value(file, name, "loglik");
        if (!(fit->summary.log_likelihood > r - 1e-3)) {
            fail_msg("%s, %s: %.8g, but R has %.8g", name, text,
                     fit->summary.log_likelihood, r);
        }
        fc_fit_free(fit);
    }
}

/* Spreads are those of the paths; steps hang together as the model says. */
static void test_paths(void **state)
{
    enum { draws = 40000 };
    static const char *const specs[] = {"arima:0,1,1/0,1,1", "arima:2,0,1"};
    struct arima_sample sample = {0};

    (void)state;
    load(&sample, "air", 0);
    for (size_t i = 0; i < 2; i++) {
        fc_fit *fit = fit_of(specs[i], &sample);
        fc_paths *paths = NULL;
        double mean[steps];
        double spread[steps];

        assert_int_equal(
            fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
        assert_int_equal(
            fc_fit_simulate(&paths, fit, steps, draws, NULL, "s", 1, NULL),
            FC_OK);
        for (size_t h = 0; h < steps; h++) {
            double squares = 0.0;

            for (size_t d = 0; d < draws; d++) {
                squares += pow(paths->values[d * steps + h] - mean[h], 2.0);
            }
            /* Pairs of draws mirror each other, so the means agree; the
             * variance of a Student's t of 130 degrees is 1.016. */
            reference_assert_close(fc_paths_mean(paths, h), mean[h], 1e-9, 0.0);
            reference_assert_close(sqrt(squares / draws), spread[h], 0.03, 0.0);
        }
        fc_paths_free(paths);
        fc_fit_free(fit);
    }
}

/* What is missing at the end is forecast; a value more at the end of a series
 * with a gap before it moves the forecast. */
static void test_missing_at_the_end(void **state)
{
    struct arima_sample whole = {0};
    struct arima_sample cut = {0};
    double far[steps];
    double near[steps];
    fc_fit *fit = NULL;

    (void)state;
    load(&whole, "lynx", 0);
    cut = whole;
    cut.n -= 3;
    for (size_t t = cut.n; t < whole.n; t++) {
        whole.y[t] = fc_missing();
    }
    fit = fit_of("arima:2,0,0", &whole);
    assert_int_equal(fc_fit_predict(near, fit, 3, NULL, NULL), FC_OK);
    fc_fit_free(fit);
    fit = fit_of("arima:2,0,0", &cut);
    assert_int_equal(fc_fit_predict(far, fit, 6, NULL, NULL), FC_OK);
    fc_fit_free(fit);
    for (size_t h = 0; h < 3; h++) {
        reference_assert_close(near[h], far[h + 3], 1e-4, 0.0);
    }
}

static void test_parts_add_up(void **state)
{
    struct arima_sample sample = {0};
    fc_regressor regressors[columns_most];
    fc_explanation *parts = NULL;
    fc_fit *fit = NULL;
    double mean[steps];

    (void)state;
    load(&sample, "belts", 2);
    (void)training_of(&sample, regressors);
    fit = fit_of("arima:1,0,0/1,0,1+x1:0+x2:0", &sample);
    assert_int_equal(fc_fit_predict(mean, fit, steps, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_explain(&parts, fit, steps, NULL, NULL, NULL),
                     FC_OK);
    assert_int_equal(parts->count, 5);
    assert_string_equal(parts->names[0], "x1(t)");
    assert_string_equal(parts->names[2], "mean");
    assert_string_equal(parts->names[3], "own past");
    for (size_t h = 0; h < steps; h++) {
        double sum = 0.0;

        for (size_t k = 0; k < 4; k++) {
            sum += parts->parts[h * parts->count + k];
        }
        reference_assert_close(sum, mean[h], 1e-12, 0.0);
    }
    fc_explanation_free(parts);
    fc_fit_free(fit);
}

/* A constant beside the mean, a line beside a drift. */
static void test_regressors_without_rank(void **state)
{
    static const struct {
        const char *spec;
        const char *sentence;
    } refused[] = {
        {"arima:1,0,0+x1:0", "the constant says nothing beside the regressors"},
        {"arima:0,1,1+x1:0", "column 'x1(t)' says nothing"},
    };
    struct arima_sample sample = {0};
    fc_regressor regressors[columns_most];

    (void)state;
    load(&sample, "lynx", 0);
    sample.columns = 1;
    for (size_t t = 0; t < sample.n + steps; t++) {
        sample.x[0][t] = 3.0;
    }
    for (size_t i = 0; i < 2; i++) {
        fc_training training = training_of(&sample, regressors);
        fc_model_spec spec = {0};
        fc_fit *fit = NULL;
        fc_error err = {0};

        assert_int_equal(fc_model_spec_parse(&spec, refused[i].spec, &err),
                         FC_OK);
        assert_int_equal(fc_fit_create(&fit, &spec, &training, &err),
                         FC_ERR_SINGULAR);
        if (strstr(err.message, refused[i].sentence) == NULL) {
            fail_msg("'%s' does not say '%s'", err.message,
                     refused[i].sentence);
        }
    }
}

static void test_words(void **state)
{
    struct arima_sample sample = {0};
    fc_fit *fit = NULL;

    (void)state;
    load(&sample, "air", 0);
    fit = fit_of("arima:0,1,1/0,1,1", &sample);
    assert_string_equal(fc_fit_equation(fit),
                        "(1 - B) (1 - B^12) y(t) = (1 - 0.3087 B) (1 - 0.1074 "
                        "B^12) e(t)");
    assert_int_equal(fc_fit_coefficient_count(fit), 2);
    assert_string_equal(fc_fit_coefficient_at(fit, 0).name, "ma1");
    assert_string_equal(fc_fit_coefficient_at(fit, 1).name, "sma1");
    fc_fit_free(fit);
    fit = fit_of("arima:1,1,0+constant", &sample);
    assert_string_equal(fc_fit_coefficient_at(fit, 1).name, "drift");
    fc_fit_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_likelihood_of_statsmodels),
        cmocka_unit_test(test_likelihood_of_gretl),
        cmocka_unit_test(test_variance_of_forecasts),
        cmocka_unit_test(test_likelihood_on_m1),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_missing_at_the_end),
        cmocka_unit_test(test_parts_add_up),
        cmocka_unit_test(test_regressors_without_rank),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_at_parameters_of_r),
        cmocka_unit_test(test_at_the_optimum),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
