/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vintages.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char sales[] =
    "period,s\n2020Q1,4\n2020Q2,6\n2020Q3,5\n2020Q4,9\n"
    "2021Q1,5\n2021Q2,7\n2021Q3,6\n2021Q4,9\n2022Q1,6\n2022Q2,9\n2022Q3,7\n"
    "2022Q4,12\n2023Q1,7\n2023Q2,9\n2023Q3,8\n2023Q4,13\n2024Q1,8\n2024Q2,11\n"
    "2024Q3,9\n2024Q4,15\n";

fc_status vintage_make(struct vintage *out, const char *model,
                       const char *as_of, fc_error *err)
{
    fc_projection_request request = {.series = "s",
                                     .horizon = 4,
                                     .spec_count = 1,
                                     .draws = 40,
                                     .origins = 2,
                                     .seed = 7,
                                     .intervals = FC_INTERVALS_AUTO,
                                     .has_range = true,
                                     .range_low = 1.0,
                                     .range_high = 2.0};
    const fc_calendar december = {0};
    fc_status status = fc_dataset_parse(&out->dataset, sales, strlen(sales),
                                        "s.csv", NULL, err);

    if (status == FC_OK) {
        status = fc_model_spec_parse(&out->spec, model, err);
    }
    if (status == FC_OK && as_of != NULL) {
        status = fc_period_parse(&request.as_of, as_of, FC_QUARTERLY, december,
                                 err);
    }
    if (status == FC_OK) {
        request.dataset = out->dataset;
        request.specs = &out->spec;
        status = fc_projection_create(&out->projection, &request, err);
    }
    return status;
}

void vintage_release(struct vintage *vintage)
{
    fc_projection_free(vintage->projection);
    fc_dataset_free(vintage->dataset);
    *vintage = (struct vintage){0};
}

void vintage_record(const char *path, const char *model, const char *as_of,
                    char head[FC_LEDGER_SEAL_SIZE])
{
    struct vintage vintage = {0};
    fc_ledger *ledger = NULL;

    assert_int_equal(vintage_make(&vintage, model, as_of, NULL), FC_OK);
    assert_int_equal(fc_ledger_open(&ledger, path, FC_LEDGER_WRITE, NULL),
                     FC_OK);
    assert_int_equal(
        fc_ledger_append(head, ledger, vintage.projection, NULL, NULL), FC_OK);
    fc_ledger_close(ledger);
    vintage_release(&vintage);
}

int vintage_run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);

    assert_int_equal(code, SQLITE_OK);
    code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    (void)sqlite3_close(db);
    return code;
}
