/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stats/lags.h"

static const struct {
    const char *text;
    fc_lag_set set; /* 0: no lags */
    size_t count;
    size_t least;
    size_t greatest;
} cases[] = {
    {"1", 0x2, 1, 1, 1},
    {"0..4", 0x1f, 5, 0, 4},
    {"1,4", 0x12, 2, 1, 4},
    {"4,1", 0x12, 2, 1, 4},
    {"1..2,5", 0x26, 3, 1, 5},
    {"0..63", UINT64_MAX, 64, 0, 63},
    {"63", (fc_lag_set)1 << 63, 1, 63, 63},
    {"", 0, 0, 0, 0},
    {",", 0, 0, 0, 0},
    {"1,", 0, 0, 0, 0},
    {"1,,2", 0, 0, 0, 0},
    {"1..", 0, 0, 0, 0},
    {"4..1", 0, 0, 0, 0},
    {"1,1", 0, 0, 0, 0},
    {"1..4,3", 0, 0, 0, 0},
    {"64", 0, 0, 0, 0},
    {"-1", 0, 0, 0, 0},
    {"1 ", 0, 0, 0, 0},
    {"99999999999999999999999", 0, 0, 0, 0},
};

static void parses_and_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_lag_set set = 0;
        bool parsed = fc_lag_set_parse(&set, cases[i].text,
                                       strlen(cases[i].text));

        assert_int_equal(parsed, cases[i].set != 0);
        if (!parsed) {
            continue;
        }
        assert_true(set == cases[i].set);
        assert_int_equal(fc_lag_set_count(set), cases[i].count);
        assert_int_equal(fc_lag_set_min(set), cases[i].least);
        assert_int_equal(fc_lag_set_max(set), cases[i].greatest);
        assert_false(fc_lag_set_has(set, 64));
    }
}

static void reads_only_what_it_was_given(void **state)
{
    fc_lag_set set = 0;

    (void)state;
    assert_true(fc_lag_set_parse(&set, "1..4~almon2", 4));
    assert_true(set == 0x1e);
}

static void an_empty_set_has_neither_end(void **state)
{
    (void)state;
    assert_int_equal(fc_lag_set_count(0), 0);
    assert_int_equal(fc_lag_set_min(0), 0);
    assert_int_equal(fc_lag_set_max(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_and_counts),
        cmocka_unit_test(reads_only_what_it_was_given),
        cmocka_unit_test(an_empty_set_has_neither_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
