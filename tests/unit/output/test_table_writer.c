/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/writer.h"

#include "sample.h"
#include "support/faults.h"

static void test_golden(void **state)
{
    static const fc_writer_options narrow = {
        .width = 50, .ascii = true, .color = true};
    static const fc_writer_options digits = {.digits = 4};
    static const fc_writer_options ascii = {.ascii = true};

    (void)state;
    sample_assert_golden("table", sample_forecast, NULL, "forecast.txt");
    sample_assert_golden("table", sample_forecast, &narrow,
                         "forecast_ascii_color.txt");
    sample_assert_golden("table", sample_forecast, &digits,
                         "forecast_4_digits.txt");
    sample_assert_golden("table", sample_nasty, NULL, "nasty.txt");
    sample_assert_golden("table", sample_nasty, &ascii, "nasty_ascii.txt");
}

/* A text from a file must not be able to command the terminal. */
static void test_no_text_controls_the_terminal(void **state)
{
    static const fc_writer_options options[] = {{.ascii = false},
                                                {.ascii = true}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_report *report = NULL;
        fc_bytes bytes = {0};

        assert_int_equal(sample_nasty(&report, NULL), FC_OK);
        assert_int_equal(fc_writer_render(&bytes, fc_writer_find("table"),
                                          report, &options[i], NULL),
                         FC_OK);
        for (size_t j = 0; j < bytes.size; j++) {
            unsigned char byte = (unsigned char)bytes.data[j];

            assert_true(byte == '\n' || (byte >= ' ' && byte != 0x7F));
            assert_true(byte < 0x80 || !options[i].ascii);
        }
        fc_report_free(report);
        fc_bytes_release(&bytes);
    }
}

static void test_an_empty_report_is_empty(void **state)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("table"), report, NULL, NULL),
        FC_OK);
    assert_int_equal(bytes.size, 0);
    fc_report_free(report);
    fc_bytes_release(&bytes);
}

static void test_every_allocation_may_fail(void **state)
{
    char writer[] = "table";

    (void)state;
    assert_true(faults_try_allocations(sample_render, writer) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_no_text_controls_the_terminal),
        cmocka_unit_test(test_an_empty_report_is_empty),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
