/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "output/picture.h"
#include "sample.h"
#include "support/faults.h"
#include "support/folder.h"

static fc_status render(fc_bytes *out, const char *writer, const char *chart,
                        sample_maker *maker, fc_error *err)
{
    const fc_writer_options options = {.chart = chart};
    fc_report *report = NULL;
    fc_status status = maker(&report, err);

    if (status == FC_OK) {
        status = fc_writer_render(out, fc_writer_find(writer), report, &options,
                                  err);
    }
    fc_report_free(report);
    return status;
}

static void test_each_format_begins_as_it_must(void **state)
{
    static const char *const cases[][2] = {{"svg", "<?xml"},
                                           {"pdf", "%PDF"},
                                           {"png", "\x89PNG"},
                                           {"html", "<!DOCTYPE html>"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_bytes bytes = {0};

        print_message("  %s\n", cases[i][0]);
        assert_int_equal(
            render(&bytes, cases[i][0], NULL, sample_forecast, NULL), FC_OK);
        assert_memory_equal(bytes.data, cases[i][1], strlen(cases[i][1]));
        fc_bytes_release(&bytes);
    }
}

static void test_a_picture_says_what_it_shows(void **state)
{
    static const char *const words[] = {"Net sales: forecast from 2024Q4",
                                        "USD million",
                                        "2024Q2",
                                        "80 % interval",
                                        "actual",
                                        "150,000"};
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(render(&bytes, "svg", "forecast", sample_forecast, NULL),
                     FC_OK);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        print_message("  %s\n", words[i]);
        assert_non_null(strstr(bytes.data, words[i]));
    }
    fc_bytes_release(&bytes);
}

/* In a folder of its own: a text that is run would make the file `ran`. */
static void test_no_text_is_run(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(render(&bytes, "svg", NULL, sample_nasty, NULL), FC_OK);
    assert_non_null(strstr(bytes.data, "`touch ran`"));
    assert_int_equal(folder_count("."), 0);
    fc_bytes_release(&bytes);
}

static void test_an_unknown_chart_is_named(void **state)
{
    fc_bytes bytes = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(render(&bytes, "svg", "sales", sample_forecast, &err),
                     FC_ERR_ARGUMENT);
    assert_string_equal(err.message,
                        "this result has no chart 'sales'; it has forecast");
    fc_bytes_release(&bytes);
}

static void test_a_report_without_charts(void **state)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("chart"), report, NULL, &err),
        FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "has no chart"));
    fc_bytes_release(&bytes);
    fc_report_free(report);
}

static void test_gnuplot_may_be_missing(void **state)
{
    char *path = strdup(getenv("PATH"));
    fc_bytes bytes = {0};
    fc_error err = {0};

    (void)state;
    assert_non_null(path);
    assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
    assert_int_equal(render(&bytes, "svg", NULL, sample_forecast, &err),
                     FC_ERR_WRITE);
    assert_non_null(strstr(err.message, "install the package gnuplot-nox"));
    assert_int_equal(setenv("PATH", path, 1), 0);
    fc_bytes_release(&bytes);
    free(path);
}

static fc_status draw(void *context, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = render(&bytes, context, NULL, sample_forecast, err);

    fc_bytes_release(&bytes);
    return status;
}

static void test_memory_may_run_out(void **state)
{
    char svg[] = "svg";

    (void)state;
    assert_true(faults_try_allocations(draw, svg) > 20);
}

/* A read that fails ends the picture, and with it the run of gnuplot. */
static void test_a_pipe_may_break(void **state)
{
    char svg[] = "svg";
    fc_error err = {0};

    (void)state;
    faults_fail(FAULTS_READ, 0, EIO);
    assert_int_equal(draw(svg, &err), FC_ERR_WRITE);
    faults_disarm();
    assert_non_null(strstr(err.message, "gnuplot"));
    assert_int_equal(draw(svg, NULL), FC_OK);
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;

    for (const char *at = text; (at = strstr(at, word)) != NULL; at++) {
        count++;
    }
    return count;
}

/* The second and the third line are dashed. The second one is drawn in three
 * strokes: in the key, before its gap, and behind it. */
static void test_lines_differ_without_colours(void **state)
{
    fc_bytes bytes = {0};
    char *text = NULL;
    char *second = NULL;

    (void)state;
    assert_int_equal(render(&bytes, "svg", NULL, sample_lines, NULL), FC_OK);
    text = strndup((const char *)bytes.data, bytes.size);
    assert_non_null(text);
    assert_int_equal(count_of(text, "stroke-dasharray"), 2);
    second = strstr(text, "stroke-dasharray");
    assert_non_null(second);
    *strstr(second, "/>") = '\0';
    assert_int_equal(count_of(second, "M"), 3);
    free(text);
    fc_bytes_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_format_begins_as_it_must),
        cmocka_unit_test(test_a_picture_says_what_it_shows),
        cmocka_unit_test_setup_teardown(test_no_text_is_run, folder_enter,
                                        folder_leave),
        cmocka_unit_test(test_an_unknown_chart_is_named),
        cmocka_unit_test(test_a_report_without_charts),
        cmocka_unit_test(test_lines_differ_without_colours),
        cmocka_unit_test(test_gnuplot_may_be_missing),
        cmocka_unit_test(test_memory_may_run_out),
        cmocka_unit_test(test_a_pipe_may_break),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
