/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "support/faults.h"

static void test_golden_files(void **state)
{
    static const fc_writer_options wide = {.width = 72};
    static const fc_writer_options narrow = {.width = 40, .ascii = true};

    (void)state;
    sample_assert_golden("chart", sample_forecast, &wide, "chart.txt");
    sample_assert_golden("chart", sample_forecast, &narrow, "chart_ascii.txt");
    sample_assert_golden("chart", sample_lines, &narrow, "chart_lines.txt");
    sample_assert_golden("chart", sample_nasty, &narrow, "chart_nasty.txt");
}

static void test_every_allocation_may_fail(void **state)
{
    char name[] = "chart";

    (void)state;
    assert_true(faults_try_allocations(sample_render, name) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden_files),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
