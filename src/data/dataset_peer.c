/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of peers as series of the table: microsoft_capex. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/dataset.h"

#include "base/memory.h"
#include "base/number.h"
#include "data/panel.h"

/* Put the values of the series called @p name where their quarters are; what
 * lies outside the table is left out. */
static bool fill(double *values, const fc_table *table,
                 const struct fc_panel *panel, const char *name)
{
    bool found = false;

    for (size_t i = 0; i < table->length; i++) {
        values[i] = fc_missing();
    }
    for (size_t i = panel->count; i-- > 0;) { /* the first of several stays */
        const struct fc_figure *figure = &panel->figures[i];
        int64_t at = figure->period.index - table->start.index;
        char own[FC_PANEL_NAME_SIZE];

        fc_panel_series_name(own, figure);
        if (figure->year || strcmp(own, name) != 0) {
            continue;
        }
        found = true;
        if (at >= 0 && (uint64_t)at < table->length) {
            values[at] = figure->value;
        }
    }
    return found;
}

static fc_status append(fc_table *table, const char *name, const double *values,
                        fc_error *err)
{
    fc_series *series = NULL;
    fc_series **longer = fc_reallocarray(table->series, table->count + 1,
                                         sizeof *longer);
    fc_status status = FC_OK;

    if (longer == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    table->series = longer;
    /* Peers are in the unit of the dataset's first series. */
    status = fc_series_create(&series, name, table->series[0]->unit,
                              table->start, values, table->length, err);
    if (status == FC_OK) {
        table->series[table->count++] = series;
    }
    return status;
}

static fc_status add(fc_dataset *dataset, const struct fc_panel *panel,
                     const char *name, fc_error *err)
{
    fc_table *table = dataset->table;
    double *values = fc_calloc(table->length, sizeof *values);
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    if (fill(values, table, panel, name)) {
        status = append(table, name, values, err);
    }
    free(values);
    return status;
}

fc_status fc_dataset_add_peer(fc_dataset *dataset, const char *name,
                              fc_error *err)
{
    const fc_table *table = dataset->table;
    struct fc_panel panel = {0};
    fc_status status = FC_OK;

    if (dataset->peers_path == NULL || fc_table_find(table, name) != NULL
        || table->count == 0 || table->start.frequency != FC_QUARTERLY
        || table->calendar.fiscal_year_end % 3 != 0) {
        return FC_OK;
    }
    status = fc_panel_read(&panel, dataset->peers_path, err);
    if (status == FC_OK) {
        status = add(dataset, &panel, name, err);
    }
    fc_panel_release(&panel);
    return status;
}
