/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/names.h"

static const char *const series[] = {"net_sales", "operating_income",
                                     "capex_net", "aws", "net_income"};

#define MANY "0123456789012345678901234567890123456789"

static const struct {
    const char *name;
    const char *typed;
    const char *nearest;
} cases[] = {
    {"the name itself", "aws", "aws"},
    {"a letter missing", "net_sale", "net_sales"},
    {"a letter too many", "net_saless", "net_sales"},
    {"another letter", "net_zales", "net_sales"},
    {"neighbours swapped", "nte_sales", "net_sales"},
    {"capitals", "Net_Sales", "net_sales"},
    {"a word of two", "netsales", "net_sales"},
    {"a swap in a short name", "asw", "aws"},
    {"two edits in a short name", "xyz", NULL},
    {"something else", "temperature", NULL},
    {"nothing", "", NULL},
    {"too long to be a typing error", MANY MANY, NULL},
};

static void test_nearest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *nearest = fc_name_nearest(cases[i].typed, series,
                                              sizeof series / sizeof series[0]);

        print_message("  %s\n", cases[i].name);
        if (cases[i].nearest == NULL) {
            assert_null(nearest);
        } else {
            assert_non_null(nearest);
            assert_string_equal(nearest, cases[i].nearest);
        }
    }
}

static void test_without_candidates(void **state)
{
    static const char *const odd[] = {"", "b", MANY MANY};

    (void)state;
    assert_null(fc_name_nearest("aws", NULL, 0));
    assert_null(fc_name_nearest("a", odd, 3));
}

static void test_the_first_of_equals(void **state)
{
    static const char *const twins[] = {"sale1", "sale2"};

    (void)state;
    assert_ptr_equal(fc_name_nearest("sale", twins, 2), twins[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_without_candidates),
        cmocka_unit_test(test_the_first_of_equals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
