/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table refuses, where and in which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/table.h"

static const struct {
    const char *name;
    const char *text;
    fc_table_options options;
    fc_status status;
    size_t line;
    size_t column;
    const char *message;
} cases[] = {
    {.name = "a missing row",
     .text = "period,a\n2022Q1,1\n\n2022Q3,2\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "expected 2022Q2, found '2022Q3'; add the row, leave its cells "
                "blank if the value is missing"},
    {.name = "a missing row after quoted line ends",
     .text = "note,period,a\n\"x\ny\",2022Q1,1\n,2022Q3,2\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 2,
     .message = "expected 2022Q2, found '2022Q3'; add the row, leave its cells "
                "blank if the value is missing"},
    {.name = "a missing month in dates",
     .text = "date,a\n2024-01-31,1\n2024-02-29,1\n2024-04-30,2\n2024-05-31,3\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "expected 2024-03, found '2024-04-30'; add the row, leave its "
                "cells blank if the value is missing"},
    {.name = "a missing fiscal quarter",
     .text = "date,a\n2024-01-31,1\n2024-04-30,1\n2024-10-31,1\n",
     .options = {.calendar = {1}},
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "expected FY2025Q2, found '2024-10-31'; add the row, leave its "
                "cells blank if the value is missing"},
    {.name = "a duplicate",
     .text = "period,a\n2022Q1,1\n2022Q2,2\n2022Q2,3\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "'2022Q2' stands in line 3 already; keep one of the two rows"},
    {.name = "a duplicate further up",
     .text = "period,a\n2022Q1,1\n2022Q2,2\n2022Q3,3\n2022Q1,4\n",
     .status = FC_ERR_DATA,
     .line = 5,
     .column = 1,
     .message = "'2022Q1' stands in line 2 already; keep one of the two rows"},
    {.name = "descending rows",
     .text = "period,a\n2022Q3,1\n2022Q2,2\n2022Q1,3\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "the rows run from the newest period to the oldest; sort them "
                "by period, oldest first"},
    {.name = "descending dates",
     .text = "date,a\n2024-03-31,1\n2024-02-29,2\n2024-01-31,3\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "the rows run from the newest period to the oldest; sort them "
                "by period, oldest first"},
    {.name = "an older row in between",
     .text = "period,a\n2022Q2,1\n2022Q1,2\n2022Q3,3\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "'2022Q1' comes after '2022Q2'; sort the rows by period, "
                "oldest first"},
    {.name = "two rows swapped",
     .text = "period,a\n2022Q1,1\n2022Q3,2\n2022Q2,3\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "expected 2022Q2, found '2022Q3'; 2022Q2 comes later, in line "
                "4: sort the rows by period, oldest first"},
    {.name = "mixed frequencies",
     .text = "period,a\n2022Q1,1\n2022Q2,2\n2022-07,3\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "mixed frequencies: '2022-07' is a month, '2022Q1' in line 2 a "
                "quarter; keep one frequency in a file"},
    {.name = "a year among its quarters",
     .text = "period,a\n2022Q1,1\n2022Q2,2\nFY2022,3\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "mixed frequencies: 'FY2022' is a year, '2022Q1' in line 2 a "
                "quarter; keep one frequency in a file"},
    {.name = "another frequency than declared",
     .text = "period,a\n2022Q1,1\n2022Q2,2\n",
     .options = {.frequency = FC_MONTHLY},
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 1,
     .message = "'2022Q1' is a quarter; monthly periods are expected"},
    {.name = "business days",
     .text = "date,a\n2024-06-27,1\n2024-06-28,1\n2024-07-01,2\n2024-07-02,3\n",
     .status = FC_ERR_DATA,
     .line = 4,
     .column = 1,
     .message = "the weekend before '2024-07-01' has no rows; business days "
                "are no frequency: sum or average by week or month, or add the "
                "weekends with blank cells"},
    {.name = "dates at no frequency",
     .text = "date,a\n2024-01-01,1\n2024-01-15,2\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "'2024-01-15' is 14 days after '2024-01-01', which is no "
                "frequency; add the missing rows or name the frequency "
                "(--frequency)"},
    {.name = "ends of quarters of an unknown fiscal year",
     .text = "date,a\n2024-01-31,1\n2024-04-30,2\n2024-07-31,3\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 1,
     .message = "the quarters end in January, April, July and October, not "
                "with the calendar's; say which month ends the fiscal year "
                "(--fiscal-year-end 1, 4, 7 or 10)"},
    {.name = "ends of half-years of an unknown fiscal year",
     .text = "date,a\n2024-03-31,1\n2024-09-30,2\n2025-03-31,3\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 1,
     .message = "the half-years end in March and September, the calendar's in "
                "June and December; say which ends the fiscal year "
                "(--fiscal-year-end 3 or 9)"},
    {.name = "half hours",
     .text = "date,a\n2024-01-31 10:00,1\n2024-01-31 10:30,2\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "'2024-01-31 10:30' is not a full hour; the shortest period is "
                "an hour, sum or average the values by hour"},
    {.name = "no period in a row",
     .text = "period,a\n2022Q1,1\n,2\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "the row has no period; add it, or delete the row"},
    {.name = "a total below the rows",
     .text = "period,a\n2022Q1,1\nTotal,2\n",
     .status = FC_ERR_FORMAT,
     .line = 3,
     .column = 1,
     .message = "'Total' is not a period; write 2025, 2025H1, 2025Q1, 2025-03, "
                "2025-W05, 2025-03-31, 2025-03-31T14, FY2025, FY2025H1 or "
                "FY2025Q1"},
    {.name = "a slip in a column of numbers",
     .text = "period,a\n2022Q1,1\n2022Q2,abc\n2022Q3,3\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 2,
     .message = "'abc' is not a finite number; correct it, or leave the cell "
                "blank if the value is missing"},
    {.name = "an infinity",
     .text = "period,a,b\n2022Q1,1,1\n2022Q2,2,inf\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 3,
     .message = "'inf' is not a finite number; correct it, or leave the cell "
                "blank if the value is missing"},
    {.name = "a number too large",
     .text = "period,a\n2022Q1,1\n2022Q2,1e999\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 2,
     .message = "'1e999' is not a finite number; correct it, or leave the cell "
                "blank if the value is missing"},
    {.name = "an undeclared separator",
     .text = "period,a\n2022Q1,\"1,234\"\n2022Q2,2\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 2,
     .message = "'1,234' is a number only with --formatted-numbers"},
    {.name = "nothing but undeclared numbers",
     .text = "period,a\n2022Q1,1.2B\n2022Q2,1.3B\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 2,
     .message = "'1.2B' is a number only with --scale-suffixes"},
    {.name = "an undeclared decimal comma",
     .text = "period;a\n2022Q1;1\n2022Q2;1,5\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 2,
     .message = "'1,5' is a number only with --decimal-comma"},
    {.name = "no period column",
     .text = "sales,a\n1500,1\n1600,2\n",
     .status = FC_ERR_FORMAT,
     .line = 1,
     .message = "no column holds the periods; name it period (or ds, date, "
                "quarter, month, year)"},
    {.name = "a period column that is not there",
     .text = "period,a\n2022Q1,1\n",
     .options = {.period_column = "perod"},
     .status = FC_ERR_FORMAT,
     .line = 1,
     .message = "the header has no column 'perod'; is 'period' meant?"},
    {.name = "a column without a name",
     .text = "period,a,\n2022Q1,1,\n2022Q2,1,5\n",
     .status = FC_ERR_FORMAT,
     .line = 1,
     .column = 3,
     .message = "column 3 has no name; give it one"},
    {.name = "no rows",
     .text = "\nperiod,a\n\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .message = "there is a header, but no row below it; add the observations"},
    {.name = "no header",
     .text = "2015Q1,53.309\n2015Q2,54\n",
     .status = FC_ERR_FORMAT,
     .line = 1,
     .message = "the first row holds data ('2015Q1'), not the names of the "
                "columns; put a header above it, such as period,value"},
    {.name = "no header, years and a gap",
     .text = "2015,,53.309\n2016,1,54\n",
     .status = FC_ERR_FORMAT,
     .line = 1,
     .message = "the first row holds data ('2015'), not the names of the "
                "columns; put a header above it, such as period,value"},
    {.name = "no header, below blank lines",
     .text = "\n2015-01-31,\"1,053\"\n2015-02-28,54\n",
     .status = FC_ERR_FORMAT,
     .line = 2,
     .message = "the first row holds data ('2015-01-31'), not the names of the "
                "columns; put a header above it, such as period,value"},
    {.name = "nothing but blank columns",
     .text = "period,a,b\n2024Q1,,NA\n",
     .status = FC_ERR_DATA,
     .line = 1,
     .message = "no column holds numbers; a table needs a column of values "
                "beside the periods"},
    {.name = "no numbers",
     .text = "period,a\n2022Q1,x\n",
     .status = FC_ERR_DATA,
     .line = 1,
     .message = "no column holds numbers; a table needs a column of values "
                "beside the periods"},
    {.name = "long by option, but not by its columns",
     .text = "period,a\n2022Q1,1\n",
     .options = {.layout = FC_LAYOUT_LONG},
     .status = FC_ERR_FORMAT,
     .line = 1,
     .message = "a long file needs the columns series, period and value (or "
                "unique_id, ds and y)"},
    {.name = "a gap in a series of a long file",
     .text = "series,period,value\na,2022Q1,1\nb,2022Q1,1\nb,2022Q2,2\n"
             "a,2022Q3,3\n",
     .status = FC_ERR_DATA,
     .line = 5,
     .column = 2,
     .message = "expected 2022Q2, found '2022Q3'; add the row, leave its cells "
                "blank if the value is missing"},
    {.name = "a row of a long file without a series",
     .text = "series,period,value\na,2022Q1,1\n,2022Q2,1\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 1,
     .message = "the row does not name its series; name it, or delete the "
                "row"},
    {.name = "text in a long file",
     .text = "series,period,value\na,2022Q1,x\n",
     .status = FC_ERR_DATA,
     .line = 2,
     .column = 3,
     .message = "'x' is not a finite number; correct it, or leave the cell "
                "blank if the value is missing"},
    {.name = "two units in one series",
     .text = "series,period,value,unit\na,2022Q1,1,USD\na,2022Q2,1,EUR\n",
     .status = FC_ERR_DATA,
     .line = 3,
     .column = 4,
     .message = "the unit of 'a' changes from 'USD' to 'EUR'; a series has one "
                "unit"},
    {.name = "series centuries apart",
     .text = "series,period,value\na,0001-01-01T00,1\nb,9999-12-31T23,1\n",
     .status = FC_ERR_DATA,
     .message = "2 series over 87649416 periods are too many values; split the "
                "file"},
    {.name = "a month that is none",
     .text = "period,a\n2022Q1,1\n",
     .options = {.calendar = {13}},
     .status = FC_ERR_ARGUMENT,
     .message = "13 is no month; fiscal years end in month 1 to 12"},
    {.name = "a quote as delimiter",
     .text = "period,a\n2022Q1,1\n",
     .options = {.delimiter = '"'},
     .status = FC_ERR_ARGUMENT,
     .message = "quotes and line ends cannot be delimiters"},
};

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_table *table = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_table_parse(&table, cases[i].text,
                                        strlen(cases[i].text), "a.csv",
                                        &cases[i].options, &err),
                         cases[i].status);
        assert_null(table);
        assert_string_equal(err.message, cases[i].message);
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        if (cases[i].status != FC_ERR_ARGUMENT) {
            assert_string_equal(err.source, "a.csv");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
