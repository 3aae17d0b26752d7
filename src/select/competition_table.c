/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/competition_table.h"

#include <stdlib.h>

#include "base/memory.h"

enum {
    COLUMN_SET,
    COLUMN_FREQUENCY,
    COLUMN_MODEL,
    COLUMN_N,
    COLUMN_SMAPE,
    COLUMN_SMAPE_POOLED,
    COLUMN_MASE,
    COLUMN_OWA,
    COLUMN_COVERAGE_80,
    COLUMN_COVERAGE_95,
    COLUMN_MSIS,
    COLUMN_RMSSE,
    COLUMN_N_SCALED,
    COLUMN_TIME, /* only with a clock */
    COLUMN_COUNT
};

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_SET] = {.name = "set", .title = "Set"},
    [COLUMN_FREQUENCY] = {.name = "frequency", .title = "Frequency"},
    [COLUMN_MODEL] = {.name = "model", .title = "Model"},
    [COLUMN_N] = {.name = "n", .title = "n", .style = FC_STYLE_INTEGER},
    [COLUMN_SMAPE] = {.name = "smape",
                      .title = "sMAPE",
                      .style = FC_STYLE_COMPUTED,
                      .decimals = 2},
    [COLUMN_SMAPE_POOLED] = {.name = "smape_pooled",
                             .title = "pooled",
                             .style = FC_STYLE_COMPUTED,
                             .decimals = 2},
    [COLUMN_MASE] = {.name = "mase",
                     .title = "MASE",
                     .style = FC_STYLE_COMPUTED,
                     .decimals = 3},
    [COLUMN_OWA] = {.name = "owa",
                    .title = "OWA",
                    .style = FC_STYLE_COMPUTED,
                    .decimals = 3},
    [COLUMN_COVERAGE_80] = {.name = "coverage_80",
                            .title = "in 80%",
                            .style = FC_STYLE_COMPUTED,
                            .decimals = 3},
    [COLUMN_COVERAGE_95] = {.name = "coverage_95",
                            .title = "in 95%",
                            .style = FC_STYLE_COMPUTED,
                            .decimals = 3},
    [COLUMN_MSIS] = {.name = "msis",
                     .title = "MSIS",
                     .style = FC_STYLE_COMPUTED,
                     .decimals = 2},
    [COLUMN_RMSSE] = {.name = "rmsse",
                      .title = "RMSSE",
                      .style = FC_STYLE_COMPUTED,
                      .decimals = 3},
    [COLUMN_N_SCALED] = {.name = "n_scaled",
                         .title = "n scaled",
                         .style = FC_STYLE_INTEGER},
    [COLUMN_TIME] = {.name = "ms_per_series",
                     .title = "ms",
                     .style = FC_STYLE_COMPUTED,
                     .decimals = 3},
};

enum {
    FAILURE_FREQUENCY,
    FAILURE_MODEL,
    FAILURE_ID,
    FAILURE_REASON,
    FAILURE_COUNT
};

static const fc_column failure_columns[FAILURE_COUNT] = {
    [FAILURE_FREQUENCY] = {.name = "frequency"},
    [FAILURE_MODEL] = {.name = "model"},
    [FAILURE_ID] = {.name = "unique_id"},
    [FAILURE_REASON] = {.name = "reason"},
};

enum {
    FORECAST_ID,
    FORECAST_STEP,
    FORECAST_MODEL,
    FORECAST_MEAN,
    FORECAST_ACTUAL,
    FORECAST_COUNT
};

static const fc_column forecast_columns[FORECAST_COUNT] = {
    [FORECAST_ID] = {.name = "unique_id"},
    [FORECAST_STEP] = {.name = "step", .style = FC_STYLE_INTEGER},
    [FORECAST_MODEL] = {.name = "model"},
    [FORECAST_MEAN] = {.name = "mean", .style = FC_STYLE_COMPUTED},
    [FORECAST_ACTUAL] = {.name = "actual", .style = FC_STYLE_EXACT},
};

struct entrant {
    char name[FC_MODEL_SPEC_SIZE];
    struct fc_measure_sums sums; /* over all files */
    size_t failed;
};

struct fc_competition_table {
    const fc_competition_request *request;
    fc_competition *out;
    fc_report_table *rows;
    fc_report_table *failures;
    fc_report_table *forecasts; /* NULL: not asked for */
    size_t entrant_count;
    struct entrant *entrants;
};

/* What cannot be named is the automatic choice. */
static void name_entrants(struct fc_competition_table *self)
{
    static const char automatic[] = "auto";

    for (size_t i = 0; i < self->entrant_count; i++) {
        const fc_model_spec *spec = &self->request->specs[i];

        if (spec->type != NULL) {
            fc_model_spec_format(self->entrants[i].name, spec);
        } else {
            for (size_t c = 0; c < sizeof automatic; c++) {
                self->entrants[i].name[c] = automatic[c];
            }
        }
    }
}

static fc_status create_reports(struct fc_competition_table *self,
                                fc_error *err)
{
    const fc_competition_request *request = self->request;
    fc_competition *out = self->out;
    fc_status status = fc_report_create(&out->report, NULL, err);

    if (status == FC_OK) {
        status = fc_report_create(&out->failures, NULL, err);
    }
    if (status == FC_OK && request->keeps_forecasts) {
        status = fc_report_create(&out->forecasts, NULL, err);
    }
    if (status != FC_OK) {
        return status;
    }
    self->rows = fc_report_add_table(
        out->report, "competition", NULL, FC_FOR_ALL, columns,
        request->clock != NULL ? COLUMN_COUNT : COLUMN_TIME);
    self->failures = fc_report_add_table(out->failures, "failures", NULL,
                                         FC_FOR_MACHINES, failure_columns,
                                         FAILURE_COUNT);
    if (request->keeps_forecasts) {
        self->forecasts = fc_report_add_table(out->forecasts, "forecasts", NULL,
                                              FC_FOR_MACHINES, forecast_columns,
                                              FORECAST_COUNT);
    }
    return FC_OK;
}

fc_status fc_competition_table_create(struct fc_competition_table **table,
                                      fc_competition *out,
                                      const fc_competition_request *request,
                                      fc_error *err)
{
    struct fc_competition_table *self = fc_calloc(1, sizeof *self);

    *out = (fc_competition){0};
    *table = self;
    if (self != NULL) {
        self->entrants = fc_calloc(request->spec_count, sizeof *self->entrants);
    }
    if (self == NULL || self->entrants == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a competition");
    }
    self->request = request;
    self->out = out;
    self->entrant_count = request->spec_count;
    name_entrants(self);
    return create_reports(self, err);
}

void fc_competition_table_free(struct fc_competition_table *table)
{
    if (table != NULL) {
        free(table->entrants);
        free(table);
    }
}

static void write_row(struct fc_competition_table *self, const char *frequency,
                      size_t model, const struct fc_measure_sums *sums)
{
    struct fc_measures measures = fc_measures_of(sums);
    fc_report_table *rows = self->rows;

    fc_report_table_add_row(rows);
    fc_report_table_set_text(rows, COLUMN_SET, self->request->set);
    fc_report_table_set_text(rows, COLUMN_FREQUENCY, frequency);
    fc_report_table_set_text(rows, COLUMN_MODEL, self->entrants[model].name);
    fc_report_table_set_number(rows, COLUMN_N, (double)sums->series);
    fc_report_table_set_number(rows, COLUMN_SMAPE, measures.smape);
    fc_report_table_set_number(rows, COLUMN_SMAPE_POOLED,
                               measures.smape_pooled);
    fc_report_table_set_number(rows, COLUMN_MASE, measures.mase);
    fc_report_table_set_number(rows, COLUMN_OWA, measures.owa);
    fc_report_table_set_number(rows, COLUMN_COVERAGE_80, measures.coverage[0]);
    fc_report_table_set_number(rows, COLUMN_COVERAGE_95, measures.coverage[1]);
    fc_report_table_set_number(rows, COLUMN_MSIS, measures.msis);
    fc_report_table_set_number(rows, COLUMN_RMSSE, measures.rmsse);
    fc_report_table_set_number(rows, COLUMN_N_SCALED, (double)sums->scaled);
    if (self->request->clock != NULL) {
        fc_report_table_set_number(rows, COLUMN_TIME, measures.milliseconds);
    }
}

void fc_competition_table_row(struct fc_competition_table *table,
                              const char *frequency, size_t model,
                              const struct fc_measure_sums *sums)
{
    write_row(table, frequency, model, sums);
    fc_measures_merge(&table->entrants[model].sums, sums);
}

void fc_competition_table_forecast(struct fc_competition_table *table,
                                   size_t model, const struct fc_actual *actual,
                                   const fc_batch_forecast *forecast)
{
    fc_report_table *rows = table->forecasts;

    table->out->tried++;
    for (size_t h = 0; rows != NULL && h < actual->length; h++) {
        fc_report_table_add_row(rows);
        fc_report_table_set_text(rows, FORECAST_ID, actual->id);
        fc_report_table_set_number(rows, FORECAST_STEP, (double)(h + 1));
        fc_report_table_set_text(rows, FORECAST_MODEL,
                                 table->entrants[model].name);
        fc_report_table_set_number(rows, FORECAST_MEAN, forecast->mean[h]);
        fc_report_table_set_number(rows, FORECAST_ACTUAL, actual->values[h]);
    }
}

void fc_competition_table_failure(struct fc_competition_table *table,
                                  const char *frequency, size_t model,
                                  const char *id, const char *reason)
{
    fc_report_table *rows = table->failures;

    table->out->tried++;
    table->out->failed++;
    table->entrants[model].failed++;
    fc_report_table_add_row(rows);
    fc_report_table_set_text(rows, FAILURE_FREQUENCY, frequency);
    fc_report_table_set_text(rows, FAILURE_MODEL, table->entrants[model].name);
    fc_report_table_set_text(rows, FAILURE_ID, id);
    fc_report_table_set_text(rows, FAILURE_REASON, reason);
}

static void write_notes(struct fc_competition_table *self)
{
    fc_report *report = self->out->report;

    for (size_t i = 0; i < self->entrant_count; i++) {
        const struct entrant *one = &self->entrants[i];

        if (one->failed > 0) {
            fc_report_add_note(report, FC_NOTE_WARNING,
                               "%s could not forecast %zu of %zu series; its "
                               "means are those of the others and do not "
                               "compare with models that have all",
                               one->name, one->failed,
                               one->failed + one->sums.series);
        }
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "sMAPE, MASE, RMSSE, MSIS: means over series; pooled: "
        "sMAPE over all forecasts; OWA: against Naive 2 over the "
        "same series; n scaled: series that have a scale");
}

fc_status fc_competition_table_finish(struct fc_competition_table *table,
                                      fc_error *err)
{
    fc_competition *out = table->out;
    fc_status status = FC_OK;

    for (size_t i = 0; i < table->entrant_count; i++) {
        write_row(table, "all", i, &table->entrants[i].sums);
    }
    write_notes(table);
    status = fc_report_finish(out->report, err);
    if (status == FC_OK) {
        status = fc_report_finish(out->failures, err);
    }
    if (status == FC_OK && out->forecasts != NULL) {
        status = fc_report_finish(out->forecasts, err);
    }
    return status;
}
