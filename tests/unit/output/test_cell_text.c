/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output/cell_text.h"

static void test_exact(void **state)
{
    static const struct {
        fc_column_style style;
        double number;
        int digits;
        const char *text;
    } cases[] = {
        {FC_STYLE_EXACT, 187792.3, 3, "187792.3"},
        {FC_STYLE_EXACT, 0.1 + 0.2, 0, "0.30000000000000004"},
        {FC_STYLE_TEXT, 2.5, 0, "2.5"},
        {FC_STYLE_COMPUTED, 1.0 / 3.0, 0, "0.3333333333"},
        {FC_STYLE_COMPUTED, 1.0 / 3.0, 3, "0.333"},
        {FC_STYLE_COMPUTED, 1.0 / 3.0, 17, "0.3333333333333333"},
        {FC_STYLE_COMPUTED, 123456.0, 3, "123000"},
        {FC_STYLE_PROBABILITY, 0.25, 0, "0.2500"},
        {FC_STYLE_PROBABILITY, 0.0, 0, "0.0001"},
        {FC_STYLE_PROBABILITY, 1.0, 0, "0.9999"},
        {FC_STYLE_PROBABILITY, 0.00004, 0, "0.0001"},
        {FC_STYLE_PROBABILITY, 0.99996, 0, "0.9999"},
        {FC_STYLE_INTEGER, 40.0, 0, "40"},
        {FC_STYLE_INTEGER, -0.3, 0, "0"},
        {FC_STYLE_INTEGER, 2.5, 0, "3"},
        {FC_STYLE_INTEGER, -DBL_MAX, 0, "-1.7976931348623157e+308"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_CELL_TEXT_SIZE];
        fc_cell cell = {.type = FC_CELL_NUMBER,
                        .style = cases[i].style,
                        .number = cases[i].number};

        fc_cell_text_exact(text, &cell, cases[i].digits);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_rounded(void **state)
{
    static const struct {
        fc_column_style style;
        double number;
        int decimals;
        int digits;
        const char *text;
    } cases[] = {
        {FC_STYLE_COMPUTED, 154999.6, 0, 0, "155,000"},
        {FC_STYLE_COMPUTED, 999.4, 0, 0, "999"},
        {FC_STYLE_COMPUTED, 999.6, 0, 0, "1,000"},
        {FC_STYLE_COMPUTED, -1234567.25, 2, 0, "-1,234,567.25"},
        {FC_STYLE_COMPUTED, -0.04, 1, 0, "0.0"},
        {FC_STYLE_COMPUTED, -0.06, 1, 0, "-0.1"},
        {FC_STYLE_COMPUTED, 123456.78, -1, 0, "123,457"},
        {FC_STYLE_COMPUTED, 12345678.9, -1, 0, "12,345,679"},
        {FC_STYLE_COMPUTED, 0.123456789, -1, 0, "0.123457"},
        {FC_STYLE_COMPUTED, 123456.78, 0, 8, "123,456.78"},
        {FC_STYLE_COMPUTED, 123456.78, 0, 2, "120,000"},
        {FC_STYLE_EXACT, 1234567.891, -1, 3, "1,234,567.891"},
        {FC_STYLE_EXACT, 1234567.891, 1, 3, "1,234,567.9"},
        {FC_STYLE_EXACT, 1e15, 2, 0, "1e+15"},
        {FC_STYLE_EXACT, 999999999999999.0, 12, 0,
         "999,999,999,999,999.000000000000"},
        {FC_STYLE_EXACT, 1.0, 99, 0, "1.000000000000"},
        {FC_STYLE_COMPUTED, -DBL_MAX, 3, 0, "-1.79769e+308"},
        {FC_STYLE_INTEGER, 10000.0, -1, 3, "10,000"},
        {FC_STYLE_PROBABILITY, 0.004, 2, 0, "<0.01"},
        {FC_STYLE_PROBABILITY, 0.006, 2, 0, "0.01"},
        {FC_STYLE_PROBABILITY, 0.994, 2, 0, "0.99"},
        {FC_STYLE_PROBABILITY, 0.996, 2, 0, ">0.99"},
        {FC_STYLE_PROBABILITY, 0.5, -1, 0, "0.5000"},
        {FC_STYLE_PROBABILITY, 0.0, -1, 0, "<0.0001"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_CELL_TEXT_SIZE];
        fc_cell cell = {.type = FC_CELL_NUMBER,
                        .style = cases[i].style,
                        .number = cases[i].number};
        fc_column column = {.name = "x", .decimals = cases[i].decimals};

        fc_cell_text_rounded(text, &cell, &column, cases[i].digits);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_rounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
