/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "support/faults.h"

static void page(fc_bytes *out, sample_maker *maker)
{
    fc_report *report = NULL;

    assert_int_equal(maker(&report, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(out, fc_writer_find("html"), report, NULL, NULL),
        FC_OK);
    fc_report_free(report);
}

static size_t count(const char *text, const char *word)
{
    size_t found = 0;

    for (const char *c = strstr(text, word); c != NULL;
         c = strstr(c + 1, word)) {
        found++;
    }
    return found;
}

static void test_a_page_has_all_of_the_report(void **state)
{
    static const char *const parts[] = {
        "<title>net_sales, 4 quarters ahead</title>",
        "<p class=\"headline\">The forecast for 2025Q1",
        "<p class=\"warning\">Warning: the figures are restated",
        "alt=\"Net sales and their forecast.\" src=\"data:image/svg+xml",
        "<th scope=\"col\" class=\"n\">Forecast</th>",
        "<th scope=\"row\">2025Q1</th><td class=\"n\">155,000</td>",
        "<td class=\"n\">8.2%</td>",
        "<dt>seed</dt><dd>1</dd>",
        "\"labels\":[\"2024Q2\",\"2024Q3\"",
        "\"y\":[null,null,187792,155000,162345]",
    };
    fc_bytes bytes = {0};

    (void)state;
    page(&bytes, sample_forecast);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        print_message("  %s\n", parts[i]);
        assert_non_null(strstr(bytes.data, parts[i]));
    }
    fc_bytes_release(&bytes);
}

/* Text stays text: two scripts for one picture and the page, no more, nothing
 * is fetched. */
static void test_text_does_not_become_markup(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    page(&bytes, sample_nasty);
    assert_int_equal(count(bytes.data, "<script"), 2);
    assert_int_equal(count(bytes.data, "</script>"), 2);
    assert_int_equal(count(bytes.data, "<b>bold"), 0);
    assert_int_equal(count(bytes.data, "\x1b"), 0);
    assert_int_equal(count(bytes.data, "href=\"http"), 0);
    assert_int_equal(count(bytes.data, "src=\"http"), 0);
    fc_bytes_release(&bytes);
}

static void test_every_allocation_may_fail(void **state)
{
    char name[] = "html";

    (void)state;
    assert_true(faults_try_allocations(sample_render, name) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_has_all_of_the_report),
        cmocka_unit_test(test_text_does_not_become_markup),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
