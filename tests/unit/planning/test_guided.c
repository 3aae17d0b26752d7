/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What past ranges say of the next actual. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planning/guided_record.h"
#include "support/faults.h"
#include "support/reference.h"

static const char file[] = "informed.csv";

enum { MOST = 64 };

/* GSL's iteration and that of the script stop a little apart. */
static const double tolerance = 1e-6;

static struct fc_guided items[MOST];
static struct fc_guided_law laws[MOST];

static struct fc_guided_record record_of(size_t count, size_t seasons)
{
    for (size_t i = 0; i < count; i++) {
        items[i].season = i % seasons;
    }
    return (struct fc_guided_record){
        .count = count, .items = items, .seasons = seasons};
}

static size_t load(void)
{
    size_t count = (size_t)reference_value(file, "learn", "count");

    memset(items, 0, sizeof items);
    for (size_t i = 0; i < count; i++) {
        items[i].position = reference_numbered(file, "learn", "position", i);
    }
    return count;
}

/* The range behind the last known one is a range like any other. */
static void test_learn(void **state)
{
    size_t count = load();
    struct fc_guided_record record = record_of(count + 1, 4);

    (void)state;
    items[count].position = (double)NAN;
    assert_int_equal(fc_guided_learn(laws, &record, NULL), FC_OK);
    for (size_t i = 0; i < FC_GUIDED_FEWEST; i++) {
        assert_false(laws[i].known);
    }
    for (size_t i = FC_GUIDED_FEWEST; i <= count; i++) {
        assert_true(laws[i].known);
        assert_int_equal(laws[i].learned, i);
        reference_assert_close(laws[i].law.location,
                               reference_numbered(file, "learn", "location", i),
                               tolerance, 1.0);
        reference_assert_close(laws[i].law.scale,
                               reference_numbered(file, "learn", "scale", i),
                               tolerance, 1.0);
    }
}

/* What comes later changes nothing. */
static void test_no_look_ahead(void **state)
{
    size_t count = load();
    struct fc_guided_record record = record_of(count, 4);
    struct fc_guided_law before[MOST];
    size_t now = count - 6;

    (void)state;
    assert_int_equal(fc_guided_learn(laws, &record, NULL), FC_OK);
    memcpy(before, laws, sizeof before);
    for (size_t i = now; i < count; i++) {
        items[i].position = 40.0 - (double)i;
    }
    assert_int_equal(fc_guided_learn(laws, &record, NULL), FC_OK);
    for (size_t i = 0; i <= now; i++) {
        assert_memory_equal(&laws[i].law, &before[i].law, sizeof laws[i].law);
    }
    assert_true(laws[count - 1].law.location != before[count - 1].law.location);
}

/* Positions that are all the same leave nothing to learn but themselves. */
static void test_constant(void **state)
{
    struct fc_guided_record record = record_of(20, 1);

    (void)state;
    memset(items, 0, sizeof items);
    for (size_t i = 0; i < 20; i++) {
        items[i].position = 0.5;
    }
    assert_int_equal(fc_guided_learn(laws, &record, NULL), FC_OK);
    assert_true(laws[19].known);
    reference_assert_close(laws[19].law.location, 0.5, 1e-12, 1.0);
    assert_true(laws[19].law.scale > 0.0);
}

/* A series without a season has no effects of it. */
static void test_without_season(void **state)
{
    size_t count = load();
    struct fc_guided_record record = record_of(count, 1);

    (void)state;
    assert_int_equal(fc_guided_learn(laws, &record, NULL), FC_OK);
    assert_true(fabs(laws[count - 1].law.location
                     - reference_numbered(file, "learn", "location", count - 1))
                > 1e-3);
}

static fc_status learn(void *context, fc_error *err)
{
    return fc_guided_learn(laws, context, err);
}

static void test_memory(void **state)
{
    size_t count = load();
    struct fc_guided_record record = record_of(count, 4);

    (void)state;
    assert_true(faults_try_allocations(learn, &record) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learn),    cmocka_unit_test(test_no_look_ahead),
        cmocka_unit_test(test_constant), cmocka_unit_test(test_without_season),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
