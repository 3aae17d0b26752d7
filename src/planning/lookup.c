/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/lookup.h"

#include <stdlib.h>

#include "forecast/names.h"

#include "base/memory.h"

static fc_status not_found(const fc_table *table, const char *name,
                           fc_error *err)
{
    const char **names = fc_calloc(table->count, sizeof *names);
    const char *nearest = NULL;

    if (names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for series names");
    }
    for (size_t i = 0; i < table->count; i++) {
        names[i] = table->series[i]->name;
    }
    nearest = fc_name_nearest(name, names, table->count);
    free(names);
    if (nearest != NULL) {
        return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                          "there is no series '%.64s'; did you mean '%.64s'?",
                          name, nearest);
    }
    return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                      "there is no series '%.64s'; `forecast series` lists "
                      "those there are",
                      name);
}

fc_status fc_series_lookup(const fc_series **out, const fc_table *table,
                           const char *name, fc_error *err)
{
    *out = fc_table_find(table, name);
    return *out != NULL ? FC_OK : not_found(table, name, err);
}

fc_status fc_report_close(fc_report **out, fc_report *report, fc_error *err)
{
    fc_status status = fc_report_finish(report, err);

    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    *out = report;
    return FC_OK;
}
