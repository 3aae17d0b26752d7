/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"

static void test_parse_takes(void **state)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0", 0.0},          {"-0", 0.0},      {"007", 7.0},
        {"+12.5", 12.5},     {".5", 0.5},      {"5.", 5.0},
        {"-1e3", -1000.0},   {"1E+2", 100.0},  {"25e-1", 2.5},
        {"155667", 155667.}, {"1e308", 1e308}, {"5e-324", 5e-324},
        {"1e-400", 0.0}, /* nearer to zero than to the least double */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = -1.0;

        print_message("  %s\n", cases[i].text);
        assert_true(fc_number_parse(&value, cases[i].text));
        assert_true(value == cases[i].value);
    }
}

static void test_parse_refuses(void **state)
{
    static const char *const cases[] = {
        "",    " 1",    "1 ",   "+",   "-",        ".",     "e5",
        "1e",  "1e+",   "1e5x", "--1", "1,5",      "1.2.3", "0x10",
        "inf", "-inf",  "nan",  "NAN", "NA",       "1e400", "-1e999",
        "$5",  "1_000", "٣",    "1\n", "INFINITY", "1f",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = 42.0;

        print_message("  '%s'\n", cases[i]);
        assert_false(fc_number_parse(&value, cases[i]));
        assert_true(value == 42.0); /* untouched */
    }
}

static void test_exact_is_the_shortest(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {1.0, "1"},
        {-1.5, "-1.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3.0, "0.3333333333333333"},
        {637959.0, "637959"},
        {100000.0, "100000"},
        {123456789012345.0, "123456789012345"},
        {1e15, "1e+15"},
        {1e23, "1e+23"},
        {9007199254740993.0, "9007199254740992"},
        {0.0001, "0.0001"},
        {0.00001, "1e-05"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {5e-324, "5e-324"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_NUMBER_TEXT_SIZE];

        fc_number_format_exact(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

/* All magnitudes, both signs, with a full mantissa where there is room. */
static void test_exact_reads_back(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double value = -ldexp(1.0 + 1.0 / 3.0, exponent);
        char text[FC_NUMBER_TEXT_SIZE];
        double back = 0.0;

        fc_number_format_exact(text, value);
        assert_true(fc_number_parse(&back, text));
        assert_true(back == value);
    }
}

static void test_significant(void **state)
{
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {0.0, 10, "0"},
        {1.0 / 3.0, 10, "0.3333333333"},
        {2.0 / 3.0, 4, "0.6667"},
        {155000.0, 10, "155000"},
        {155123.456789, 10, "155123.4568"},
        {99999.99999999, 10, "100000"},
        {1e10, 10, "10000000000"},
        {12345678901.5, 10, "12345678900"},
        {-0.00000001, 10, "-1e-08"},
        {0.1, 17, "0.1"},
        {DBL_MAX, 17, "1.7976931348623157e+308"},
        {DBL_MAX, 10, "1.7976931348623157e+308"}, /* no room to round up */
        {-DBL_MAX, 3, "-1.7976931348623157e+308"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_NUMBER_TEXT_SIZE];

        fc_number_format_significant(text, cases[i].value, cases[i].digits);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_missing_is_nan(void **state)
{
    (void)state;
    assert_true(isnan(fc_missing()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_takes),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_exact_is_the_shortest),
        cmocka_unit_test(test_exact_reads_back),
        cmocka_unit_test(test_significant),
        cmocka_unit_test(test_missing_is_nan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
