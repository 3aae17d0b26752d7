/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "output/axis.h"

static void test_round_numbers_enclose(void **state)
{
    static const struct {
        double low;
        double high;
        int ticks;
        double expected[3];
        const char *first;
        const char *second;
    } cases[] = {
        {147.0, 255338.0, 5, {0.0, 300000.0, 100000.0}, "0", "100,000"},
        {108518.0,
         255338.0,
         5,
         {100000.0, 300000.0, 50000.0},
         "100,000",
         "150,000"},
        {-0.19, 0.57, 5, {-0.2, 0.6, 0.2}, "-0.2", "0.0"},
        {0.0, 10.0, 4, {0.0, 10.0, 2.5}, "0.0", "2.5"},
        {0.0, 0.01, 4, {0.0, 0.01, 0.0025}, "0.0000", "0.0025"},
        {7.0, 7.0, 4, {2.0, 12.0, 2.0}, "2", "4"},
        {0.0, 0.0, 4, {-1.0, 1.0, 0.5}, "-1.0", "-0.5"},
        {7.0, 7.0 + 4e-15, 4, {2.0, 12.0, 2.0}, "2", "4"}, /* rounding */
        {(double)NAN, (double)NAN, 4, {0.0, 1.0, 1.0}, "0", "1"},
    };
    char text[FC_TICK_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_axis axis = fc_axis_around(cases[i].low, cases[i].high,
                                             cases[i].ticks);

        print_message("  %g to %g: %g %g %g\n", cases[i].low, cases[i].high,
                      axis.low, axis.high, axis.step);
        assert_true(fabs(axis.low - cases[i].expected[0]) < 1e-9);
        assert_true(fabs(axis.high - cases[i].expected[1]) < 1e-9);
        assert_true(fabs(axis.step - cases[i].expected[2]) < 1e-9);
        fc_axis_tick_text(text, &axis, 0);
        assert_string_equal(text, cases[i].first);
        fc_axis_tick_text(text, &axis, 1);
        assert_string_equal(text, cases[i].second);
    }
}

static void test_labels_are_apart(void **state)
{
    static const struct {
        size_t labels;
        size_t season;
        size_t most;
        size_t step;
    } cases[] = {
        {8, 4, 10, 1},    {20, 4, 10, 4}, {112, 4, 10, 12},
        {112, 0, 10, 12}, {13, 0, 10, 2}, {60, 12, 10, 12},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fc_chart_frame frame = {.label_count = cases[i].labels,
                                      .label_step = cases[i].season};

        assert_int_equal(fc_axis_label_step(&frame, cases[i].most),
                         cases[i].step);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_numbers_enclose),
        cmocka_unit_test(test_labels_are_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
