/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/batch_writer.h"

#include "data/period_style.h"
#include "support/faults.h"

static void test_header(void **state)
{
    static const double levels[] = {95.0, 99.5};
    fc_bytes out = {0};

    (void)state;
    assert_int_equal(fc_batch_write_header(&out, NULL, 0, NULL), FC_OK);
    assert_int_equal(fc_batch_write_header(&out, levels, 2, NULL), FC_OK);
    assert_string_equal(
        out.data, "unique_id,ds,model,mean,lo-80,hi-80,lo-95,hi-95\n"
                  "unique_id,ds,model,mean,lo-95,hi-95,lo-99.5,hi-99.5\n");
    fc_bytes_release(&out);
}

static fc_status write_rows(void *context, fc_error *err)
{
    static const double mean[] = {1234567.890123, -0.5};
    static const double bounds[] = {1.0 / 3.0, 2e6, -1.0, 0.0};
    static const double levels[] = {80.0};
    static const struct fc_period_style numbers = {.kind = FC_DS_NUMBER};
    fc_long_series series = {.id = "=a,\"b\"", .style = &numbers};
    fc_batch_forecast forecast = {.series = &series,
                                  .origin = {FC_FREQUENCY_NONE, -3},
                                  .model = "tslm:trend+season",
                                  .steps = 2,
                                  .mean = mean,
                                  .level_count = 1,
                                  .levels = levels,
                                  .bounds = bounds};
    fc_bytes own = {0};
    fc_bytes *out = context != NULL ? context : &own;
    fc_status status = fc_batch_write_rows(out, &forecast, 0, err);

    fc_bytes_release(&own);
    return status;
}

static void test_rows(void **state)
{
    fc_bytes out = {0};

    (void)state;
    assert_int_equal(write_rows(&out, NULL), FC_OK);
    assert_string_equal(
        out.data,
        "\"'=a,\"\"b\"\"\",-2,tslm:trend+season,1234567.89,0.3333333333,"
        "2000000\n"
        "\"'=a,\"\"b\"\"\",-1,tslm:trend+season,-0.5,-1,0\n");
    fc_bytes_release(&out);
    assert_true(faults_try_allocations(write_rows, NULL) > 0);
}

static void test_failures(void **state)
{
    fc_long_series series = {.id = "a"};
    fc_error why = {.source = "in.csv",
                    .line = 3,
                    .column = 2,
                    .message = "wrong, \"very\""};
    fc_bytes out = {0};

    (void)state;
    assert_int_equal(fc_batch_write_failure_header(&out, NULL), FC_OK);
    assert_int_equal(fc_batch_write_failure(&out, &series, &why, NULL), FC_OK);
    why.column = 0;
    assert_int_equal(fc_batch_write_failure(&out, &series, &why, NULL), FC_OK);
    why = (fc_error){.message = "too short"};
    assert_int_equal(fc_batch_write_failure(&out, &series, &why, NULL), FC_OK);
    assert_string_equal(out.data, "unique_id,reason\n"
                                  "a,\"in.csv:3:2: wrong, \"\"very\"\"\"\n"
                                  "a,\"in.csv:3: wrong, \"\"very\"\"\"\n"
                                  "a,too short\n");
    fc_bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
