/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "support/faults.h"

#define FFFD "\xEF\xBF\xBD"

/* The boundaries of RFC 3629 and the ill-formed examples of the Unicode
 * standard, section 3.9. */
static const struct {
    const char *name;
    const char *text;
    size_t length; /* of the first character */
    size_t count;  /* of the repaired text */
    const char *repaired;
} cases[] = {
    {"empty", "", 1, 0, ""},
    {"ASCII", "ab", 1, 2, "ab"},
    {"first of two bytes", "\xC2\x80", 2, 1, "\xC2\x80"},
    {"last of two bytes", "\xDF\xBF", 2, 1, "\xDF\xBF"},
    {"first of three", "\xE0\xA0\x80", 3, 1, "\xE0\xA0\x80"},
    {"euro", "\xE2\x82\xACx", 3, 2, "\xE2\x82\xACx"},
    {"before the surrogates", "\xED\x9F\xBF", 3, 1, "\xED\x9F\xBF"},
    {"first of four", "\xF0\x90\x80\x80", 4, 1, "\xF0\x90\x80\x80"},
    {"last of all", "\xF4\x8F\xBF\xBF", 4, 1, "\xF4\x8F\xBF\xBF"},
    {"beyond the last", "\xF4\x90\x80\x80", 0, 4, FFFD FFFD FFFD FFFD},
    {"surrogate", "\xED\xA0\x80", 0, 3, FFFD FFFD FFFD},
    {"overlong slash", "\xC0\xAF", 0, 2, FFFD FFFD},
    {"overlong of three", "\xE0\x80\xAF", 0, 3, FFFD FFFD FFFD},
    {"stray continuation", "\x80x", 0, 2, FFFD "x"},
    {"cut short", "x\xE2\x82", 1, 3, "x" FFFD FFFD},
    {"Latin-1", "Z\xFCrich", 1, 6, "Z" FFFD "rich"},
    {"byte FF", "\xFF", 0, 1, FFFD},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *copy = fc_utf8_copy(cases[i].text);

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_utf8_length(cases[i].text), cases[i].length);
        assert_non_null(copy);
        assert_string_equal(copy, cases[i].repaired);
        assert_int_equal(fc_utf8_count(copy), cases[i].count);
        free(copy);
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_null(fc_utf8_copy("x"));
    faults_disarm();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
