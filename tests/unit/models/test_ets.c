/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ets against R and statsmodels: tests/reference/ets.R, ets.py, ets_m1.R.
 * Tolerances: 1e-9 for what is computed the same way twice from 15 digits of
 * the parameters; 1e-6 for variances, sums of many terms that cancel.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "base/number.h"
#include "models/ets_search.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "ets.csv";
static const char *const m1 = "ets_m1.csv";

enum { most_season = 24, most_steps = 2 * most_season + 2 };

static fc_span span_of(const struct sample *sample)
{
    return (fc_span){
        .start = {FC_MONTHLY, 600}, .length = sample->n, .values = sample->y};
}

/* The form that stands in "air-MAdM". */
static struct fc_ets_form form_of(const char *name, size_t season)
{
    const char *letters = strchr(name, '-') + 1;
    char last = letters[strlen(letters) - 1];

    return (struct fc_ets_form){.error = letters[0],
                                .trend = letters[1],
                                .season = last,
                                .damped = letters[2] == 'd',
                                .m = last == 'N' ? 1 : season};
}

static const char *const cases[] = {
    "air-MAM",     "air-MAdM",   "air-AAA",  "air-AAM",   "air-MMdM",
    "wine-MNM",    "wine-ANA",   "gas-MAM",  "gas-MAdA",  "taylor-ANA",
    "taylor-MAdM", "lynx-ANN",   "lynx-MNN", "lynx-MMN",  "ukgas-AAdA",
    "ukgas-MAA",   "nile-AAdN",  "nile-MAN", "nile-AMdN", "sales-MAM",
    "sales-MMM",   "sales-MMdA",
};

enum { case_count = sizeof cases / sizeof cases[0] };

/* The model of a case at R's parameters. */
static void set_case(struct fc_ets *out, const char *name)
{
    struct sample sample;
    struct fc_ets_form form;
    double x[FC_ETS_SEASON + most_season];
    char series[16];

    (void)snprintf(series, sizeof series, "%.*s", (int)strcspn(name, "-"),
                   name);
    sample_load(&sample, reference, series);
    form = form_of(name, sample.season);
    assert_true(form.m <= most_season);
    for (size_t i = 0; i < FC_ETS_SEASON + form.m; i++) {
        x[i] = reference_numbered(reference, name, "x", i + 1);
    }
    assert_int_equal(
        fc_ets_set(out, &form, x,
                   fc_ets_parameter_count(&form, FC_ETS_BOUNDS_BOTH),
                   span_of(&sample), NULL),
        FC_OK);
}

static void close_to(double actual, const char *name, const char *quantity,
                     double tolerance, double floor)
{
    reference_assert_close(actual, reference_value(reference, name, quantity),
                           tolerance, floor);
}

static void numbered_close(double actual, const char *name,
                           const char *quantity, size_t number,
                           double tolerance, double floor)
{
    reference_assert_close(
        actual, reference_numbered(reference, name, quantity, number),
        tolerance, floor);
}

static void test_likelihood_at_parameters_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        struct fc_ets model;

        set_case(&model, cases[i]);
        close_to(model.log_likelihood, cases[i], "loglik", 1e-9, 1.0);
        close_to(fc_ets_information(FC_ETS_AICC, model.log_likelihood,
                                    model.parameters, model.known),
                 cases[i], "aicc", 1e-9, 1.0);
        close_to(fc_ets_information(FC_ETS_BIC, model.log_likelihood,
                                    model.parameters, model.known),
                 cases[i], "bic", 1e-9, 1.0);
        close_to(model.sigma * model.sigma, cases[i], "sigma2", 1e-9, 0.0);
        fc_ets_release(&model);
    }
}

static void test_states_at_parameters_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        struct fc_ets model;
        double size = 0.0;

        set_case(&model, cases[i]);
        size = fabs(model.last[FC_ETS_LEVEL]);
        for (size_t k = 0; k < 2 + model.form.m; k++) {
            bool multiplies = k == 1 ? model.form.trend == 'M'
                                     : k > 1 && model.form.season == 'M';

            /* What a form has not is 0 in the file. */
            if ((k == 1 && model.form.trend == 'N')
                || (k > 1 && model.form.season == 'N')) {
                continue;
            }
            numbered_close(model.last[FC_ETS_LEVEL + k], cases[i], "last",
                           k + 1, 1e-9, multiplies ? 1.0 : size);
        }
        for (size_t t = 0; t < 15; t++) {
            numbered_close(model.fitted[t], cases[i], "fitted", t + 1, 1e-9,
                           0.0);
        }
        for (size_t k = 0; k < 5; k++) {
            numbered_close(model.fitted[model.n - 5 + k], cases[i], "late",
                           k + 1, 1e-9, 0.0);
            numbered_close(model.residuals[model.n - 5 + k], cases[i],
                           "residual", k + 1, 1e-9, model.sigma);
        }
        fc_ets_release(&model);
    }
}

static void test_forecasts_at_parameters_of_r(void **state)
{
    double mean[most_steps];
    double spread[most_steps];

    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        struct fc_ets model;
        size_t steps = 0;

        set_case(&model, cases[i]);
        steps = 2 * model.form.m + 2;
        assert_int_equal(fc_ets_moments(mean, spread, &model, steps, NULL),
                         FC_OK);
        for (size_t h = 0; h < steps; h++) {
            numbered_close(mean[h], cases[i], "mean", h + 1, 1e-9, 0.0);
            if (fc_ets_has_moments(&model.form)) {
                numbered_close(spread[h] * spread[h], cases[i], "var", h + 1,
                               1e-6, 0.0);
            }
        }
        fc_ets_release(&model);
    }
}

static void test_likelihood_against_statsmodels(void **state)
{
    static const char *const names[] = {"air-AAA",  "taylor-ANA", "ukgas-AAdA",
                                        "lynx-MNN", "nile-AAdN",  "nile-MAN"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct fc_ets model;

        set_case(&model, names[i]);
        reference_assert_close(
            model.log_likelihood,
            reference_value("ets_py.csv", names[i], "loglik"), 1e-9, 1.0);
        fc_ets_release(&model);
    }
}

static void test_admissible_region_against_r(void **state)
{
    static const size_t seasons[] = {1, 4, 12};
    double room[most_season + 2];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        for (int trend = 0; trend < 3; trend++) {
            struct fc_ets_form form = {.error = 'A',
                                       .trend = trend == 0 ? 'N' : 'A',
                                       .season = k == 0 ? 'N' : 'A',
                                       .damped = trend == 2,
                                       .m = seasons[k]};

            for (int i = 1; i <= 12; i++) {
                double x[4];
                char name[32];

                (void)snprintf(name, sizeof name, "region-%zu-%d-%d",
                               seasons[k], trend, i);
                for (size_t p = 0; p < 4; p++) {
                    x[p] = reference_numbered(reference, name, "x", p + 1);
                }
                assert_int_equal(fc_ets_is_admissible(&form, x, room),
                                 reference_value(reference, name, "inside"));
            }
        }
    }
}

/* R's search ends where it ends: within its bounds ours must not be below. */
static void test_optimum_on_m1(void **state)
{
    static const char letters[] = "NAM";
    size_t below = 0;

    (void)state;
    for (int i = 1; i <= 60; i++) {
        struct sample sample;
        struct fc_ets model;
        struct fc_ets_request request = {.bounds = FC_ETS_BOUNDS_BOTH};
        char name[16];

        (void)snprintf(name, sizeof name, "m1-%d", i);
        sample_load(&sample, m1, name);
        request.error = letters[(size_t)reference_value(m1, name, "error")];
        request.trend = letters[(size_t)reference_value(m1, name, "trend")];
        request.season = letters[(size_t)reference_value(m1, name, "seasonal")];
        request.damped = reference_value(m1, name, "damped") > 0.0;
        request.undamped = !request.damped;
        assert_int_equal(fc_ets_choose(&model, &request, span_of(&sample),
                                       sample.season, NULL),
                         FC_OK);
        if (model.log_likelihood < reference_value(m1, name, "loglik") - 1e-6) {
            print_message("%s: %.10g\n", name, model.log_likelihood);
            below++;
        }
        fc_ets_release(&model);
    }
    assert_int_equal(below, 0);
}

/* The slopes are those of the objective, by differences. */
static void check_slopes(const char *name)
{
    struct sample sample;
    struct fc_ets_search search;
    struct fc_ets_form form;
    double z[FC_ETS_SEASON + most_season];
    char series[16];

    (void)snprintf(series, sizeof series, "%.*s", (int)strcspn(name, "-"),
                   name);
    sample_load(&sample, reference, series);
    form = form_of(name, sample.season);
    assert_true(form.m <= most_season);
    for (size_t t = 0; t < sample.n; t++) {
        sample.y[t] = t == 20 ? fc_missing() : sample.y[t] * 1e-3;
    }
    assert_int_equal(
        fc_ets_search_init(&search, sample.y, sample.n, sample.season, NULL),
        FC_OK);
    search.bounds = FC_ETS_BOUNDS_BOTH;
    assert_true(isfinite(fc_ets_search_form(&search, &form)));
    memcpy(z, search.best, search.count * sizeof *z);
    z[0] = 0.5 * z[0] + 0.2; /* away from the optimum */
    assert_true(isfinite(fc_ets_objective(&search, z)));
    fc_ets_slopes(&search, z);
    for (size_t i = 0; i < search.count; i++) {
        double step = 1e-5 * fmax(fabs(z[i]), 1e-3);
        double slope = 2.0 * (double)search.known * search.gradient[i]
                       / search.squares;
        double up = 0.0;
        double down = 0.0;

        z[i] += step;
        up = fc_ets_objective(&search, z);
        z[i] -= 2.0 * step;
        down = fc_ets_objective(&search, z);
        z[i] += step;
        /* Beyond a bound of the region there is no difference to take. */
        if (isfinite(up) && isfinite(down)) {
            reference_assert_close((up - down) / (2.0 * step), slope, 1e-4,
                                   1e-2);
        }
    }
    fc_ets_search_release(&search);
}

static void test_slopes(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        check_slopes(cases[i]);
    }
}

/* Missing values at the end are forecast; what follows them is later. */
static void test_missing_values(void **state)
{
    double whole[8];
    double rest[4];
    struct fc_ets model;
    struct fc_ets gapped;
    double y[SAMPLE_MOST + 4];

    (void)state;
    set_case(&model, "air-MAM");
    for (size_t t = 0; t < model.n + 4; t++) {
        y[t] = t < model.n ? model.fitted[t] * (1.0 + model.residuals[t])
                           : fc_missing();
    }
    assert_int_equal(fc_ets_set(&gapped, &model.form, model.x, model.parameters,
                                (fc_span){.length = model.n + 4, .values = y},
                                NULL),
                     FC_OK);
    reference_assert_close(gapped.log_likelihood, model.log_likelihood, 1e-12,
                           1.0);
    assert_int_equal(gapped.known, model.known);
    fc_ets_continue(whole, y, &model, NULL, 8);
    fc_ets_continue(rest, y, &gapped, NULL, 4);
    for (size_t h = 0; h < 4; h++) {
        reference_assert_close(rest[h], whole[h + 4], 1e-12, 0.0);
    }
    fc_ets_release(&gapped);
    fc_ets_release(&model);
}

/* Closed-form means and spreads are those of paths, for a given sigma. */
static void test_moments_are_those_of_paths(void **state)
{
    enum { steps = 14, draws = 40000 };
    static const char *const names[] = {"air-MAdM", "ukgas-MAA", "nile-MAN",
                                        "air-AAA"};
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        double sum[steps] = {0.0};
        double squares[steps] = {0.0};
        double mean[steps];
        double spread[steps];
        double values[steps];
        double errors[steps];
        double room[most_season];
        struct fc_ets model;

        set_case(&model, names[i]);
        assert_int_equal(fc_ets_moments(mean, spread, &model, steps, NULL),
                         FC_OK);
        for (size_t d = 0; d < draws; d++) {
            for (size_t h = 0; h < steps; h++) {
                errors[h] = gsl_ran_gaussian(random, model.sigma);
            }
            fc_ets_continue(values, room, &model, errors, steps);
            for (size_t h = 0; h < steps; h++) {
                sum[h] += values[h] - mean[h];
                squares[h] += (values[h] - mean[h]) * (values[h] - mean[h]);
            }
        }
        for (size_t h = 0; h < steps; h++) {
            /* Five standard errors of a mean and of a standard deviation. */
            assert_true(fabs(sum[h] / draws) < 5.0 * spread[h] / sqrt(draws));
            reference_assert_close(sqrt(squares[h] / draws), spread[h],
                                   5.0 / sqrt(2.0 * draws), 0.0);
        }
        fc_ets_release(&model);
    }
    gsl_rng_free(random);
}

static fc_fit *fit_of(const char *text, const char *series)
{
    struct sample sample;
    fc_training training = {0};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_error err = {0};

    sample_load(&sample, reference, series);
    training.y = span_of(&sample);
    training.season = sample.season;
    assert_int_equal(fc_model_spec_parse(&spec, text, &err), FC_OK);
    if (fc_fit_create(&fit, &spec, &training, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

static void test_equations(void **state)
{
    static const struct {
        const char *spec;
        const char *series;
        const char *start;
    } equations[] = {
        {"ets:ANN", "nile", "ETS(A,N,N): y(t) = level(t-1) + e(t), alpha = "},
        {"ets:MAN", "nile",
         "ETS(M,A,N): y(t) = [level(t-1) + growth(t-1)] (1 + e(t)), alpha"},
        {"ets:MAdM", "air",
         "ETS(M,Ad,M): y(t) = [level(t-1) + phi growth(t-1)] season(t-12) "
         "(1 + e(t)), alpha = "},
        {"ets:MMdA", "sales",
         "ETS(M,Md,A): y(t) = [level(t-1) growth(t-1)^phi + season(t-4)] "
         "(1 + e(t)), alpha = "},
        {"ets:AAA", "air",
         "ETS(A,A,A): y(t) = level(t-1) + growth(t-1) + season(t-12) + e(t)"},
        {"ets", "air", "ETS(M,"},
        {"log:ets", "air", "ETS(A,"},
        {"ets:ZZA", "nile", "ETS("},
    };

    (void)state;
    for (size_t i = 0; i < sizeof equations / sizeof equations[0]; i++) {
        fc_fit *fit = fit_of(equations[i].spec, equations[i].series);

        if (strncmp(fc_fit_equation(fit), equations[i].start,
                    strlen(equations[i].start))
            != 0) {
            fail_msg("%s: %s", equations[i].spec, fc_fit_equation(fit));
        }
        fc_fit_free(fit);
    }
}

static void test_coefficients(void **state)
{
    fc_fit *fit = fit_of("ets:MAdM", "air");
    double seasons = 0.0;

    (void)state;
    assert_int_equal(fc_fit_coefficient_count(fit), 18);
    assert_string_equal(fc_fit_coefficient_at(fit, 3).name, "phi");
    assert_string_equal(fc_fit_coefficient_at(fit, 5).name, "growth(0)");
    assert_string_equal(fc_fit_coefficient_at(fit, 17).name, "season(12)");
    for (size_t i = 6; i < 18; i++) {
        seasons += fc_fit_coefficient_at(fit, i).value;
    }
    reference_assert_close(seasons, 12.0, 1e-12, 0.0);
    /* alpha, beta, gamma, phi, 11 seasons and sigma; else level, growth, too.
     */
    assert_int_equal(fc_fit_summarise(fit).parameters, 16);
    fc_fit_free(fit);
    fit = fit_of("ets:MAdM+both", "air");
    assert_int_equal(fc_fit_coefficient_count(fit), 18);
    assert_int_equal(fc_fit_summarise(fit).parameters, 18);
    fc_fit_free(fit);
    fit = fit_of("ets:ANN", "nile");
    assert_int_equal(fc_fit_coefficient_count(fit), 2);
    assert_string_equal(fc_fit_coefficient_at(fit, 1).name, "level(0)");
    fc_fit_free(fit);
}

static double coefficient(const fc_fit *fit, const char *name)
{
    for (size_t i = 0; i < fc_fit_coefficient_count(fit); i++) {
        if (strcmp(fc_fit_coefficient_at(fit, i).name, name) == 0) {
            return fc_fit_coefficient_at(fit, i).value;
        }
    }
    fail_msg("there is no %s", name);
    return fc_missing();
}

/* Where level and growth are not searched for they are R's starting values. */
static void test_narrow_bounds(void **state)
{
    static const struct {
        const char *spec;
        const char *series;
        const char *name;
    } lines[] = {
        {"ets:AAN", "nile", "start-nile"},
        {"ets:MAM", "air", "start-air"},
        {"ets:AAA", "ukgas", "start-ukgas"},
    };
    fc_fit *fit = fit_of("ets:ANN", "nile");

    (void)state;
    numbered_close(coefficient(fit, "level(0)"), "start-nile", "mean", 1, 1e-9,
                   0.0);
    fc_fit_free(fit);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        double alpha = 0.0;

        fit = fit_of(lines[i].spec, lines[i].series);
        alpha = coefficient(fit, "alpha");
        numbered_close(coefficient(fit, "level(0)"), lines[i].name, "line", 1,
                       1e-9, 0.0);
        numbered_close(coefficient(fit, "growth(0)"), lines[i].name, "line", 2,
                       1e-9, 0.0);
        assert_true(coefficient(fit, "beta") >= 1e-4
                    && coefficient(fit, "beta")
                           <= 1e-4 + 0.1 * (alpha - 1e-4) + 1e-15);
        fc_fit_free(fit);
    }
}

static void test_grammar(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } texts[] = {
        {"ets", true},
        {"ets:ZZZ", true},
        {"ets:AAdA", true},
        {"ets:MMdM", true},
        {"ets:ZZdN", true},
        {"ets:ANN+usual", true},
        {"ets:usual", true},
        {"ets:both+ic=bic", true},
        {"ets:NNN", false},
        {"ets:ANdN", false},
        {"ets:AA", false},
        {"ets:AAAA", false},
        {"ets:aan", false},
        {"ets:ANN+", false},
        {"ets:ANN+AAN", false},
        {"ets:+usual", false},
        {"ets:ANN+ic=hqc", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fc_model_spec spec;
        fc_error err = {0};
        fc_status status = fc_model_spec_parse(&spec, texts[i].text, &err);

        if ((status == FC_OK) != texts[i].good) {
            fail_msg("%s: %s", texts[i].text, err.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_likelihood_at_parameters_of_r),
        cmocka_unit_test(test_states_at_parameters_of_r),
        cmocka_unit_test(test_forecasts_at_parameters_of_r),
        cmocka_unit_test(test_likelihood_against_statsmodels),
        cmocka_unit_test(test_admissible_region_against_r),
        cmocka_unit_test(test_optimum_on_m1),
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_missing_values),
        cmocka_unit_test(test_moments_are_those_of_paths),
        cmocka_unit_test(test_equations),
        cmocka_unit_test(test_coefficients),
        cmocka_unit_test(test_narrow_bounds),
        cmocka_unit_test(test_grammar),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
