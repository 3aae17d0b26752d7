/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "output/plain_text.h"
#include "support/faults.h"

static const struct {
    const char *name;
    const char *text;
    struct fc_plain plain;
    const char *shown;
} cases[] = {
    {"as it is", "a \u00FC \u2265", {0}, "a \u00FC \u2265"},
    {"line feeds become blanks", "a\r\nb", {0}, "a  b"},
    {"or stay", "a\nb\tc", {.lines = true}, "a\nb c"},
    {"controls", "\x1b[2J\a\x7F", {0}, "?[2J??"},
    {"controls of Latin-1", "\u00A0\xC2\x80\xC2\x9F", {0}, "\u00A0??"},
    {"in ASCII",
     "151\u2013155, \u2265 2, \u00B11, \u20AC, \u00FC",
     {.ascii = true},
     "151-155, >= 2, +-1, EUR, ?"},
    {"nothing", "", {.ascii = true}, ""},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *shown = fc_plain_text(cases[i].text, cases[i].plain);

        print_message("  %s\n", cases[i].name);
        assert_non_null(shown);
        assert_string_equal(shown, cases[i].shown);
        free(shown);
    }
}

static void test_out_of_memory(void **state)
{
    struct fc_plain plain = {0};

    (void)state;
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_null(fc_plain_text("x", plain));
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
