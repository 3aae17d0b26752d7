/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of forecasts. That parts and effects add up would be no test of its
 * own, since the last part closes the sum: what that part must be is known in
 * closed form (half the variance on logarithms, else nothing).
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/explanation.h"

#include "models/model_type.h"
#include "support/faults.h"

enum { length = 48, steps = 10, season = 4, draws = 5 };

static const struct {
    const char *spec;
    bool keeps_level; /* the mean is the centre, also on logarithms */
} cases[] = {
    {"snaive", true},
    {"snaive-drift", false},
    {"snaive-growth", false},
    {"yoy", false},
    {"yoy:ols+y:1,4", false},
    {"yoy:x:0..2", false},
    {"tslm", false},
    {"tslm:trend", false},
    {"tslm:season+x:0,4", false},
    {"tslm:trend+season+x:1", false},
};

enum { case_count = sizeof cases / sizeof cases[0] };

/* A seasonal series and a regressor that moves it; @p shift makes it negative
 * somewhere, so that the models take no logarithms. */
static void fill(double y[length], double x[length], double shift)
{
    for (size_t t = 0; t < length; t++) {
        double wave = sin((double)(t * t % 17));

        x[t] = 50.0 + 3.0 * cos((double)(t * 7 % 23)) + (double)t;
        y[t] = 100.0 + 2.0 * (double)t + 9.0 * (double)(t % season) + 4.0 * wave
               + 0.5 * x[t] - shift;
    }
}

static fc_status fit_case(fc_fit **out, const char *text, const double *y,
                          const double *x, fc_error *err)
{
    const fc_period start = {FC_QUARTERLY, 1};
    const fc_regressor regressor = {
        .name = "x", .span = {.start = start, .length = length, .values = x}};
    const fc_training training = {
        .y = {.start = start, .length = length, .values = y},
        .season = season,
        .regressor_count = 1,
        .regressors = &regressor};
    fc_model_spec spec;
    fc_status status = fc_model_spec_parse(&spec, text, err);

    return status == FC_OK ? fc_fit_create(out, &spec, &training, err) : status;
}

static fc_paths *make_future(size_t count)
{
    fc_paths *paths = NULL;

    assert_int_equal(fc_paths_create(&paths, (fc_period){FC_QUARTERLY, 49},
                                     count, steps, NULL),
                     FC_OK);
    for (size_t i = 0; i < count * steps; i++) {
        paths->values[i] = 100.0 + 3.0 * sin((double)i) + (double)(i % steps);
    }
    return paths;
}

static void near(double a, double b, double scale)
{
    if (!(fabs(a - b) <= 1e-9 * fmax(scale, 1.0))) {
        fail_msg("%.17g is not %.17g", a, b);
    }
}

/* All parts but the last give the centre, which the last one lifts by half the
 * variance. */
static void check_step(const fc_explanation *all, size_t h, double mean,
                       double spread, bool keeps_level)
{
    const double *parts = all->parts + h * all->count;
    const double *effects = all->effects + h * all->count;
    double centre = 0.0;
    double effect = 0.0;
    double lift = all->logged && !keeps_level ? 0.5 * spread * spread : 0.0;
    double scale = 0.0;

    for (size_t k = 0; k + 1 < all->count; k++) {
        centre += parts[k];
        effect += effects[k];
        scale = fmax(scale, fabs(effects[k]));
    }
    near(all->forecast[h], mean, fabs(mean));
    near(parts[all->count - 1], lift, all->logged ? 1.0 : fabs(mean));
    near(centre, (all->logged ? log(mean) : mean) - lift, fabs(mean));
    near(effect, all->logged ? exp(centre) : centre, scale);
    near(effect + effects[all->count - 1], mean, scale);
}

static void check_case(size_t i, double shift)
{
    double y[length];
    double x[length];
    double mean[steps];
    double spread[steps];
    fc_fit *fit = NULL;
    fc_explanation *all = NULL;
    fc_paths *paths = make_future(1);
    const char *name = "x";
    const fc_paths *view = paths;
    const fc_future future = {.count = 1, .names = &name, .paths = &view};

    fill(y, x, shift);
    assert_int_equal(fit_case(&fit, cases[i].spec, y, x, NULL), FC_OK);
    assert_int_equal(
        fc_fit_predict_spread(mean, spread, fit, steps, &future, NULL), FC_OK);
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, &future, NULL),
                     FC_OK);
    assert_int_equal(all->logged, shift == 0.0);
    for (size_t h = 0; h < steps; h++) {
        check_step(all, h, mean[h], spread[h], cases[i].keeps_level);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
    fc_paths_free(paths);
}

static void parts_add_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < case_count; i++) {
        check_case(i, 0.0);
        check_case(i, 150.0);
    }
}

/* The parts of a trend are its coefficient times the time. */
static void parts_are_terms(void **state)
{
    double y[length];
    double x[length];
    fc_fit *fit = NULL;
    fc_explanation *all = NULL;

    (void)state;
    fill(y, x, 150.0);
    assert_int_equal(fit_case(&fit, "tslm:trend+season", y, x, NULL), FC_OK);
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, NULL), FC_OK);
    assert_int_equal(all->count, 4);
    assert_string_equal(all->names[0], "constant");
    assert_string_equal(all->names[1], "trend");
    assert_string_equal(all->names[2], "season");
    assert_string_equal(all->names[3], "mean of paths");
    for (size_t h = 0; h < steps; h++) {
        /* t = 1 is phase 1 of the year, so t = 49 is the second season. */
        size_t dummy = (length + h + 1) % season;

        near(all->parts[h * 4], fc_fit_coefficient_at(fit, 0).value, 1e3);
        near(all->parts[h * 4 + 1],
             (double)(length + h + 1) * fc_fit_coefficient_at(fit, 1).value,
             1e3);
        near(all->parts[h * 4 + 2],
             dummy == 0 ? 0.0 : fc_fit_coefficient_at(fit, 1 + dummy).value,
             1e3);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
}

/* The base of yearly growth is the year before. */
static void growth_starts_from_the_year_before(void **state)
{
    double y[length];
    double x[length];
    fc_fit *fit = NULL;
    fc_explanation *all = NULL;

    (void)state;
    fill(y, x, 0.0);
    assert_int_equal(fit_case(&fit, "yoy", y, x, NULL), FC_OK);
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, NULL), FC_OK);
    assert_string_equal(all->names[0], "log y(t-4)");
    assert_string_equal(all->names[all->count - 1], "median to mean");
    for (size_t h = 0; h < season; h++) {
        near(all->parts[h * all->count], log(y[length - season + h]), 1.0);
        near(all->effects[h * all->count], y[length - season + h], 1e3);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
}

/* Given means are what the effects arrive at, over draws of a future. */
static void arrives_at_given_means(void **state)
{
    double y[length];
    double x[length];
    double mean[steps];
    fc_fit *fit = NULL;
    fc_explanation *all = NULL;
    fc_error err = {0};
    fc_paths *paths = make_future(draws);
    const char *name = "x";
    const fc_paths *view = paths;
    const fc_future future = {.count = 1, .names = &name, .paths = &view};

    (void)state;
    fill(y, x, 0.0);
    for (size_t h = 0; h < steps; h++) {
        mean[h] = 200.0 + (double)h;
    }
    assert_int_equal(fit_case(&fit, "yoy:x:0..2", y, x, NULL), FC_OK);
    assert_int_equal(fc_fit_explain(&all, fit, steps, mean, &future, NULL),
                     FC_OK);
    for (size_t h = 0; h < steps; h++) {
        double sum = 0.0;

        for (size_t k = 0; k < all->count; k++) {
            sum += all->effects[h * all->count + k];
        }
        near(sum, mean[h], mean[h]);
    }
    fc_explanation_free(all);
    mean[3] = -1.0;
    assert_int_equal(fc_fit_explain(&all, fit, steps, mean, &future, &err),
                     FC_ERR_DATA);
    assert_non_null(strstr(err.message, "step 4 is -1"));
    assert_null(all);
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, &err),
                     FC_ERR_NOT_FOUND);
    assert_int_equal(fc_fit_explain(&all, fit, 0, NULL, NULL, &err),
                     FC_ERR_ARGUMENT);
    fc_fit_free(fit);
    fc_paths_free(paths);
}

/* A model that is no sum of terms says so. */
static void refuses_what_is_no_sum(void **state)
{
    double y[length];
    double x[length];
    fc_fit *fit = NULL;
    fc_model_type opaque = fc_model_yoy;
    fc_explanation *all = NULL;
    fc_error err = {0};

    (void)state;
    fill(y, x, 0.0);
    assert_int_equal(fit_case(&fit, "yoy", y, x, NULL), FC_OK);
    opaque.explain = NULL;
    fit->spec.type = &opaque;
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "no sum of terms"));
    assert_null(all);
    fc_fit_free(fit);
}

struct job {
    double y[length];
    double x[length];
    fc_paths *paths;
};

static fc_status whole_job(void *context, fc_error *err)
{
    struct job *job = context;
    const char *name = "x";
    const fc_paths *view = job->paths;
    const fc_future future = {.count = 1, .names = &name, .paths = &view};
    fc_fit *fit = NULL;
    fc_explanation *all = NULL;
    fc_status status = fit_case(&fit, "tslm:trend+season+x:0", job->y, job->x,
                                err);

    if (status == FC_OK) {
        status = fc_fit_explain(&all, fit, steps, NULL, &future, err);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    struct job job = {.paths = make_future(draws)};

    (void)state;
    fill(job.y, job.x, 0.0);
    assert_true(faults_try_allocations(whole_job, &job) > 20);
    fc_paths_free(job.paths);
    fc_explanation_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(parts_are_terms),
        cmocka_unit_test(growth_starts_from_the_year_before),
        cmocka_unit_test(arrives_at_given_means),
        cmocka_unit_test(refuses_what_is_no_sum),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
