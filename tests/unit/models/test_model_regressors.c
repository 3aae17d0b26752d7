/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/model.h"

#include "base/number.h"
#include "support/reference.h"

enum { length = 40, known = 44, season = 4 };

static const fc_period start = {FC_QUARTERLY, 8000};

/* y(t) = exp(1 + 0.01 t + 0.5 log x(t-1)), exactly; x wanders. */
static void make_pair(double *y, double *x)
{
    for (size_t t = 0; t < known; t++) {
        x[t] = exp(2.0 + 0.02 * (double)t + 0.3 * sin((double)(t * t)));
        if (t < length) {
            y[t] = exp(1.0 + 0.01 * (double)t
                       + (t > 0 ? 0.5 * log(x[t - 1]) : 0.9));
        }
    }
}

struct setting {
    double y[length];
    double x[known];
    fc_regressor regressor;
    fc_training training;
};

static void set_up(struct setting *setting, size_t x_length)
{
    make_pair(setting->y, setting->x);
    setting->regressor = (fc_regressor){
        .name = "x",
        .span = {.start = start, .length = x_length, .values = setting->x}};
    setting->training = (fc_training){
        .y = {.start = start, .length = length, .values = setting->y},
        .season = season,
        .regressor_count = 1,
        .regressors = &setting->regressor};
}

static fc_status fit_spec(fc_fit **fit, const char *text,
                          const fc_training *training, fc_error *err)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, err), FC_OK);
    return fc_fit_create(fit, &spec, training, err);
}

/* A future of @p count draws of four steps, each draw times 1, 2, 3 ... */
struct wrapped {
    fc_paths paths;
    const fc_paths *list[1];
    const char *names[1];
    fc_future future;
};

static void wrap(struct wrapped *out, const char *name, double *values,
                 size_t count, size_t steps)
{
    out->paths = (fc_paths){.draws = count, .steps = steps, .values = values};
    out->list[0] = &out->paths;
    out->names[0] = name;
    out->future = (fc_future){
        .count = 1, .names = out->names, .paths = out->list};
}

/* What the span holds beyond y is used; a future given too does not matter. */
static void test_known_future_wins(void **state)
{
    struct setting setting;
    double far_off[4] = {1e6, 1e6, 1e6, 1e6};
    double mean[4];
    struct wrapped wrong;
    fc_fit *fit = NULL;

    (void)state;
    set_up(&setting, known);
    wrap(&wrong, "x", far_off, 1, 4);
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    for (int given = 0; given <= 1; given++) {
        assert_int_equal(
            fc_fit_predict(mean, fit, 4, given ? &wrong.future : NULL, NULL),
            FC_OK);
        for (size_t h = 0; h < 4; h++) {
            double t = (double)(length + h);

            reference_assert_close(
                mean[h],
                exp(1.0 + 0.01 * t + 0.5 * log(setting.x[length + h - 1])),
                1e-9, 0.0);
        }
    }
    fc_fit_free(fit);
}

/* Lag 1: the first step needs no future, the second does. */
static void test_lags_inside_the_sample_need_no_future(void **state)
{
    struct setting setting;
    double mean[4];
    fc_paths *paths = NULL;
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    set_up(&setting, length);
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 1, NULL, &err), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 2, NULL, &err),
                     FC_ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "'x' is not known at step 1"));
    assert_int_equal(fc_fit_simulate(&paths, fit, 2, 10, NULL, "s", 1, &err),
                     FC_ERR_NOT_FOUND);
    assert_null(paths);
    fc_fit_free(fit);
}

/* Draw d uses draw d modulo draws of the future; the mean is over all. */
static void test_draws_follow_the_future(void **state)
{
    struct setting setting;
    double values[] = {10, 10, 10, 20, 20, 20, 40, 40, 40};
    const double levels[] = {10.0, 20.0, 40.0};
    double mean[2];
    double expected = 0.0;
    struct wrapped future;
    fc_paths *paths = NULL;
    fc_fit *fit = NULL;

    (void)state;
    set_up(&setting, length);
    wrap(&future, "x", values, 3, 3);
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    assert_int_equal(
        fc_fit_simulate(&paths, fit, 2, 7, &future.future, "s", 1, NULL),
        FC_OK);
    for (size_t d = 0; d < 7; d++) {
        double t = (double)(length + 1);
        double y = exp(1.0 + 0.01 * t + 0.5 * log(levels[d % 3]));

        reference_assert_close(paths->values[d * 2 + 1], y, 1e-9, 0.0);
        expected += d < 3 ? y / 3.0 : 0.0;
    }
    assert_int_equal(fc_fit_predict(mean, fit, 2, &future.future, NULL), FC_OK);
    reference_assert_close(mean[1], expected, 1e-9, 0.0);
    fc_paths_free(paths);
    fc_fit_free(fit);
}

static void test_unusable_futures(void **state)
{
    struct setting setting;
    double negative[] = {1.0, -1.0, 1.0};
    double gap[] = {1.0, fc_missing(), 1.0};
    double good[] = {1.0, 1.0, 1.0};
    struct wrapped future;
    fc_fit *fit = NULL;
    const struct {
        const char *name;
        double *values;
        size_t horizon;
        fc_status status;
    } cases[] = {
        {"x", good, 4, FC_OK},
        {"z", good, 4, FC_ERR_NOT_FOUND},
        {"x", negative, 4, FC_ERR_DATA},
        {"x", gap, 4, FC_ERR_DATA},
        {"x", good, 5, FC_ERR_NOT_FOUND},
    };

    (void)state;
    set_up(&setting, length);
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double out[5];
        fc_error err = {0};

        wrap(&future, cases[i].name, cases[i].values, 1, 3);
        assert_int_equal(
            fc_fit_predict(out, fit, cases[i].horizon, &future.future, &err),
            cases[i].status);
    }
    fc_fit_free(fit);
}

/* Rows with a gap are left out; a gap at the end leaves no forecast. */
static void test_gaps_in_a_regressor(void **state)
{
    struct setting setting;
    double mean[1];
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    set_up(&setting, length);
    setting.x[0] = fc_missing();
    setting.x[10] = fc_missing();
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    assert_int_equal(fc_fit_summarise(fit).observations, length - 3);
    reference_assert_close(fc_fit_coefficient_at(fit, 2).value, 0.5, 1e-9, 0.0);
    fc_fit_free(fit);
    setting.x[length - 1] = fc_missing();
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, NULL),
                     FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 1, NULL, &err), FC_ERR_DATA);
    fc_fit_free(fit);
    for (size_t t = 7; t < length; t++) {
        setting.x[t] = fc_missing();
    }
    assert_int_equal(fit_spec(&fit, "tslm:trend+x:1", &setting.training, &err),
                     FC_ERR_TOO_SHORT);
    assert_null(fit);
}

static void test_wrong_regressors(void **state)
{
    struct setting setting;
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    set_up(&setting, length);
    assert_int_equal(fit_spec(&fit, "yoy:nothing:1", &setting.training, &err),
                     FC_ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "'nothing'"));
    setting.regressor.span.start.index++;
    assert_int_equal(fit_spec(&fit, "yoy:x:1", &setting.training, &err),
                     FC_ERR_ARGUMENT);
    setting.regressor.span.start.index--;
    for (size_t t = 0; t < length; t++) {
        setting.x[t] = 1.0;
    }
    assert_int_equal(fit_spec(&fit, "yoy:x:1", &setting.training, &err),
                     FC_ERR_SINGULAR);
    assert_non_null(strstr(err.message, "yoy log growth of x(t-1)"));
}

/* A negative value anywhere: the regressor is taken as it is. */
static void test_regressor_in_levels(void **state)
{
    struct setting setting;
    fc_fit *fit = NULL;

    (void)state;
    set_up(&setting, length);
    for (size_t t = 0; t < length; t++) {
        setting.x[t] = sin((double)(t * t));
        setting.y[t] = exp(1.0 + (t > 1 ? 0.25 * setting.x[t - 2] : 0.0));
    }
    assert_int_equal(fit_spec(&fit, "tslm:x:2", &setting.training, NULL),
                     FC_OK);
    assert_string_equal(fc_fit_equation(fit), "log y(t) = 1 + 0.25 x(t-2)");
    fc_fit_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_future_wins),
        cmocka_unit_test(test_lags_inside_the_sample_need_no_future),
        cmocka_unit_test(test_draws_follow_the_future),
        cmocka_unit_test(test_unusable_futures),
        cmocka_unit_test(test_gaps_in_a_regressor),
        cmocka_unit_test(test_wrong_regressors),
        cmocka_unit_test(test_regressor_in_levels),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
