/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output/wrap.h"

static const struct {
    const char *name;
    const char *text;
    struct fc_wrap wrap;
    const char *lines;
} cases[] = {
    {"nothing", "", {.width = 10}, ""},
    {"only blanks", "   ", {.width = 10}, ""},
    {"fits exactly", "four five5", {.width = 10}, "four five5"},
    {"one too many", "four five56", {.width = 10}, "four\nfive56"},
    {"a long word", "a extraordinary b", {.width = 5}, "a\nextraordinary\nb"},
    {"runs of blanks", "a   b", {.width = 10}, "a b"},
    {"line feeds stay", "a\nb\n\nc", {.width = 10}, "a\nb\n\nc"},
    {"an indent",
     "one two three",
     {.width = 7, .indent = 2},
     "one two\n  three"},
    {"a start", "one two", {.width = 7, .start = 4}, "one\ntwo"},
    {"characters, not bytes",
     "\u00FC\u00FC \u00FC\u00FC",
     {.width = 5},
     "\u00FC\u00FC \u00FC\u00FC"},
    {"no room at all", "a b", {.width = 1, .indent = 2}, "a\n  b"},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_bytes bytes = {0};
        struct fc_sink out = {.bytes = &bytes};

        print_message("  %s\n", cases[i].name);
        fc_sink_text(&out, "");
        fc_wrap_text(&out, cases[i].text, cases[i].wrap);
        assert_int_equal(out.status, FC_OK);
        assert_string_equal(bytes.data, cases[i].lines);
        fc_bytes_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
