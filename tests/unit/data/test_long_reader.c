/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/long_reader.h"

#include "base/bytes.h"
#include "support/faults.h"
#include "support/folder.h"

/* An fc_long_handler: "ID@LINE FREQUENCY/SEASON values > next two ds; ". */
static fc_status describe(void *context, const fc_long_series *series,
                          const fc_error *failure, fc_error *err)
{
    fc_bytes *out = context;
    char ds[2][FC_PERIOD_TEXT_SIZE];
    fc_status status = fc_bytes_printf(out, "%s@%zu", series->id, series->line);

    if (failure != NULL) {
        status = fc_bytes_printf(out, " %s:%zu:%zu: %s; ", failure->source,
                                 failure->line, failure->column,
                                 failure->message);
        return status == FC_OK ? status : FC_FAIL(err, status, "no memory");
    }
    for (size_t i = 0; i < series->span.length && status == FC_OK; i++) {
        status = fc_bytes_printf(out, "%s%g", i > 0 ? "," : " ",
                                 series->span.values[i]);
    }
    for (int i = 0; i < 2; i++) {
        fc_long_series_ds(ds[i], series,
                          fc_period_add(fc_span_last(series->span), i + 1));
    }
    if (status == FC_OK) {
        status = fc_bytes_printf(
            out, " %s/%zu > %s, %s; ",
            fc_frequency_name(series->span.start.frequency), series->season,
            ds[0], ds[1]);
    }
    return status == FC_OK ? status : FC_FAIL(err, status, "no memory");
}

static fc_status read_text(fc_bytes *out, const char *text,
                           const fc_long_options *options, fc_error *err)
{
    fc_input *input = NULL;
    fc_status status = fc_input_open_memory(&input, text, strlen(text), "file",
                                            err);

    if (status == FC_OK) {
        status = fc_long_read(input, options, describe, out, err);
    }
    fc_input_free(input);
    return status;
}

#define HEAD "unique_id,ds,y\n"

static const struct {
    const char *name;
    const char *text;
    const char *said;
} good[] = {
    {"two series", HEAD "a,2024Q3,1\na,2024Q4,2\nb,2020Q1,3\nb,2020Q2,4\n",
     "a@2 1,2 quarterly/4 > 2025Q1, 2025Q2; "
     "b@4 3,4 quarterly/4 > 2020Q3, 2020Q4; "},
    {"other names, other order", "value,series,period\n1,a,2024\n2,a,2025\n",
     "a@2 1,2 yearly/1 > 2026, 2027; "},
    {"missing", HEAD "a,2024Q3,\na,2024Q4,NA\n",
     "a@2 nan,nan quarterly/4 > 2025Q1, 2025Q2; "},
    {"no line end, CR LF, a mark, blank lines",
     "\xEF\xBB\xBF" HEAD "\r\na,2024Q3,1\r\na,2024Q4,2",
     "a@3 1,2 quarterly/4 > 2025Q1, 2025Q2; "},
    {"quoted id", HEAD "\"a,\"\"b\",2024Q3,1\n\"a,\"\"b\",2024Q4,2\n",
     "a,\"b@2 1,2 quarterly/4 > 2025Q1, 2025Q2; "},
    {"semicolons", "unique_id;ds;y\na;2024;1\n",
     "a@2 1 yearly/1 > 2025, 2026; "},
    {"-Q", HEAD "a,2024-Q3,1\na,2024-Q4,2\n",
     "a@2 1,2 quarterly/4 > 2025-Q1, 2025-Q2; "},
    {"small q", HEAD "a,2024q4,2\n", "a@2 2 quarterly/4 > 2025q1, 2025q2; "},
    {"FY", HEAD "a,FY2024Q3,1\na,FY2024Q4,2\n",
     "a@2 1,2 quarterly/4 > FY2025Q1, FY2025Q2; "},
    {"FY years", HEAD "a,fy2024,1\n", "a@2 1 yearly/1 > fy2025, fy2026; "},
    {"halves", HEAD "a,2024H1,1\na,2024H2,1\n",
     "a@2 1,1 half-yearly/2 > 2025H1, 2025H2; "},
    {"months", HEAD "a,2024-11,1\na,2024-12,2\n",
     "a@2 1,2 monthly/12 > 2025-01, 2025-02; "},
    {"months that name quarters", HEAD "a,2024-05,1\na,2024-08,2\n",
     "a@2 1,2 quarterly/4 > 2024-11, 2025-02; "},
    {"M", HEAD "a,2024M11,1\na,2024M12,2\n",
     "a@2 1,2 monthly/12 > 2025M01, 2025M02; "},
    {"M without zeros", HEAD "a,2024M9,1\na,2024M10,2\n",
     "a@2 1,2 monthly/12 > 2024M11, 2024M12; "},
    {"M without zeros, new year",
     HEAD "a,2024M9,1\na,2024M10,2\na,2024M11,3\na,2024M12,4\n",
     "a@2 1,2,3,4 monthly/12 > 2025M1, 2025M2; "},
    {"weeks", HEAD "a,2020-W52,1\na,2020-W53,1\n",
     "a@2 1,1 weekly/52 > 2021-W01, 2021-W02; "},
    {"Fridays", HEAD "a,2025-01-03,1\na,2025-01-10,2\na,2025-01-17,2\n",
     "a@2 1,2,2 weekly/52 > 2025-01-24, 2025-01-31; "},
    {"days", HEAD "a,2024-02-27,1\na,2024-02-28,1\n",
     "a@2 1,1 daily/7 > 2024-02-29, 2024-03-01; "},
    {"ends of months", HEAD "a,2024-12-31,1\na,2025-01-31,2\na,2025-02-28,3\n",
     "a@2 1,2,3 monthly/12 > 2025-03-31, 2025-04-30; "},
    {"the 30th", HEAD "a,2024-12-30,1\na,2025-01-30,2\na,2025-02-28,3\n",
     "a@2 1,2,3 monthly/12 > 2025-03-30, 2025-04-30; "},
    {"starts of months", HEAD "a,2024-12-01,1\na,2025-01-01,2\n",
     "a@2 1,2 monthly/12 > 2025-02-01, 2025-03-01; "},
    {"ends of quarters", HEAD "a,2024-12-31,1\na,2025-03-31,2\n",
     "a@2 1,2 quarterly/4 > 2025-06-30, 2025-09-30; "},
    {"starts of quarters", HEAD "a,2024-10-01,1\na,2025-01-01,2\n",
     "a@2 1,2 quarterly/4 > 2025-04-01, 2025-07-01; "},
    {"middles of quarters", HEAD "a,2024-11-15,1\na,2025-02-15,2\n",
     "a@2 1,2 quarterly/4 > 2025-05-15, 2025-08-15; "},
    {"first days of last months", HEAD "a,2024-12-01,1\na,2025-03-01,2\n",
     "a@2 1,2 quarterly/4 > 2025-06-01, 2025-09-01; "},
    {"quarters of 13 weeks end with their month",
     HEAD "a,2023-12-30,1\na,2024-03-30,2\na,2024-06-29,3\na,2024-09-28,4\n",
     "a@2 1,2,3,4 quarterly/4 > 2024-12-31, 2025-03-31; "},
    {"years to June", HEAD "a,2023-06-30,1\na,2024-06-30,2\n",
     "a@2 1,2 yearly/1 > 2025-06-30, 2026-06-30; "},
    {"time stamps of months",
     HEAD "a,2024-12-31 00:00:00,1\na,2025-01-31 00:00:00,2\n",
     "a@2 1,2 monthly/12 > 2025-02-28 00:00:00, 2025-03-31 00:00:00; "},
    {"hours", HEAD "a,2025-01-01T22:00,1\na,2025-01-01T23:00,2\n",
     "a@2 1,2 hourly/24 > 2025-01-02T00:00, 2025-01-02T01:00; "},
    {"whole numbers", HEAD "a,-1,1\na,0,2\na,1,3\nb,9,4\nb,10,5\n",
     "a@2 1,2,3 unknown/1 > 2, 3; b@5 4,5 unknown/1 > 11, 12; "},
    {"what is wrong with one series is its own",
     HEAD "a,2024Q3,x\na,2024Q4,2\nb,2020Q1,3\nb,2020Q3,4\nc,2020Q1,3\n",
     "a@2 file:2:3: 'x' is not a finite number; correct it, or leave the cell "
     "blank if the value is missing; "
     "b@4 file:5:2: expected 2020Q2, found '2020Q3'; add the row, leave its "
     "cells blank if the value is missing; "
     "c@6 3 quarterly/4 > 2020Q2, 2020Q3; "},
    {"numbers with a gap, a repeat, disorder, no number",
     HEAD "a,1,1\na,3,1\nb,1,1\nb,1,1\nc,2,1\nc,1,1\nd,1,1\nd,x,1\n",
     "a@2 file:3:2: expected 2, found '3'; add the row, leave its value blank "
     "if it is missing; "
     "b@4 file:5:2: '1' stands in line 4 already; keep one of the two rows; "
     "c@6 file:7:2: '1' comes after '2'; sort the rows by ds, smallest first; "
     "d@8 file:9:2: 'x' is not a whole number, as ds of this file are "
     "(-1000000000 to 1000000000); "},
    {"one date tells no frequency, the next series does",
     HEAD "a,2024-12-31,1\nb,2024-12-31,1\nb,2025-01-31,1\nc,2025-01-31,1\n",
     "a@2 file:2:2: one row tells no frequency; name it (--frequency), or let "
     "a longer series come first; "
     "b@3 1,1 monthly/12 > 2025-02-28, 2025-03-31; "
     "c@5 1 monthly/12 > 2025-02-28, 2025-03-31; "},
    {"one frequency a run", HEAD "a,2024Q3,1\na,2024Q4,2\nb,2024-03,1\n",
     "a@2 1,2 quarterly/4 > 2025Q1, 2025Q2; "
     "b@4 1 quarterly/4 > 2024-06, 2024-09; "},
    {"another frequency", HEAD "a,2024Q3,1\na,2024Q4,2\nb,2024-W03,1\n",
     "a@2 1,2 quarterly/4 > 2025Q1, 2025Q2; "
     "b@4 file:4:2: '2024-W03' is a week; quarterly periods are expected; "},
};

static void test_series_are_handed_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        fc_bytes said = {0};

        print_message("  %s\n", good[i].name);
        assert_int_equal(read_text(&said, good[i].text, NULL, NULL), FC_OK);
        assert_string_equal(said.data, good[i].said);
        fc_bytes_release(&said);
    }
}

static const struct {
    const char *name;
    const char *text;
    fc_long_options options;
    fc_status status;
    size_t line;
    size_t column;
    const char *message;
} bad[] = {
    {"nothing", "", {.season = 0}, FC_ERR_FORMAT, 0, 0, "is empty"},
    {"only a header",
     HEAD,
     {.season = 0},
     FC_ERR_DATA,
     1,
     0,
     "no row below it"},
    {"columns missing",
     "id,ds,y\na,1,2\n",
     {.season = 0},
     FC_ERR_FORMAT,
     1,
     0,
     "unique_id, ds and y are needed"},
    {"a name twice",
     "unique_id,ds,y,y\na,1,2,3\n",
     {.season = 0},
     FC_ERR_FORMAT,
     1,
     4,
     "twice"},
    {"a short row",
     HEAD "a,2024,1\na,2025\n",
     {.season = 0},
     FC_ERR_FORMAT,
     3,
     0,
     "the row has 2 fields, the header has 3"},
    {"no id",
     HEAD "a,2024,1\n,2025,1\n",
     {.season = 0},
     FC_ERR_DATA,
     3,
     1,
     "does not name its series"},
    {"an id that comes again",
     HEAD "a,2024,1\nb,2024,1\na,2025,1\n",
     {.season = 0},
     FC_ERR_DATA,
     4,
     1,
     "'a' comes again"},
    {"an open quote",
     HEAD "\"a,2024,1\n",
     {.season = 0},
     FC_ERR_FORMAT,
     2,
     1,
     "never closed"},
    {"a quote within",
     HEAD "a,2024,1\na\"b,2024,1\n",
     {.season = 0},
     FC_ERR_FORMAT,
     3,
     1,
     "a quote stands inside"},
    {"not UTF-8",
     HEAD "a,2024,1\n\xff,2024,1\n",
     {.season = 0},
     FC_ERR_FORMAT,
     3,
     0,
     "byte 1 of the line (0xFF)"},
    {"a season for dates",
     HEAD "a,2024Q1,1\n",
     {.season = 4},
     FC_ERR_ARGUMENT,
     2,
     2,
     "dates have the season of their frequency"},
};

static void test_bad_files_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fc_bytes said = {0};
        fc_error err = {0};

        print_message("  %s\n", bad[i].name);
        assert_int_equal(read_text(&said, bad[i].text, &bad[i].options, &err),
                         bad[i].status);
        assert_string_equal(err.source, "file");
        assert_int_equal(err.line, bad[i].line);
        assert_int_equal(err.column, bad[i].column);
        assert_non_null(strstr(err.message, bad[i].message));
        fc_bytes_release(&said);
    }
}

static void test_a_season_makes_years_numbers(void **state)
{
    fc_long_options options = {.season = 3};
    fc_bytes said = {0};

    (void)state;
    assert_int_equal(
        read_text(&said, HEAD "a,2024,1\na,2025,1\n", &options, NULL), FC_OK);
    assert_string_equal(said.data, "a@2 1,1 unknown/3 > 2026, 2027; ");
    fc_bytes_release(&said);
}

static void append(fc_bytes *text, const char *more)
{
    assert_int_equal(fc_bytes_append_text(text, more), FC_OK);
}

/* Far more text than the reader holds at a time: lines are cut anywhere, and
 * their numbers go on. */
static void test_long_files_are_read_in_pieces(void **state)
{
    enum { SERIES = 60000, ROWS = 3 };
    fc_bytes text = {0};
    fc_bytes said = {0};
    fc_error err = {0};

    (void)state;
    append(&text, "unique_id,ds,y\r\n");
    for (int s = 0; s < SERIES; s++) {
        for (int t = 0; t < ROWS; t++) {
            assert_int_equal(
                fc_bytes_printf(&text, "series %d,%d,%d.5\r\n", s, t, s + t),
                FC_OK);
        }
    }
    append(&text, "series 1,9,9\r\n");
    assert_int_equal(read_text(&said, text.data, NULL, &err), FC_ERR_DATA);
    assert_int_equal(err.line, SERIES * ROWS + 2);
    assert_non_null(strstr(
        said.data, "series 59998@179996 59998.5,59999.5,60000.5 unknown/1"));
    fc_bytes_release(&text);
    fc_bytes_release(&said);
}

static void test_a_line_has_an_end(void **state)
{
    fc_bytes text = {0};
    fc_bytes said = {0};
    fc_error err = {0};

    (void)state;
    append(&text, HEAD);
    assert_int_equal(fc_bytes_append_repeat(&text, 'x', 3 << 20), FC_OK);
    assert_int_equal(read_text(&said, text.data, NULL, &err), FC_ERR_FORMAT);
    assert_int_equal(err.line, 2);
    assert_non_null(strstr(err.message, "longer than"));
    fc_bytes_release(&text);
    fc_bytes_release(&said);
}

static void test_a_series_has_a_last_row(void **state)
{
    fc_bytes text = {0};
    fc_bytes said = {0};
    fc_error err = {0};

    (void)state;
    append(&text, HEAD);
    for (int t = 0; t <= FC_LONG_ROW_LIMIT; t++) {
        assert_int_equal(fc_bytes_printf(&text, "a,%d,1\n", t), FC_OK);
    }
    assert_int_equal(read_text(&said, text.data, NULL, &err), FC_ERR_DATA);
    assert_int_equal(err.line, FC_LONG_ROW_LIMIT + 2);
    assert_non_null(strstr(err.message, "more than 200000 rows"));
    fc_bytes_release(&text);
    fc_bytes_release(&said);
}

static fc_status read_job(void *context, fc_error *err)
{
    fc_bytes said = {0};
    fc_status status = read_text(&said, context, NULL, err);

    fc_bytes_release(&said);
    return status;
}

static void test_failing_allocations(void **state)
{
    char text[] = HEAD "a,2024-11-15,1\na,2025-02-15,2\nb,2025-02-15,2\n";

    (void)state;
    assert_true(faults_try_allocations(read_job, text) > 5);
}

static fc_status stop(void *context, const fc_long_series *series,
                      const fc_error *failure, fc_error *err)
{
    (void)series;
    (void)failure;
    (*(int *)context)++;
    return FC_FAIL(err, FC_ERR_WRITE, "enough");
}

static void test_the_handler_ends_the_reading(void **state)
{
    static const char text[] = HEAD "a,2024,1\nb,2024,1\nc,2024,1\n";
    fc_input *input = NULL;
    fc_error err = {0};
    int calls = 0;

    (void)state;
    assert_int_equal(
        fc_input_open_memory(&input, text, strlen(text), "file", NULL), FC_OK);
    assert_int_equal(fc_long_read(input, NULL, stop, &calls, &err),
                     FC_ERR_WRITE);
    assert_string_equal(err.message, "enough");
    assert_int_equal(calls, 1);
    fc_input_free(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_series_are_handed_over),
        cmocka_unit_test(test_bad_files_are_refused),
        cmocka_unit_test(test_a_season_makes_years_numbers),
        cmocka_unit_test(test_long_files_are_read_in_pieces),
        cmocka_unit_test(test_a_line_has_an_end),
        cmocka_unit_test(test_a_series_has_a_last_row),
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_the_handler_ends_the_reading),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
