/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/settings.h"

#include "support/faults.h"
#include "support/folder.h"

static const char text[] = "; jobs of the night\n"
                           "[defaults]\n"
                           "horizon = 4\n"
                           "[empty]\n"
                           "[job.sales]\n"
                           "alert = p_inside<0.2 ; odds\n"
                           "alert: yoy < 5\n"
                           "positive =\n";

static void test_read(void **state)
{
    static const struct {
        const char *section;
        const char *key;
        const char *value;
        size_t line;
    } expected[] = {
        {"defaults", "horizon", "4", 3},
        {"job.sales", "alert", "p_inside<0.2", 6},
        {"job.sales", "alert", "yoy < 5", 7},
        {"job.sales", "positive", "", 8},
    };
    fc_settings *settings = NULL;

    (void)state;
    folder_write("forecast.ini", text);
    assert_int_equal(fc_settings_read(&settings, "forecast.ini", NULL), FC_OK);
    assert_string_equal(settings->source, "forecast.ini");
    assert_int_equal(settings->section_count, 3);
    assert_string_equal(settings->sections[1].name, "empty");
    assert_int_equal(settings->sections[1].line, 4);
    assert_int_equal(settings->count, 4);
    for (size_t i = 0; i < settings->count; i++) {
        const fc_setting *item = &settings->items[i];

        assert_string_equal(settings->sections[item->section].name,
                            expected[i].section);
        assert_string_equal(item->key, expected[i].key);
        assert_string_equal(item->value, expected[i].value);
        assert_int_equal(item->line, expected[i].line);
    }
    fc_settings_free(settings);
    fc_settings_free(NULL);
}

#define TEN   "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        size_t line;
        const char *message;
    } cases[] = {
        {"horizon = 4\n", 1, "[defaults] above it"},
        {"[a]\n[b]\n[a]\n", 3, "stands in line 1 already"},
        {"[a]\n  b = 1\n", 2, "indented"},
        {"[a]\nno key\n", 2, "no key = value"},
        {"[" FIFTY "]\n", 1, "more than 49 bytes"},
        {"[a]\nb = " FIFTY FIFTY FIFTY FIFTY "\n", 2, "more than 196 bytes"},
        {"[a\n", 1, "no ']'"},
        {"[a]\nb = \xff\n", 2, "UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_settings *settings = NULL;
        fc_error err = {.status = FC_OK};

        assert_int_equal(fc_settings_parse(&settings, cases[i].text,
                                           strlen(cases[i].text), "f.ini",
                                           &err),
                         FC_ERR_FORMAT);
        assert_null(settings);
        assert_string_equal(err.source, "f.ini");
        assert_int_equal(err.line, cases[i].line);
        assert_non_null(strstr(err.message, cases[i].message));
    }
}

static void test_missing(void **state)
{
    fc_settings *settings = NULL;

    (void)state;
    assert_int_equal(fc_settings_read(&settings, "none.ini", NULL),
                     FC_ERR_READ);
    assert_null(settings);
}

static fc_status parse_text(void *context, fc_error *err)
{
    fc_settings *settings = NULL;
    fc_status status = fc_settings_parse(&settings, text, strlen(text), "f.ini",
                                         err);

    (void)context;
    fc_settings_free(settings);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(parse_text, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_read, folder_enter, folder_leave),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
