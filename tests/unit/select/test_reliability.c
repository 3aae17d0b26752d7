/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against base R: tests/reference/reliability.R. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "select/reliability.h"
#include "support/reference.h"

static const char file[] = "reliability.csv";

/* Sums of 200 terms in another order. */
static const double noise = 1e-12;

enum { COUNT = 200 };

static void state_all(struct fc_stated stated[COUNT])
{
    for (size_t k = 0; k < COUNT; k++) {
        size_t i = k + 1;
        double p = (double)(37 * i % 101) / 101.0;

        stated[k] = (struct fc_stated){.probability = p,
                                       .happened = (double)(53 * i % 97)
                                                   < 97.0 * p * p,
                                       .origin = k / 4};
    }
}

static void expect(const char *name, const char *quantity, double value)
{
    reference_assert_close(value, reference_value(file, name, quantity), noise,
                           1.0);
}

static void score_and_bins_are_those_of_r(void **state)
{
    struct fc_stated stated[COUNT];
    struct fc_reliability_bin bins[FC_RELIABILITY_BINS];
    struct fc_brier brier = {0};

    (void)state;
    state_all(stated);
    fc_reliability_compute(bins, &brier, stated, COUNT);
    for (size_t k = 0; k < FC_RELIABILITY_BINS; k++) {
        char name[16];

        (void)snprintf(name, sizeof name, "bin_%zu", k + 1);
        expect(name, "n", (double)bins[k].n);
        expect(name, "origins", (double)bins[k].origins);
        expect(name, "stated", bins[k].stated);
        expect(name, "observed", bins[k].observed);
    }
    expect("brier", "score", brier.score);
    expect("brier", "reliability", brier.reliability);
    expect("brier", "resolution", brier.resolution);
    expect("brier", "uncertainty", brier.uncertainty);
    expect("brier", "within", brier.within);
    assert_int_equal(brier.origins, COUNT / 4);
    /* The parts make the whole. */
    assert_true(fabs(brier.reliability - brier.resolution + brier.uncertainty
                     + brier.within - brier.score)
                < noise);
}

static void edges_belong_to_the_upper_bin(void **state)
{
    static const struct fc_stated stated[] = {
        {0.0, false, 1}, {0.5, true, 1}, {1.0, true, 2}};
    struct fc_reliability_bin bins[FC_RELIABILITY_BINS];
    struct fc_brier brier = {0};

    (void)state;
    fc_reliability_compute(bins, &brier, stated, 3);
    assert_int_equal(bins[0].n, 1);
    assert_int_equal(bins[5].n, 1);
    assert_int_equal(bins[9].n, 1);
    assert_int_equal(bins[4].n, 0);
    assert_true(isnan(bins[4].observed));
    assert_true(fabs(brier.score - 0.25 / 3.0) < noise);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score_and_bins_are_those_of_r),
        cmocka_unit_test(edges_belong_to_the_upper_bin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
