/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/chart.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const fc_column people_columns[] = {
    {.name = "period", .title = "Period", .decimals = -1},
    {.name = "value", .title = "Forecast", .style = FC_STYLE_COMPUTED},
    {.name = "lower_80", .title = "80 % low", .style = FC_STYLE_COMPUTED},
    {.name = "upper_80", .title = "80 % high", .style = FC_STYLE_COMPUTED},
    {.name = "yoy_pct",
     .title = "Growth",
     .style = FC_STYLE_COMPUTED,
     .decimals = 1,
     .suffix = "%"},
    {.name = "p_inside",
     .title = "P(inside)",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 2},
    {.name = "verdict", .title = "Verdict", .decimals = -1},
};

static const fc_column machine_columns[] = {
    {.name = "period"},
    {.name = "value", .style = FC_STYLE_COMPUTED},
    {.name = "actual", .style = FC_STYLE_EXACT},
    {.name = "p_inside", .style = FC_STYLE_PROBABILITY},
};

static const struct {
    const char *period;
    double numbers[5]; /* value, low, high, growth, odds */
    const char *verdict;
} rows[] = {
    {"2025Q1", {154999.6172839506, 151234.5, 158765.4, 8.15, 0.4321}, "inside"},
    {"2025Q2", {162345.1, 155000.0, 169876.5, 9.72, (double)NAN}, NULL},
    {"FY2025", {701234.5, 670000.0, 732345.6, -0.04, 0.9999999}, "above"},
};

static void add_people_table(fc_report *report)
{
    fc_report_table *table = fc_report_add_table(
        report, "forecast", "Forecast, USD million", FC_FOR_PEOPLE,
        people_columns, COUNT(people_columns));

    for (size_t i = 0; i < COUNT(rows); i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, rows[i].period);
        for (size_t j = 0; j < COUNT(rows[i].numbers); j++) {
            fc_report_table_set_number(table, j + 1, rows[i].numbers[j]);
        }
        fc_report_table_set_text(table, 6, rows[i].verdict);
    }
}

static void add_machine_table(fc_report *report)
{
    fc_report_table *table = fc_report_add_table(
        report, "projection", NULL, FC_FOR_MACHINES, machine_columns,
        COUNT(machine_columns));

    for (size_t i = 0; i < COUNT(rows); i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, rows[i].period);
        fc_report_table_set_number(table, 1, rows[i].numbers[0]);
        fc_report_table_set_number(table, 3, rows[i].numbers[4]);
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, "2024Q4");
    fc_report_table_set_number(table, 2, 187792.3);
}

static void add_fan(fc_report *report)
{
    static const char *const labels[] = {"2024Q2", "2024Q3", "2024Q4", "2025Q1",
                                         "2025Q2"};
    const double x[] = {0.0, 1.0, 2.0, 3.0, 4.0};
    const double nothing = (double)NAN;
    const double actual[] = {147977.0, 158877.0, 187792.0, nothing, nothing};
    const double mean[] = {nothing, nothing, 187792.0, 155000.0, 162345.0};
    const double low[] = {nothing, nothing, 187792.0, 151234.0, 155000.0};
    const double high[] = {nothing, nothing, 187792.0, 158765.0, 169876.0};
    const double range_low[] = {nothing, nothing, nothing, 151000.0, nothing};
    const double range_high[] = {nothing, nothing, nothing, 155500.0, nothing};
    fc_chart *chart = fc_report_add_chart(
        report, &(fc_chart_frame){.name = "forecast",
                                  .title = "Net sales: forecast from 2024Q4",
                                  .summary = "Net sales and their forecast.",
                                  .y_title = "USD million",
                                  .label_count = COUNT(labels),
                                  .labels = labels,
                                  .label_step = 4});

    fc_chart_add_series(chart, &(fc_chart_series){.name = "80 % interval",
                                                  .mark = FC_MARK_INNER,
                                                  .count = COUNT(x),
                                                  .x = x,
                                                  .y = low,
                                                  .high = high});
    fc_chart_add_series(chart, &(fc_chart_series){.name = "guided range",
                                                  .mark = FC_MARK_RANGE,
                                                  .count = COUNT(x),
                                                  .x = x,
                                                  .y = range_low,
                                                  .high = range_high});
    fc_chart_add_series(chart, &(fc_chart_series){.name = "forecast",
                                                  .mark = FC_MARK_FORECAST,
                                                  .count = COUNT(x),
                                                  .x = x,
                                                  .y = mean});
    fc_chart_add_series(chart, &(fc_chart_series){.name = "actual",
                                                  .mark = FC_MARK_ACTUAL,
                                                  .count = COUNT(x),
                                                  .x = x,
                                                  .y = actual});
}

fc_status sample_forecast(fc_report **out, fc_error *err)
{
    fc_status status = fc_report_create(out, "net_sales, 4 quarters ahead",
                                        err);

    if (status != FC_OK) {
        return status;
    }
    fc_report_add_note(*out, FC_NOTE_PLAIN,
                       "The intervals come from 10,000 joint sample paths of "
                       "the chosen regression; they carry the uncertainty of "
                       "its coefficients and of its residuals.");
    fc_report_add_note(*out, FC_NOTE_HEADLINE,
                       "The forecast for 2025Q1 lies inside the guided range "
                       "of 151,000\u2013155,000.");
    fc_report_add_note(*out, FC_NOTE_WARNING,
                       "the figures are restated; an evaluation on them is "
                       "pseudo real time, and a little better than life.");
    add_people_table(*out);
    add_machine_table(*out);
    add_fan(*out);
    fc_report_add_meta(*out, "version", "0.1.0");
    fc_report_add_meta(*out, "seed", "%d", 1);
    return fc_report_finish(*out, err);
}

static const fc_column nasty_columns[] = {
    {.name = "text", .title = "Te\u0301xt \u2265 \x1b[31m"},
    {.name = "exact", .style = FC_STYLE_EXACT, .decimals = -1},
    {.name = "computed", .style = FC_STYLE_COMPUTED, .decimals = 2},
    {.name = "odds", .style = FC_STYLE_PROBABILITY, .decimals = 2},
    {.name = "=count", .style = FC_STYLE_INTEGER},
};

static const struct {
    const char *text;
    double number;
} nasty_rows[] = {
    {"plain", 0.0},
    {"comma, \"quoted\"", -0.0},
    {"two\nlines\r\nof \ttext", 0.1},
    {" blanks around ", 1.0 / 3.0},
    {"=1+2", 1e-9},
    {"+cmd|' /C calc'!A0", -1e-9},
    {"-5", 999.995},
    {"@sum", 1234567.891},
    {"\ttab", -1234.5},
    {"\rreturn", 1e15},
    {"Z\u00FCrich \u20AC \U0001F600", DBL_MAX},
    {"bell \a escape \x1b[2J C1 \xC2\x9B", -DBL_MAX},
    {"back\\slash / </script>", 5e-324},
    {"", 123456789012345.0},
    {NULL, (double)NAN},
    {"not UTF-8: \xFF\xC3", 0.99996},
    {"'", 2.5},
};

/* Two panels of one picture: texts that a shell, gnuplot or a page would take
 * for something else, a single point, nothing at all. */
static void add_nasty_charts(fc_report *report)
{
    const double x[] = {1.0, 2.5};
    const double y[] = {-3.0, (double)NAN};
    const fc_chart_frame frame = {
        .name = "nasty",
        .title = "it's `touch ran` $(touch ran) \"@touch ran\" </script>",
        .summary = "\"quoted\" & <b>bold</b>",
        .x_title = "x\x1b[31m\n",
        .y_title = "'; system('touch ran'); '"};
    fc_chart *chart = fc_report_add_chart(report, &frame);

    fc_chart_add_series(chart, &(fc_chart_series){.name = "</script>'\\",
                                                  .mark = FC_MARK_BARS,
                                                  .count = 2,
                                                  .x = x,
                                                  .y = y});
    chart = fc_report_add_chart(report, &frame);
    fc_chart_add_series(chart, &(fc_chart_series){.name = "nothing",
                                                  .mark = FC_MARK_POINTS,
                                                  .count = 1,
                                                  .x = x,
                                                  .y = y + 1});
}

fc_status sample_lines(fc_report **out, fc_error *err)
{
    static const char *const names[] = {"falling", "with a gap", "rising"};
    const double x[] = {0.0, 1.0, 2.0, 3.0, 4.0};
    const double y[][5] = {{9.0, 7.0, 5.0, 3.0, 1.0},
                           {8.0, 8.5, (double)NAN, 8.5, 8.0},
                           {1.0, 2.0, 4.0, 6.0, 6.5}};
    const double high[] = {2.5, 4.0, 6.0, 7.5, 8.0};
    fc_chart *chart = NULL;
    fc_status status = fc_report_create(out, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    chart = fc_report_add_chart(*out, &(fc_chart_frame){.name = "lines",
                                                        .title = "Lines",
                                                        .summary = "Lines.",
                                                        .x_title = "x",
                                                        .y_title = ""});
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_WHISKERS,
                                                  .count = 5,
                                                  .x = x,
                                                  .y = y[2],
                                                  .high = high});
    for (size_t i = 0; i < COUNT(names); i++) {
        fc_chart_add_series(chart, &(fc_chart_series){.name = names[i],
                                                      .mark = FC_MARK_LINE,
                                                      .count = 5,
                                                      .x = x,
                                                      .y = y[i]});
    }
    return fc_report_finish(*out, err);
}

fc_status sample_nasty(fc_report **out, fc_error *err)
{
    fc_status status = fc_report_create(out, NULL, err);
    fc_report_table *table = NULL;

    if (status != FC_OK) {
        return status;
    }
    (void)fc_report_add_table(*out, "people", "Only for \"people\"",
                              FC_FOR_PEOPLE, people_columns, 2);
    table = fc_report_add_table(*out, "nasty \"name\"", NULL, FC_FOR_ALL,
                                nasty_columns, COUNT(nasty_columns));
    for (size_t i = 0; i < COUNT(nasty_rows); i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, nasty_rows[i].text);
        for (size_t j = 1; j < COUNT(nasty_columns); j++) {
            fc_report_table_set_number(table, j, nasty_rows[i].number);
        }
    }
    fc_report_add_note(*out, FC_NOTE_PLAIN, "100 %% \"safe\"\n\x1b[31mnext");
    fc_report_add_meta(*out, "command", "forecast --data \"a b.csv\"\n");
    add_nasty_charts(*out);
    return fc_report_finish(*out, err);
}

void sample_assert_golden(const char *writer, sample_maker *maker,
                          const fc_writer_options *options, const char *name)
{
    char path[512];
    fc_bytes expected = {0};
    fc_bytes got = {0};
    fc_report *report = NULL;

    (void)snprintf(path, sizeof path, "%s/output/%s", FC_TEST_DATA, name);
    assert_int_equal(fc_file_read(&expected, path, NULL), FC_OK);
    assert_int_equal(maker(&report, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&got, fc_writer_find(writer), report, options, NULL),
        FC_OK);
    if (strcmp(got.data, expected.data) != 0) {
        print_error("%s differs; got:\n%s", name, got.data);
    }
    assert_int_equal(got.size, expected.size);
    assert_memory_equal(got.data, expected.data, expected.size);
    fc_report_free(report);
    fc_bytes_release(&got);
    fc_bytes_release(&expected);
}

static fc_status render_one(const char *writer, sample_maker *maker,
                            fc_error *err)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    fc_status status = maker(&report, err);

    if (status == FC_OK) {
        status = fc_writer_render(&bytes, fc_writer_find(writer), report, NULL,
                                  err);
    }
    fc_report_free(report);
    fc_bytes_release(&bytes);
    return status;
}

fc_status sample_render(void *context, fc_error *err)
{
    fc_status status = render_one(context, sample_forecast, err);

    return status == FC_OK ? render_one(context, sample_nasty, err) : status;
}
