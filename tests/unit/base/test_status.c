/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/status.h"

static void test_every_status_has_a_text(void **state)
{
    static const fc_status all[] = {
#define XX(name, value, text) FC_##name,
        FC_STATUS_MAP(XX)
#undef XX
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_string_not_equal(fc_status_text(all[i]), "");
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(all[i], all[j]);
            assert_string_not_equal(fc_status_text(all[i]),
                                    fc_status_text(all[j]));
        }
    }
    assert_string_equal(fc_status_text(FC_OK), "success");
    assert_string_equal(fc_status_text((fc_status)999), "unknown status");
}

static void test_an_error_carries_its_place(void **state)
{
    fc_error err = {0};
    fc_status status = FC_FAIL_AT(&err, FC_ERR_DATA, "x.csv", 3, 2,
                                  "'%s' is not a number", "abc");

    (void)state;
    assert_int_equal(status, FC_ERR_DATA);
    assert_int_equal(err.status, FC_ERR_DATA);
    assert_string_equal(err.source, "x.csv");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 2);
    assert_string_equal(err.message, "'abc' is not a number");
}

static void test_a_new_error_replaces_the_old(void **state)
{
    fc_error err = {0};

    (void)state;
    (void)FC_FAIL_AT(&err, FC_ERR_DATA, "x.csv", 3, 2, "first");
    assert_int_equal(FC_FAIL(&err, FC_ERR_ARGUMENT, "second"), FC_ERR_ARGUMENT);
    assert_string_equal(err.source, "");
    assert_int_equal(err.line, 0);
    assert_int_equal(err.column, 0);
    assert_string_equal(err.message, "second");
    (void)FC_FAIL_AT(&err, FC_ERR_DATA, NULL, 0, 0, "third");
    assert_string_equal(err.source, "");
}

/* A layer that knows more wraps the message it was given. */
static void test_an_error_may_quote_itself(void **state)
{
    fc_error err = {0};

    (void)state;
    (void)FC_FAIL_AT(&err, FC_ERR_DATA, "x.csv", 3, 2, "inner");
    (void)FC_FAIL_AT(&err, err.status, err.source, err.line, err.column,
                     "outer: %s", err.message);
    assert_string_equal(err.source, "x.csv");
    assert_int_equal(err.line, 3);
    assert_string_equal(err.message, "outer: inner");
    (void)FC_FAIL(&err, err.status, "outermost: %s", err.message);
    assert_string_equal(err.message, "outermost: outer: inner");
}

static void test_without_an_error_nothing_is_written(void **state)
{
    (void)state;
    assert_int_equal(FC_FAIL(NULL, FC_ERR_DATA, "%d", 1), FC_ERR_DATA);
    assert_int_equal(FC_FAIL_AT(NULL, FC_ERR_READ, "x", 1, 1, "%d", 1),
                     FC_ERR_READ);
}

/* What does not fit is cut between characters, not within one. */
static void test_long_texts_are_cut_between_characters(void **state)
{
    char text[1024] = "";
    fc_error err = {0};

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        size_t size = shift;

        memset(text, 'a', shift);
        while (size + 4 < sizeof text) {
            memcpy(text + size, "\xE2\x82\xAC", 3); /* the euro sign */
            size += 3;
        }
        text[size] = '\0';
        (void)FC_FAIL_AT(&err, FC_ERR_DATA, text, 0, 0, "%s", text);
        assert_int_equal((strlen(err.message) - shift) % 3, 0);
        assert_int_equal((strlen(err.source) - shift) % 3, 0);
        assert_true(strlen(err.message) > sizeof err.message - 5);
        assert_true(strlen(err.source) > sizeof err.source - 5);
        assert_memory_equal(err.message, text, strlen(err.message));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_status_has_a_text),
        cmocka_unit_test(test_an_error_carries_its_place),
        cmocka_unit_test(test_a_new_error_replaces_the_old),
        cmocka_unit_test(test_an_error_may_quote_itself),
        cmocka_unit_test(test_without_an_error_nothing_is_written),
        cmocka_unit_test(test_long_texts_are_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
