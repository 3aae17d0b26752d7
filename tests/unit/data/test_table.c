/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are read. What is refused is in test_table_errors.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/table.h"

#include "base/bytes.h"
#include "base/number.h"
#include "support/faults.h"
#include "support/folder.h"

/* "quarterly 2024Q1: a 1 2; b [USD] . 4", a dot for a missing value. */
static void describe(fc_bytes *out, const fc_table *table)
{
    char text[FC_NUMBER_TEXT_SIZE];

    fc_period_format(text, table->start, table->calendar);
    assert_int_equal(
        fc_bytes_printf(
            out, "%s %s:", fc_frequency_name(table->start.frequency), text),
        FC_OK);
    for (size_t i = 0; i < table->count; i++) {
        const fc_series *series = table->series[i];

        assert_int_equal(series->length, table->length);
        assert_int_equal(series->start.index, table->start.index);
        assert_int_equal(
            fc_bytes_printf(out, "%s %s", i > 0 ? ";" : "", series->name),
            FC_OK);
        if (series->unit[0] != '\0') {
            assert_int_equal(fc_bytes_printf(out, " [%s]", series->unit),
                             FC_OK);
        }
        for (size_t t = 0; t < series->length; t++) {
            fc_number_format_exact(text, series->values[t]);
            assert_int_equal(
                fc_bytes_printf(out, " %s",
                                isnan(series->values[t]) ? "." : text),
                FC_OK);
        }
    }
}

static const struct {
    const char *name;
    const char *text;
    fc_table_options options;
    const char *table;
} cases[] = {
    {.name = "quarters",
     .text = "period,a,b\n2024Q1,1,\n2024Q2,2,4\n",
     .table = "quarterly 2024Q1: a 1 2; b . 4"},
    {.name = "every mark of a missing value",
     .text = "period,a\n2024,1\n2025,NA\n2026,N/A\n2027,nan\n2028,null\n"
             "2029,-\n2030,\n",
     .table = "yearly 2024: a 1 . . . . . ."},
    {.name = "text, period_end and blank columns without a name are no series",
     .text = "period,period_end,a,note,\n"
             "2024Q1,2024-03-31,1,first,\n2024Q2,2024-06-30,2,,\n",
     .table = "quarterly 2024Q1: a 1 2"},
    {.name = "a blank column with a name has no values",
     .text = "period,a,b\n2024Q1,1,\n2024Q2,2,NA\n",
     .table = "quarterly 2024Q1: a 1 2; b . ."},
    {.name = "a year as the name of a series",
     .text = "period,2024\n2024Q1,1\n2024Q2,2\n",
     .table = "quarterly 2024Q1: 2024 1 2"},
    {.name = "a year in a column of notes",
     .text = "period,a,note\n2024Q1,1,restated\n2024Q2,2,2023\n2024Q3,3,x\n",
     .table = "quarterly 2024Q1: a 1 2 3"},
    {.name = "other names of the period column",
     .text = "a,Date\n1,2024-01\n2,2024-02\n",
     .table = "monthly 2024-01: a 1 2"},
    {.name = "the first column without a name we know",
     .text = "observation_date,a\n2024-01-01,1\n2024-02-01,2\n",
     .table = "monthly 2024-01: a 1 2"},
    {.name = "a period column by option",
     .text = "period,when,a\n3,2024-01,1\n4,2024-02,2\n",
     .options = {.period_column = "when"},
     .table = "monthly 2024-01: period 3 4; a 1 2"},
    {.name = "fiscal quarters",
     .text = "period,a\nFY2024Q4,1\nFY2025Q1,2\n",
     .options = {.calendar = {1}},
     .table = "quarterly FY2024Q4: a 1 2"},
    {.name = "month ends three months apart",
     .text = "date,a\n2024-03-31,1\n2024-06-30,2\n2024-09-30,3\n",
     .table = "quarterly 2024Q1: a 1 2 3"},
    {.name = "first days of quarters",
     .text = "date,a\n2024-01-01,1\n2024-04-01,2\n",
     .table = "quarterly 2024Q1: a 1 2"},
    {.name = "months three apart",
     .text = "date,a\n2024-03,1\n2024-06,2\n",
     .table = "quarterly 2024Q1: a 1 2"},
    {.name = "month ends with a declared fiscal year",
     .text = "date,a\n2023-10-31,1\n2024-01-31,2\n2024-04-30,3\n",
     .options = {.calendar = {1}},
     .table = "quarterly FY2024Q3: a 1 2 3"},
    {.name = "Microsoft's quarters are the calendar's",
     .text = "date,a\n2024-06-30,1\n2024-09-30,2\n",
     .options = {.calendar = {6}},
     .table = "quarterly 2024Q2: a 1 2"},
    {.name = "last Saturdays of 52 and 53 weeks",
     .text = "date,a\n2022-12-31,1\n2023-04-01,2\n2023-07-01,3\n"
             "2023-09-30,4\n2023-12-30,5\n",
     .table = "quarterly 2022Q4: a 1 2 3 4 5"},
    {.name = "Saturdays next to the end of January",
     .text = "date,a\n2023-01-28,1\n2024-02-03,2\n2025-02-01,3\n",
     .options = {.calendar = {1}},
     .table = "yearly FY2023: a 1 2 3"},
    {.name = "yearly month ends say when the year ends",
     .text = "date,a\n2023-06-30,1\n2024-06-30,2\n",
     .table = "yearly FY2023: a 1 2"},
    {.name = "half-years by date",
     .text = "date,a\n2023-12-31,1\n2024-06-30,2\n2024-12-31,3\n",
     .table = "half-yearly 2023H2: a 1 2 3"},
    {.name = "month ends",
     .text = "date,a\n2024-01-31,1\n2024-02-29,2\n2024-03-31,3\n",
     .table = "monthly 2024-01: a 1 2 3"},
    {.name = "weeks over a new year",
     .text = "date,a\n2024-12-23,1\n2024-12-30,2\n2025-01-06,3\n",
     .table = "weekly 2024-W52: a 1 2 3"},
    {.name = "days over a leap day",
     .text = "date,a\n2024-02-28,1\n2024-02-29,2\n2024-03-01,3\n",
     .table = "daily 2024-02-28: a 1 2 3"},
    {.name = "hours over midnight",
     .text = "ds,y\n2024-02-28 23:00,1\n2024-02-29 00:00,2\n",
     .table = "hourly 2024-02-28T23: y 1 2"},
    {.name = "days written with a time",
     .text = "ds,y\n2024-02-28 00:00:00,1\n2024-02-29 00:00:00,2\n",
     .table = "daily 2024-02-28: y 1 2"},
    {.name = "a frequency by option",
     .text = "date,a\n2024-02-10,1\n2024-03-01,2\n",
     .options = {.frequency = FC_MONTHLY},
     .table = "monthly 2024-02: a 1 2"},
    {.name = "one row",
     .text = "period,a\n2024Q1,1\n",
     .table = "quarterly 2024Q1: a 1"},
    {.name = "declared numbers",
     .text = "period,a,b\n2024Q1,\"$1,234\",1.2B\n2024Q2,(25),12%\n",
     .options = {.formatted_numbers = true, .scale_suffixes = true},
     .table = "quarterly 2024Q1: a 1234 -25; b 1200000000 12"},
    {.name = "decimal commas between semicolons",
     .text = "period;a\n2024Q1;1.234,5\n2024Q2;7,25\n",
     .options = {.decimal_comma = true},
     .table = "quarterly 2024Q1: a 1234.5 7.25"},
    {.name = "tabs, CRLF, mark and blank lines",
     .text = "\xEF\xBB\xBFperiod\ta\r\n\r\n2024Q1\t1\r\n2024Q2\t2\r\n",
     .table = "quarterly 2024Q1: a 1 2"},
    {.name = "a delimiter by option",
     .text = "period|a\n2024Q1|1\n",
     .options = {.delimiter = '|'},
     .table = "quarterly 2024Q1: a 1"},
    {.name = "long, in blocks",
     .text = "series,period,value\nb,2024Q1,1\nb,2024Q2,2\na,2024Q2,3\n",
     .table = "quarterly 2024Q1: b 1 2; a . 3"},
    {.name = "long, mixed up, with units",
     .text = "unique_id,ds,y,unit,other\nb,2024-01-31,1,USD,x\n"
             "a,2024-02-29,5,,y\nb,2024-02-29,,USD,\na,2024-03-31,6,EUR,\n",
     .table = "monthly 2024-01: b [USD] 1 . .; a [EUR] . 5 6"},
    {.name = "a series of one row takes the frequency of the others",
     .text = "series,period,value\na,2024-03-31,9\nb,2024-03-31,1\n"
             "b,2024-06-30,2\nb,2024-09-30,3\n",
     .table = "quarterly 2024Q1: a 9 . .; b 1 2 3"},
    {.name = "long columns read as wide by option",
     .text = "series,period,value\n7,2024Q1,1\n8,2024Q2,2\n",
     .options = {.layout = FC_LAYOUT_WIDE},
     .table = "quarterly 2024Q1: series 7 8; value 1 2"},
};

static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_table *table = NULL;
        fc_error err = {0};
        fc_bytes text = {0};

        print_message("  %s\n", cases[i].name);
        if (fc_table_parse(&table, cases[i].text, strlen(cases[i].text),
                           "a.csv", &cases[i].options, &err)
            != FC_OK) {
            fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
        }
        describe(&text, table);
        assert_string_equal(text.data, cases[i].table);
        fc_bytes_release(&text);
        fc_table_free(table);
    }
}

static void test_file(void **state)
{
    fc_table *table = NULL;
    fc_error err = {0};

    (void)state;
    folder_write("a.csv", "period,note,a\n\n2024Q1,x,1\n2024Q2,y,2\n");
    assert_int_equal(fc_table_read(&table, "a.csv", NULL, &err), FC_OK);
    assert_string_equal(table->source, "a.csv");
    /* sha256sum of coreutils, of the same bytes */
    assert_string_equal(
        table->sha256,
        "636b51eb28eae86032855d65386176ec7a9bc2f16fd0b8afaba4e351b1b1ddf3");
    assert_int_equal(table->line[0], 3);
    assert_int_equal(table->line[1], 4);
    assert_int_equal(table->skipped_count, 1);
    assert_string_equal(table->skipped[0], "note");
    assert_non_null(fc_table_find(table, "a"));
    assert_null(fc_table_find(table, "A"));
    fc_table_free(table);
    fc_table_free(NULL);
    assert_int_equal(fc_table_read(&table, "none.csv", NULL, &err),
                     FC_ERR_READ);
    assert_null(table);
}

static void test_options_are_kept(void **state)
{
    char column[] = "when";
    fc_table_options options = {.period_column = column, .delimiter = ';'};
    static const char text[] = "when;a\n2024Q1;1\n";
    fc_table *table = NULL;

    (void)state;
    assert_int_equal(
        fc_table_parse(&table, text, strlen(text), "a.csv", &options, NULL),
        FC_OK);
    column[0] = 'x';
    assert_string_equal(table->options.period_column, "when");
    assert_int_equal(table->options.delimiter, ';');
    fc_table_free(table);
}

struct job {
    const char *text;
    fc_table_options options;
};

static fc_status parse(void *context, fc_error *err)
{
    const struct job *job = context;
    fc_table *table = NULL;
    fc_status status = fc_table_parse(&table, job->text, strlen(job->text),
                                      "a.csv", &job->options, err);

    fc_table_free(table);
    return status;
}

static void test_out_of_memory(void **state)
{
    struct job wide = {"when,a,note\n2024Q1,1,x\n2024Q2,2,y\n",
                       {.period_column = "when"}};
    struct job tall = {"series,period,value,unit\na,2024Q1,1,USD\n"
                       "b,2024Q2,2,USD\n",
                       {.layout = FC_LAYOUT_LONG}};

    (void)state;
    assert_true(faults_try_allocations(parse, &wide) > 12);
    assert_true(faults_try_allocations(parse, &tall) > 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test_setup_teardown(test_file, folder_enter, folder_leave),
        cmocka_unit_test(test_options_are_kept),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
