/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against base R: tests/reference/guidance_record.R. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "stats/small_sample.h"
#include "support/faults.h"
#include "support/reference.h"

static const char file[] = "guidance_record.csv";

/* R prints 12 digits. */
static const double printed = 1e-11;

static void shares_are_those_of_r(void **state)
{
    static const struct {
        int hits;
        int n;
    } cases[] = {{0, 5}, {5, 5}, {1, 1}, {13, 75}, {40, 63}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_ends ends = fc_share_ends(cases[i].hits, cases[i].n);
        char name[32];

        (void)snprintf(name, sizeof name, "share_%d_%d", cases[i].hits,
                       cases[i].n);
        reference_assert_close(
            ends.low, reference_value(file, name, "share_low"), printed, 1.0);
        reference_assert_close(
            ends.high, reference_value(file, name, "share_high"), printed, 1.0);
    }
    assert_true(isnan(fc_share_ends(0.0, 0.0).low));
}

static void too_few_have_no_interval(void **state)
{
    (void)state;
    assert_true(isnan(fc_mean_ends(1.0, (double)NAN, 1).low));
    assert_true(isnan(fc_rank_correlation_ends(0.5, 3).high));
    assert_true(isnan(fc_rank_correlation_ends(1.0, 10).high));
}

static const double tied_x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
static const double tied_y[] = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
enum { TIED = 10 };

static void equal_values_share_their_ranks(void **state)
{
    double r = 0.0;

    (void)state;
    assert_int_equal(fc_rank_correlation(&r, tied_x, tied_y, TIED, NULL),
                     FC_OK);
    reference_assert_close(r, reference_value(file, "ties", "rank_correlation"),
                           printed, 1.0);
}

static void refuses_what_has_no_correlation(void **state)
{
    static const double equal[] = {2, 2, 2};
    static const double holed[] = {2, (double)NAN, 1};
    double r = 7.0;

    (void)state;
    assert_int_equal(fc_rank_correlation(&r, tied_x, equal, 3, NULL),
                     FC_ERR_DATA);
    assert_int_equal(fc_rank_correlation(&r, holed, tied_y, 3, NULL),
                     FC_ERR_NONFINITE);
    assert_int_equal(fc_rank_correlation(&r, tied_x, tied_y, 1, NULL),
                     FC_ERR_TOO_SHORT);
    assert_true(r == 7.0);
}

static fc_status correlate(void *context, fc_error *err)
{
    double r = 0.0;

    (void)context;
    return fc_rank_correlation(&r, tied_x, tied_y, TIED, err);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_int_equal(faults_try_allocations(correlate, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_r),
        cmocka_unit_test(too_few_have_no_interval),
        cmocka_unit_test(equal_values_share_their_ranks),
        cmocka_unit_test(refuses_what_has_no_correlation),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
