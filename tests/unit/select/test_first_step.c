/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths whose first step gets another law: against the tilted law itself. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "select/first_step.h"
#include "support/faults.h"
#include "support/reference.h"

static const char file[] = "informed.csv";

enum { SIDE = 200, DRAWS = SIDE * SIDE };

/* What a lattice of 200 by 200 draws and the grid of a pool leave. */
static const double tolerance = 0.01;

static const struct fc_coordinates as_is = {.logged = false, .unit = 1.0};
static const struct fc_student learned = {0.7, 0.3};
static const fc_step_calibration no_calibration[2] = {{.factor = 1.0},
                                                      {.factor = 1.0}};

/* y1 standard normal, y2 = 0.8 y1 + 0.6 noise, in logarithms if asked. */
static fc_paths *make_paths(bool logged)
{
    fc_paths *paths = NULL;
    fc_period start = {0};

    assert_int_equal(fc_paths_create(&paths, start, DRAWS, 2, NULL), FC_OK);
    for (size_t i = 0; i < DRAWS; i++) {
        size_t row = i / SIDE;
        double first = gsl_cdf_ugaussian_Pinv(((double)(i % SIDE) + 0.5)
                                              / SIDE);
        double noise = gsl_cdf_ugaussian_Pinv(((double)row + 0.5) / SIDE);
        double second = 0.8 * first + 0.6 * noise;

        paths->values[2 * i] = logged ? exp(first) : first;
        paths->values[2 * i + 1] = logged ? exp(second) : second;
    }
    return paths;
}

static double mean_of(const fc_paths *paths, size_t step, bool logged)
{
    double sum = 0.0;

    for (size_t i = 0; i < paths->draws; i++) {
        double value = paths->values[2 * i + step];

        sum += (logged ? log(value) : value) / (double)paths->draws;
    }
    return sum;
}

static double deviation_of(const fc_paths *paths, size_t step, bool logged)
{
    double mean = mean_of(paths, step, logged);
    double sum = 0.0;

    for (size_t i = 0; i < paths->draws; i++) {
        double value = paths->values[2 * i + step];
        double away = (logged ? log(value) : value) - mean;

        sum += away * away / (double)paths->draws;
    }
    return sqrt(sum);
}

static void fill_pool(struct fc_log_pool *pool, const fc_paths *paths,
                      const struct fc_coordinates *to)
{
    struct fc_student plain = {0};

    assert_true(fc_first_step_law(&plain, paths, to));
    fc_log_pool_fill(pool, &learned, &plain, 0.75);
}

static void check_moments(bool logged)
{
    static struct fc_log_pool pool;
    const struct fc_coordinates to = {.logged = logged, .unit = 1.0};
    fc_paths *paths = make_paths(logged);

    fill_pool(&pool, paths, &to);
    assert_int_equal(fc_first_step_set(paths, &pool, &to, no_calibration, NULL),
                     FC_OK);
    for (size_t step = 0; step < 2; step++) {
        reference_assert_close(
            mean_of(paths, step, logged),
            reference_numbered(file, "tilt", "mean", step + 1), tolerance, 1.0);
        reference_assert_close(deviation_of(paths, step, logged),
                               reference_numbered(file, "tilt", "sd", step + 1),
                               tolerance, 1.0);
    }
    fc_paths_free(paths);
}

static void test_tilted(void **state)
{
    (void)state;
    check_moments(false);
}

static void test_tilted_on_logarithms(void **state)
{
    (void)state;
    check_moments(true);
}

/* What calibration added to a later step does not carry a surprise over. */
static void test_calibration_is_taken_out(void **state)
{
    static struct fc_log_pool pool;
    static const fc_step_calibration widened[2] = {{.factor = 1.0},
                                                   {.factor = 2.0}};
    fc_paths *paths = make_paths(false);
    double before = 0.0;
    double moved = 0.0;

    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        paths->values[2 * i + 1] *= 2.0;
    }
    before = mean_of(paths, 1, false);
    fill_pool(&pool, paths, &as_is);
    assert_int_equal(fc_first_step_set(paths, &pool, &as_is, widened, NULL),
                     FC_OK);
    moved = mean_of(paths, 1, false) - before;
    reference_assert_close(moved, reference_value(file, "tilt", "mean2"),
                           tolerance, 1.0);
    fc_paths_free(paths);
}

static void test_ranks_stay(void **state)
{
    static struct fc_log_pool pool;
    fc_paths *paths = make_paths(false);
    fc_paths *before = make_paths(false);

    (void)state;
    fill_pool(&pool, paths, &as_is);
    assert_int_equal(
        fc_first_step_set(paths, &pool, &as_is, no_calibration, NULL), FC_OK);
    for (size_t i = 0; i + 1 < SIDE; i++) {
        assert_true(before->values[2 * i] < before->values[2 * i + 2]);
        assert_true(paths->values[2 * i] < paths->values[2 * i + 2]);
    }
    fc_paths_free(paths);
    fc_paths_free(before);
}

/* What is never below zero stays so. */
static void test_floor(void **state)
{
    static struct fc_log_pool pool;
    const struct fc_student low = {-5.0, 1.0};
    fc_paths *paths = make_paths(false);

    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        paths->values[2 * i] = fmax(paths->values[2 * i], 0.0);
        paths->values[2 * i + 1] = fmax(paths->values[2 * i + 1], 0.0);
    }
    fc_log_pool_fill(&pool, &low, &low, 1.0);
    assert_int_equal(
        fc_first_step_set(paths, &pool, &as_is, no_calibration, NULL), FC_OK);
    for (size_t i = 0; i < 2 * DRAWS; i++) {
        assert_true(paths->values[i] >= 0.0);
    }
    fc_paths_free(paths);
}

static void test_no_law(void **state)
{
    const struct fc_coordinates logged = {.logged = true, .unit = 1.0};
    struct fc_student law = {0};
    fc_paths *paths = make_paths(false);

    (void)state;
    /* the mean of a standard normal has no logarithm to speak of */
    for (size_t i = 0; i < DRAWS; i++) {
        paths->values[2 * i] -= 1.0;
    }
    assert_false(fc_first_step_law(&law, paths, &logged));
    /* some draws below zero, the mean above: by the relative deviation */
    for (size_t i = 0; i < DRAWS; i++) {
        paths->values[2 * i] = 0.5 * (paths->values[2 * i] + 1.0) + 1.0;
    }
    assert_true(fc_first_step_law(&law, paths, &logged));
    reference_assert_close(law.location, 0.0, 1e-9, 1.0);
    reference_assert_close(law.scale, fc_student_scale(0.5), tolerance, 1.0);
    for (size_t i = 0; i < DRAWS; i++) {
        paths->values[2 * i] = 3.0;
    }
    assert_false(fc_first_step_law(&law, paths, &logged));
    fc_paths_free(paths);
}

static fc_status set_once(void *context, fc_error *err)
{
    static struct fc_log_pool pool;

    fc_log_pool_fill(&pool, &learned, &learned, 0.5);
    return fc_first_step_set(context, &pool, &as_is, no_calibration, err);
}

static void test_memory(void **state)
{
    fc_paths *paths = make_paths(false);

    (void)state;
    assert_int_equal(faults_try_allocations(set_once, paths), 3);
    fc_paths_free(paths);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tilted),
        cmocka_unit_test(test_tilted_on_logarithms),
        cmocka_unit_test(test_calibration_is_taken_out),
        cmocka_unit_test(test_ranks_stay),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_no_law),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
