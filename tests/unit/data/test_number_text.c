/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/number_text.h"

enum { PLAIN = 0, FORMATTED = 1, SCALED = 2, COMMA = 4, ALL = 7 };

static struct fc_number_style style_of(int flags)
{
    return (struct fc_number_style){.formatted = (flags & FORMATTED) != 0,
                                    .scaled = (flags & SCALED) != 0,
                                    .decimal_comma = (flags & COMMA) != 0};
}

static const struct {
    const char *text;
    int style;
    double value;
} numbers[] = {
    {"12", PLAIN, 12},
    {" 12.50 ", PLAIN, 12.5},
    {"-.5", PLAIN, -0.5},
    {"+3", PLAIN, 3},
    {"1.5e3", PLAIN, 1500},
    {"1,234", FORMATTED, 1234},
    {"$1,234.50", FORMATTED, 1234.5},
    {"1,234,567", FORMATTED, 1234567},
    {"1234567", FORMATTED, 1234567},
    {"(25)", FORMATTED, -25},
    {"($1,025)", FORMATTED, -1025},
    {"$(25)", FORMATTED, -25},
    {"-$25", FORMATTED, -25},
    {"$-25", FORMATTED, -25},
    {"\u221225", FORMATTED, -25},
    {"12%", FORMATTED, 12},
    {"-1.5 %", FORMATTED, -1.5},
    {"(3%)", FORMATTED, -3},
    {"12 \u20AC", FORMATTED, 12},
    {"\u00A3 1\u00A0234", FORMATTED, 1234},
    {"1 234 567", FORMATTED, 1234567},
    {"1'234", FORMATTED, 1234},
    {"1.2B", SCALED, 1.2e9},
    {"1.2bn", SCALED, 1.2e9},
    {"300 k", SCALED, 3e5},
    {"-5M", SCALED, -5e6},
    {"7mn", SCALED, 7e6},
    {"2T", SCALED, 2e12},
    {"12", SCALED, 12},
    {"12,5", COMMA, 12.5},
    {"1.234,5", COMMA, 1234.5},
    {"1.234", COMMA, 1234},
    {"1234", COMMA, 1234},
    {"($1,2B)", ALL, -1.2e9},
    {"$1.2B", FORMATTED | SCALED, 1.2e9},
};

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        double value = 0.0;

        print_message("  '%s'\n", numbers[i].text);
        assert_true(fc_number_parse_styled(&value, numbers[i].text,
                                           style_of(numbers[i].style)));
        assert_true(value == numbers[i].value);
    }
}

static const struct {
    const char *text;
    int style;
    const char *advice; /* NULL: no option helps */
} refused[] = {
    {"1,234", PLAIN, "--formatted-numbers"},
    {"(25)", PLAIN, "--formatted-numbers"},
    {"12%", PLAIN, "--formatted-numbers"},
    {"1.2B", PLAIN, "--scale-suffixes"},
    {"12,5", PLAIN, "--decimal-comma"},
    {"1.234,5", PLAIN, "--decimal-comma"},
    {"$1.2B", PLAIN, "--formatted-numbers and --scale-suffixes"},
    {"$1.2B", FORMATTED, "--scale-suffixes"},
    {"\u20AC 12,5", PLAIN, "--formatted-numbers and --decimal-comma"},
    {"1,5bn", PLAIN, "--scale-suffixes and --decimal-comma"},
    {"12.5", COMMA, NULL},
    {"1,23", FORMATTED, "--decimal-comma"},
    {"1,2345", FORMATTED, "--decimal-comma"},
    {",234", FORMATTED, "--decimal-comma"},
    {"1,234,56", ALL, NULL},
    {"1234,567", FORMATTED, "--decimal-comma"},
    {"(25", ALL, NULL},
    {"25)", ALL, NULL},
    {"(-25)", ALL, NULL},
    {"--25", ALL, NULL},
    {"$", ALL, NULL},
    {"%", ALL, NULL},
    {"k", ALL, NULL},
    {"abc", ALL, NULL},
    {"1 2", ALL, NULL},
    {"inf", ALL, NULL},
    {"0x10", ALL, NULL},
    {"1e999", ALL, NULL},
    {"1e308T", ALL, NULL},
    {"1e", ALL, NULL},
    {"12345678901234567890123456789012345678901234567890"
     "123456789012345678901234567890123456789012345678901",
     PLAIN, NULL},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct fc_number_style style = style_of(refused[i].style);
        const char *advice = fc_number_advice(refused[i].text, style);
        double value = 7.0;

        print_message("  '%s'\n", refused[i].text);
        assert_false(fc_number_parse_styled(&value, refused[i].text, style));
        assert_true(value == 7.0);
        if (refused[i].advice == NULL) {
            assert_null(advice);
        } else {
            assert_non_null(advice);
            assert_string_equal(advice, refused[i].advice);
        }
    }
}

static void test_missing(void **state)
{
    static const char *const missing[] = {"",    "NA",  "na",   "N/A",  "#N/A",
                                          "NaN", "nan", "null", "NULL", "-"};
    static const char *const present[] = {"0", "--", "none", "NAN1", "."};

    (void)state;
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        assert_true(fc_number_is_missing(missing[i]));
    }
    for (size_t i = 0; i < sizeof present / sizeof present[0]; i++) {
        assert_false(fc_number_is_missing(present[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
