/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Maps, bounds and shrinkage against numpy and scipy (tests/reference/
 * reconcile.py), joint draws against what they are asked to be.
 */
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
#include "forecast/reconcile.h"

#include "support/faults.h"
#include "support/reference.h"

enum { MOST = 8 };

static const char *const file = "reconcile.csv";
static const char *const cases[] = {"segments", "difference", "levels",
                                    "small"};
enum { CASES = sizeof cases / sizeof cases[0] };

/* Two ways to the same solution of a well-conditioned problem. */
static const double rounding = 1e-10;

/* The numbers of one case. */
struct problem {
    const char *name;
    fc_tree *tree;
    double base[MOST];
    double covariance[MOST * MOST];
};

static void problem_load(struct problem *self, const char *name)
{
    size_t n = (size_t)reference_value(file, name, "nodes");
    size_t aggregates = (size_t)reference_value(file, name, "aggregates");

    self->name = name;
    assert_int_equal(fc_tree_create(&self->tree, n, aggregates, NULL), FC_OK);
    for (size_t i = 0; i < n; i++) {
        double parent = reference_numbered(file, name, "parent", i + 1);

        self->tree->parent[i] = parent > 0.0 ? (size_t)parent - 1
                                             : FC_NO_PARENT;
        self->tree->sign[i] = reference_numbered(file, name, "sign", i + 1);
        self->base[i] = reference_numbered(file, name, "base", i + 1);
    }
    for (size_t i = 0; i < n * n; i++) {
        self->covariance[i] = reference_numbered(file, name, "covariance",
                                                 i + 1);
    }
    fc_tree_sum(self->tree);
}

static void test_summing_matrix(void **state)
{
    (void)state;
    for (size_t k = 0; k < CASES; k++) {
        struct problem problem;

        problem_load(&problem, cases[k]);
        for (size_t i = 0;
             i < problem.tree->count * fc_tree_leaves(problem.tree); i++) {
            assert_true(
                problem.tree->summing[i]
                == reference_numbered(file, cases[k], "summing", i + 1));
        }
        fc_tree_free(problem.tree);
    }
}

static void map_of(double *map, const struct problem *problem,
                   fc_reconciliation method)
{
    static const double shares[] = {0.1, 0.2, 0.3, 0.4};
    const fc_reconcile_request request = {.tree = problem->tree,
                                          .method = method,
                                          .base = problem->base,
                                          .shares = shares,
                                          .covariance = problem->covariance};
    fc_error err = {0};

    if (fc_reconcile_map(map, &request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
}

static void test_maps(void **state)
{
    (void)state;
    for (size_t k = 0; k < CASES; k++) {
        struct problem problem;

        problem_load(&problem, cases[k]);
        for (size_t m = FC_RECONCILE_BOTTOM_UP; m < FC_RECONCILIATIONS; m++) {
            const char *name = fc_reconciliation_name((fc_reconciliation)m);
            double map[MOST * MOST];
            double values[MOST];
            double room[MOST];

            print_message("  %s %s\n", cases[k], name);
            map_of(map, &problem, (fc_reconciliation)m);
            memcpy(values, problem.base, sizeof values);
            fc_reconcile_apply(values, map, problem.tree, room);
            for (size_t i = 0; i < problem.tree->count; i++) {
                reference_assert_close(
                    values[i], reference_numbered(file, cases[k], name, i + 1),
                    rounding, 1.0);
            }
        }
        fc_tree_free(problem.tree);
    }
}

/* What adds up already is left alone: P S = S. */
static void test_coherent_values_stay(void **state)
{
    (void)state;
    for (size_t m = FC_RECONCILE_OLS; m < FC_RECONCILIATIONS; m++) {
        double values[] = {9.0, 5.0, 4.0, 2.0, 3.0, 7.0, 3.0};
        const double before[] = {9.0, 5.0, 4.0, 2.0, 3.0, 7.0, 3.0};
        struct problem problem;
        double map[MOST * MOST];
        double room[MOST];

        problem_load(&problem, "levels");
        map_of(map, &problem, (fc_reconciliation)m);
        fc_reconcile_apply(values, map, problem.tree, room);
        for (size_t i = 0; i < 7; i++) {
            reference_assert_close(values[i], before[i], 1e-12, 1.0);
        }
        fc_tree_free(problem.tree);
    }
}

static void test_names(void **state)
{
    fc_reconciliation found = FC_RECONCILE_NONE;

    (void)state;
    for (size_t m = 0; m < FC_RECONCILIATIONS; m++) {
        const char *name = fc_reconciliation_name((fc_reconciliation)m);

        assert_true(fc_reconciliation_find(&found, name));
        assert_int_equal(found, m);
    }
    assert_false(fc_reconciliation_find(&found, "middle-out"));
}

static void test_floor(void **state)
{
    (void)state;
    for (size_t k = 0; k < CASES; k++) {
        for (size_t m = FC_RECONCILE_OLS; m < FC_RECONCILIATIONS;
             m += FC_RECONCILE_MINT - FC_RECONCILE_OLS) {
            fc_nonnegative *floor = NULL;
            struct problem problem;
            double map[MOST * MOST];
            double values[MOST];
            double room[MOST];
            char quantity[32];

            problem_load(&problem, cases[k]);
            map_of(map, &problem, (fc_reconciliation)m);
            assert_int_equal(
                fc_nonnegative_create(
                    &floor, problem.tree,
                    m == FC_RECONCILE_MINT ? problem.covariance : NULL, NULL),
                FC_OK);
            memcpy(values, problem.base, sizeof values);
            fc_reconcile_apply(values, map, problem.tree, room);
            assert_int_equal(fc_nonnegative_apply(floor, values),
                             strcmp(cases[k], "small") == 0);
            (void)snprintf(quantity, sizeof quantity, "%s_floor",
                           fc_reconciliation_name((fc_reconciliation)m));
            for (size_t i = 0; i < problem.tree->count; i++) {
                reference_assert_close(
                    values[i],
                    reference_numbered(file, cases[k], quantity, i + 1),
                    rounding, 1.0);
            }
            fc_nonnegative_free(floor);
            fc_tree_free(problem.tree);
        }
    }
}

/* The optimum by its conditions, at points in all corners: no leaf below 0, no
 * gain at a leaf that is free, none to be had at one that is not. */
static void test_floor_is_optimal(void **state)
{
    fc_nonnegative *floor = NULL;
    struct problem problem;
    double map[MOST * MOST];
    uint32_t word = 1;

    (void)state;
    problem_load(&problem, "levels");
    map_of(map, &problem, FC_RECONCILE_OLS);
    assert_int_equal(fc_nonnegative_create(&floor, problem.tree, NULL, NULL),
                     FC_OK);
    for (size_t round = 0; round < 500; round++) {
        double base[MOST];
        double values[MOST];
        double room[MOST];

        for (size_t i = 0; i < 7; i++) {
            word = word * 1664525U + 1013904223U;
            base[i] = (double)(word >> 16) / 65536.0 - 0.6;
            values[i] = base[i];
        }
        fc_reconcile_apply(values, map, problem.tree, room);
        (void)fc_nonnegative_apply(floor, values);
        for (size_t j = 0; j < 4; j++) {
            double slope = 0.0;

            for (size_t i = 0; i < 7; i++) {
                slope += problem.tree->summing[i * 4 + j]
                         * (values[i] - base[i]);
            }
            assert_true(values[3 + j] >= 0.0);
            assert_true(slope > -1e-9);
            assert_true(values[3 + j] < 1e-12 || slope < 1e-9);
        }
    }
    fc_nonnegative_free(floor);
    fc_tree_free(problem.tree);
}

static void test_shrinkage(void **state)
{
    (void)state;
    for (size_t k = 0; k < CASES; k++) {
        size_t p = (size_t)reference_value(file, cases[k], "nodes");
        double errors[20 * MOST];
        double covariance[MOST * MOST];
        double intensity = 0.0;

        for (size_t i = 0; i < 20 * p; i++) {
            errors[i] = reference_numbered(file, cases[k], "error", i + 1);
        }
        assert_int_equal(
            fc_shrink_covariance(covariance, &intensity, errors, 20, p, NULL),
            FC_OK);
        reference_assert_close(intensity,
                               reference_value(file, cases[k], "intensity"),
                               rounding, 1.0);
        for (size_t i = 0; i < p * p; i++) {
            reference_assert_close(
                covariance[i],
                reference_numbered(file, cases[k], "covariance", i + 1),
                rounding, 1.0);
        }
    }
}

static void test_shrinkage_limits(void **state)
{
    const double one[] = {1.0, 2.0};
    const double zeros[] = {1.0, 0.0, 2.0, 0.0};
    const double same[] = {1.0, 1.0, -1.0, -1.0, 1.0, 1.0};
    double out[4];
    double intensity = 0.0;

    (void)state;
    assert_int_equal(fc_shrink_covariance(out, NULL, one, 0, 2, NULL),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_shrink_covariance(out, NULL, zeros, 2, 2, NULL),
                     FC_ERR_DATA);
    assert_int_equal(fc_shrink_covariance(out, &intensity, one, 1, 2, NULL),
                     FC_OK);
    assert_true(intensity == 1.0 && out[1] == 0.0);
    assert_int_equal(fc_shrink_covariance(out, &intensity, same, 3, 2, NULL),
                     FC_OK);
    assert_true(intensity == 0.0 && out[1] == 1.0);
}

static void test_shares(void **state)
{
    /* two leaves, three periods; the last lacks a leaf */
    const double leaves[] = {1.0, 3.0, (double)NAN, 3.0, 3.0, 1.0};
    const double root[] = {4.0, 6.0, 5.0};
    double shares[2];

    (void)state;
    assert_int_equal(fc_reconcile_shares(shares, leaves, root, 2, 3, NULL),
                     FC_OK);
    reference_assert_close(shares[0], (0.25 + 0.5) / 2.0, 1e-15, 1.0);
    reference_assert_close(shares[1], (0.75 + 0.5) / 2.0, 1e-15, 1.0);
    assert_int_equal(fc_reconcile_shares(shares, leaves + 2, root, 1, 1, NULL),
                     FC_ERR_TOO_SHORT);
}

static void test_failures(void **state)
{
    static const double flat[16] = {0};
    static const double nothing[] = {5.0, 1.0, -1.0, 0.0};
    struct problem problem;
    fc_nonnegative *floor = NULL;
    double map[MOST * MOST];
    fc_reconcile_request request = {0};

    (void)state;
    problem_load(&problem, "segments");
    request = (fc_reconcile_request){
        .tree = problem.tree, .method = FC_RECONCILE_MINT, .covariance = flat};
    assert_int_equal(fc_reconcile_map(map, &request, NULL), FC_ERR_SINGULAR);
    assert_int_equal(fc_nonnegative_create(&floor, problem.tree, flat, NULL),
                     FC_ERR_SINGULAR);
    assert_null(floor);
    request.method = FC_RECONCILE_TOP_DOWN;
    request.base = nothing;
    assert_int_equal(fc_reconcile_map(map, &request, NULL), FC_ERR_DATA);
    problem.tree->parent[3] = FC_NO_PARENT;
    assert_int_equal(fc_reconcile_map(map, &request, NULL), FC_ERR_ARGUMENT);
    fc_tree_free(problem.tree);
}

enum { DRAWS = 4000, STEPS = 3 };

static const fc_period start = {.frequency = FC_QUARTERLY, .index = 8100};

/* A random walk of its own; value 0 of each path, as a label, is whole. */
static fc_paths *walk_of(uint32_t seed)
{
    fc_paths *paths = NULL;
    uint32_t word = seed;

    assert_int_equal(fc_paths_create(&paths, start, DRAWS, STEPS, NULL), FC_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        double level = 0.0;

        for (size_t s = 0; s < STEPS; s++) {
            word = word * 1664525U + 1013904223U;
            level += (double)(word >> 8) / 16777216.0 - 0.5;
            paths->values[d * STEPS + s] = level;
        }
    }
    return paths;
}

static double correlation_of(const fc_paths *a, const fc_paths *b, size_t step)
{
    double mean_a = fc_paths_mean(a, step);
    double mean_b = fc_paths_mean(b, step);
    double ab = 0.0;
    double aa = 0.0;
    double bb = 0.0;

    for (size_t d = 0; d < DRAWS; d++) {
        double x = a->values[d * STEPS + step] - mean_a;
        double y = b->values[d * STEPS + step] - mean_b;

        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return ab / sqrt(aa * bb);
}

static int compare_paths(const void *a, const void *b)
{
    return memcmp(a, b, STEPS * sizeof(double));
}

/* Whole paths move, and the series go together as asked. */
static void test_joined_paths(void **state)
{
    const double correlation[] = {1.0, 0.8, 0.8, 1.0};
    const fc_join_request request = {
        .count = 2, .correlation = correlation, .stream = "root"};
    fc_paths *paths[] = {walk_of(1), walk_of(77)};
    fc_paths *plain = walk_of(77);

    (void)state;
    assert_true(fabs(correlation_of(paths[0], paths[1], 1)) < 0.05);
    assert_int_equal(fc_paths_join(paths, &request, NULL), FC_OK);
    /* the middle step stands for the path: nearly all of 0.8 is there */
    assert_in_range((uintmax_t)(100.0 * correlation_of(paths[0], paths[1], 1)),
                    70, 82);
    qsort(paths[1]->values, DRAWS, STEPS * sizeof(double), compare_paths);
    qsort(plain->values, DRAWS, STEPS * sizeof(double), compare_paths);
    assert_memory_equal(paths[1]->values, plain->values,
                        DRAWS * STEPS * sizeof(double));
    fc_paths_free(plain);
    fc_paths_free(paths[0]);
    fc_paths_free(paths[1]);
}

static void test_join_is_reproducible(void **state)
{
    const double correlation[] = {1.0, -0.5, -0.5, 1.0};
    const double singular[] = {1.0, 2.0, 2.0, 1.0};
    fc_join_request request = {
        .count = 2, .correlation = correlation, .stream = "root", .seed = 3};
    fc_paths *first[] = {walk_of(1), walk_of(77)};
    fc_paths *second[] = {walk_of(1), walk_of(77)};

    (void)state;
    assert_int_equal(fc_paths_join(first, &request, NULL), FC_OK);
    assert_int_equal(fc_paths_join(second, &request, NULL), FC_OK);
    assert_memory_equal(first[1]->values, second[1]->values,
                        DRAWS * STEPS * sizeof(double));
    request.correlation = singular;
    assert_int_equal(fc_paths_join(first, &request, NULL), FC_ERR_SINGULAR);
    for (size_t i = 0; i < 2; i++) {
        fc_paths_free(first[i]);
        fc_paths_free(second[i]);
    }
}

/* Every draw adds up, to the last bit of the sum. */
static void test_paths_add_up(void **state)
{
    struct problem problem;
    double map[MOST * MOST];
    const fc_reconcile_step how = {.map = map};
    fc_paths *paths[] = {walk_of(1), walk_of(2), walk_of(3)};
    double mean[3];

    (void)state;
    problem_load(&problem, "difference");
    map_of(map, &problem, FC_RECONCILE_MINT);
    for (size_t i = 0; i < 3; i++) {
        mean[i] = fc_paths_mean(paths[i], 2);
    }
    assert_int_equal(
        fc_reconcile_paths(paths, problem.tree, 2, &how, NULL, NULL), FC_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        size_t at = d * STEPS + 2;

        assert_true(paths[0]->values[at]
                    == paths[1]->values[at] - paths[2]->values[at]);
    }
    /* the mean of the mapped draws is the mapped mean */
    for (size_t i = 0; i < 3; i++) {
        double expected = 0.0;

        for (size_t j = 0; j < 3; j++) {
            expected += map[i * 3 + j] * mean[j];
        }
        reference_assert_close(fc_paths_mean(paths[i], 2), expected, 1e-12,
                               1.0);
        fc_paths_free(paths[i]);
    }
    fc_tree_free(problem.tree);
}

/* Everything that allocates, once. */
static fc_status work(void *context, fc_error *err)
{
    const struct problem *problem = context;
    const double correlation[] = {1.0, 0.5, 0.5, 1.0};
    const fc_join_request join = {
        .count = 2, .correlation = correlation, .stream = "root"};
    const fc_reconcile_request request = {.tree = problem->tree,
                                          .method = FC_RECONCILE_MINT,
                                          .covariance = problem->covariance};
    fc_paths *paths[2] = {NULL, NULL};
    fc_nonnegative *floor = NULL;
    double map[MOST * MOST];
    fc_status status = fc_reconcile_map(map, &request, err);

    for (size_t i = 0; i < 2 && status == FC_OK; i++) {
        status = fc_paths_create(&paths[i], start, 4, 1, err);
    }
    if (status == FC_OK) {
        status = fc_paths_join(paths, &join, err);
    }
    if (status == FC_OK) {
        status = fc_nonnegative_create(&floor, problem->tree,
                                       problem->covariance, err);
    }
    fc_nonnegative_free(floor);
    fc_paths_free(paths[0]);
    fc_paths_free(paths[1]);
    return status;
}

static void test_allocation_faults(void **state)
{
    struct problem problem;

    (void)state;
    problem_load(&problem, "levels");
    assert_true(faults_try_allocations(work, &problem) > 5);
    fc_tree_free(problem.tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summing_matrix),
        cmocka_unit_test(test_maps),
        cmocka_unit_test(test_coherent_values_stay),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_floor_is_optimal),
        cmocka_unit_test(test_shrinkage),
        cmocka_unit_test(test_shrinkage_limits),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_joined_paths),
        cmocka_unit_test(test_join_is_reproducible),
        cmocka_unit_test(test_paths_add_up),
        cmocka_unit_test(test_allocation_faults),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
