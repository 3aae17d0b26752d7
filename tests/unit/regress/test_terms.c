/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/terms.h"

static const struct {
    const char *text;
    const char *written; /* NULL: the same */
} good[] = {
    {"trend", NULL},
    {"season", NULL},
    {"days", NULL},
    {"fourier:2", NULL},
    {"y:1,4", NULL},
    {"x", NULL},
    {"x:0", "x"},
    {"x:0..4", NULL},
    {"x:1,2,3,7", "x:1..3,7"},
    {"x:0..63", NULL},
    {"x:0..8~almon2", NULL},
    {"x:0,4~almon1", NULL},
    {"x:1..8~geometric", NULL},
    {"x^1..10", NULL},
    {"x^3", "x^3..3"},
    {"trends", NULL},
    {"net sales:1", NULL},
};

static void parses_and_writes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        char text[FC_TERM_TEXT_SIZE];
        fc_term term;
        fc_term again;

        assert_int_equal(fc_term_parse(&term, good[i].text, NULL), FC_OK);
        fc_term_format(text, &term);
        assert_string_equal(text, good[i].written != NULL ? good[i].written
                                                          : good[i].text);
        assert_int_equal(fc_term_parse(&again, text, NULL), FC_OK);
        assert_int_equal(again.kind, term.kind);
        assert_true(again.lags == term.lags);
        assert_int_equal(again.order, term.order);
        assert_int_equal(again.first, term.first);
    }
}

static const struct {
    const char *text;
    const char *message; /* part of it */
} bad[] = {
    {"", "needs the name of a series"},
    {":1", "needs the name of a series"},
    {"fourier:", "number of pairs"},
    {"fourier:0", "number of pairs"},
    {"fourier:x", "number of pairs"},
    {"fourier:101", "number of pairs"},
    {"y", "own lags begin with 1"},
    {"y:0", "own lags begin with 1"},
    {"y:0..4", "own lags begin with 1"},
    {"y^2", "own lags begin with 1"},
    {"x:", "needs lags from 0 to 63"},
    {"x:64", "needs lags from 0 to 63"},
    {"x:4..1", "needs lags from 0 to 63"},
    {"x:1,1", "each once"},
    {"x~geometric", "needs lags before '~'"},
    {"x:1~", "unknown shape"},
    {"x:0..8~poly2", "unknown shape"},
    {"x:0..8~almon", "degree from 0 to 6"},
    {"x:0..8~almon7", "degree from 0 to 6"},
    {"x:0..8~almon2x", "degree from 0 to 6"},
    {"x:0..1~almon2", "more lags than its degree"},
    {"x:3~geometric", "two lags or more"},
    {"x^", "powers from 1 to 20"},
    {"x^0", "powers from 1 to 20"},
    {"x^21", "powers from 1 to 20"},
    {"x^3..2", "powers from 1 to 20"},
    {"x^1..", "powers from 1 to 20"},
    {"x^1..3x", "powers from 1 to 20"},
};

static void refuses_with_the_term_and_what_is_allowed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fc_term term = {.order = 77};
        fc_error err = {0};

        assert_int_equal(fc_term_parse(&term, bad[i].text, &err),
                         FC_ERR_ARGUMENT);
        if (strstr(err.message, bad[i].message) == NULL) {
            fail_msg("'%s': %s", bad[i].text, err.message);
        }
        assert_non_null(strstr(err.message, "x:0..8~almon2")); /* allowed */
        assert_non_null(strstr(err.message, bad[i].text));
        assert_int_equal(term.order, 77);
    }
}

static void refuses_long_names(void **state)
{
    char text[200];
    fc_term term;
    fc_error err = {0};

    (void)state;
    memset(text, 'x', sizeof text);
    text[FC_TERM_NAME_SIZE - 1] = '\0';
    assert_int_equal(fc_term_parse(&term, text, NULL), FC_OK);
    text[FC_TERM_NAME_SIZE - 1] = 'x';
    text[FC_TERM_NAME_SIZE] = '\0';
    assert_int_equal(fc_term_parse(&term, text, &err), FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "too long"));
}

static const struct {
    const char *text;
    const char *period; /* NULL: refused */
    double size;
    const char *written;
} events[] = {
    {"2025Q3", "2025Q3", 1.0, "2025Q3:+1"},
    {"2025Q3:+1", "2025Q3", 1.0, "2025Q3:+1"},
    {"2025Q3:-0.5", "2025Q3", -0.5, "2025Q3:-0.5"},
    {"2025Q3:2e3", "2025Q3", 2000.0, "2025Q3:+2000"},
    {"", NULL, 0.0, NULL},
    {":1", NULL, 0.0, NULL},
    {"2025Q3:", NULL, 0.0, NULL},
    {"2025Q3:0", NULL, 0.0, NULL},
    {"2025Q3:+-1", NULL, 0.0, NULL},
    {"2025Q3:nan", NULL, 0.0, NULL},
    {"2025Q3:1e999", NULL, 0.0, NULL},
    {"a period that is far too long", NULL, 0.0, NULL},
};

static void parses_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        char text[FC_TERM_TEXT_SIZE];
        fc_term term;
        fc_error err = {0};
        fc_status status = fc_term_parse_event(&term, events[i].text, &err);

        if (events[i].period == NULL) {
            assert_int_equal(status, FC_ERR_ARGUMENT);
            assert_non_null(strstr(err.message, "2025Q3:+1"));
            continue;
        }
        assert_int_equal(status, FC_OK);
        assert_string_equal(term.period, events[i].period);
        assert_true(term.size == events[i].size);
        fc_term_format(text, &term);
        assert_string_equal(text, events[i].written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_and_writes),
        cmocka_unit_test(refuses_with_the_term_and_what_is_allowed),
        cmocka_unit_test(refuses_long_names),
        cmocka_unit_test(parses_events),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
