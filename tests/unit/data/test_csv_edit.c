/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/csv_edit.h"
#include "support/faults.h"

static void test_set(void **state)
{
    static const struct {
        const char *before;
        char delimiter;
        size_t line;
        size_t column;
        const char *text;
        const char *after;
    } cases[] = {
        {"a,b\n1,2\n", ',', 2, 1, "3", "a,b\n1,3\n"},
        {"a,b\n1,2", ',', 2, 1, "3", "a,b\n1,3"},
        {"a,b\r\n1,2\r\n", ',', 2, 0, "33", "a,b\r\n33,2\r\n"},
        {"a,b\r1,2\r", ',', 2, 0, "", "a,b\r,2\r"},
        {"a,b\n,\n", ',', 2, 1, "3", "a,b\n,3\n"},
        {"a;b\n1;2\n", ';', 2, 1, "3,5", "a;b\n1;3,5\n"},
        {"a,b\n1,2\n", ',', 2, 1, "3,5", "a,b\n1,\"3,5\"\n"},
        {"a,b\n1,2\n", ',', 2, 1, "x \"y\"", "a,b\n1,\"x \"\"y\"\"\"\n"},
        {"a,b\n\"1\",\"2\"\n", ',', 2, 0, "3", "a,b\n\"3\",\"2\"\n"},
        {"a,b\n\"x\ny\",2\n3,4\n", ',', 4, 1, "5", "a,b\n\"x\ny\",2\n3,5\n"},
        {"a,b\n\"x,y\",2\n", ',', 2, 1, "5", "a,b\n\"x,y\",5\n"},
        {"a,b\n\n1,2\n", ',', 3, 1, "5", "a,b\n\n1,5\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_csv_edit edit;

        assert_int_equal(fc_csv_edit_begin(&edit, cases[i].before,
                                           strlen(cases[i].before),
                                           cases[i].delimiter, NULL),
                         FC_OK);
        assert_int_equal(fc_csv_edit_set(&edit, cases[i].line, cases[i].column,
                                         cases[i].text, NULL),
                         FC_OK);
        assert_string_equal(edit.text.data, cases[i].after);
        fc_csv_edit_release(&edit);
    }
}

static void test_add(void **state)
{
    static const char *const cells[] = {"x", NULL, "7"};
    static const struct {
        const char *before;
        size_t line;
        const char *after;
    } cases[] = {
        {"a,b,c\n1,2,3\n", 2, "a,b,c\n1,2,3\nx,,7\n"},
        {"a,b,c\n1,2,3", 2, "a,b,c\n1,2,3\nx,,7"},
        {"a,b,c\r\n1,2,3\r\n", 2, "a,b,c\r\n1,2,3\r\nx,,7\r\n"},
        {"a,b,c\r\n1,2,3", 2, "a,b,c\r\n1,2,3\r\nx,,7"},
        {"a,b,c\n1,2,3\n4,5,6\n", 2, "a,b,c\n1,2,3\nx,,7\n4,5,6\n"},
        {"a,b,c\n\"1\",2,\"3\"\n", 2, "a,b,c\n\"1\",2,\"3\"\n\"x\",,\"7\"\n"},
        {"a,b,c\n1,\"2\n2\",3\n", 2, "a,b,c\n1,\"2\n2\",3\nx,,7\n"},
        {"a,b,c\n", 1, "a,b,c\nx,,7\n"},
        {"a,b,c", 1, "a,b,c\nx,,7"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_csv_edit edit;

        assert_int_equal(fc_csv_edit_begin(&edit, cases[i].before,
                                           strlen(cases[i].before), ',', NULL),
                         FC_OK);
        assert_int_equal(fc_csv_edit_add(&edit, cases[i].line, cells, 3, NULL),
                         FC_OK);
        assert_string_equal(edit.text.data, cases[i].after);
        fc_csv_edit_release(&edit);
    }
}

static fc_status edit_all(void *context, fc_error *err)
{
    static const char text[] = "a,b\n1,2\n";
    static const char *const cells[] = {"3", "4"};
    struct fc_csv_edit edit;
    fc_status status = fc_csv_edit_begin(&edit, text, strlen(text), ',', err);

    (void)context;
    if (status == FC_OK) {
        status = fc_csv_edit_set(&edit, 2, 1, "a longer \"text\"", err);
    }
    if (status == FC_OK) {
        status = fc_csv_edit_add(&edit, 2, cells, 2, err);
    }
    fc_csv_edit_release(&edit);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(edit_all, NULL) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
