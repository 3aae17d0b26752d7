/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans: a plan may say what it was made from. The columns `metric` and `of`
 * name a metric (facts.h) and its period, `within_pct` how many per cent the
 * plan may lie from it. A plan that says nothing is listed as not checked.
 */
#include <math.h>
#include <stdio.h>

#include "data/fields.h"
#include "planning/audit_state.h"
#include "planning/facts.h"

enum column { SERIES, PERIOD, VALUE, METRIC, OF, WITHIN, COLUMNS };

static const struct fc_field_name names[COLUMNS] = {
    [SERIES] = {.name = "series", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [METRIC] = {.name = "metric"},
    [OF] = {.name = "of"},
    [WITHIN] = {.name = "within_pct"},
};

/* One row of the file. */
struct plan {
    double value;
    double within; /* NaN: exactly */
    struct fc_metric metric;
};

static fc_status read_plan(struct plan *out, const fc_csv *csv,
                           const size_t *columns, size_t row, fc_error *err)
{
    fc_status status = fc_field_number(&out->value, csv, row, columns[VALUE],
                                       err);

    if (status == FC_OK) {
        status = fc_field_number(&out->within, csv, row, columns[WITHIN], err);
    }
    out->metric = (struct fc_metric){
        .name = fc_field_text(csv, row, columns[METRIC]),
        .company = "",
        .period = fc_field_text(csv, row, columns[OF])};
    return status;
}

static enum fc_audit_outcome judge(const struct plan *plan, double computed)
{
    double allowed = isnan(plan->within)
                         ? 0.0
                         : fabs(computed) * plan->within / 100.0;

    if (isnan(computed) || isnan(plan->value)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    return fc_audit_equal(plan->value, computed)
                   || fabs(plan->value - computed) <= allowed
               ? FC_AUDIT_PASSED
               : FC_AUDIT_FAILED;
}

static void check_plan(struct fc_audit *audit,
                       const struct fc_fact_tables *tables, const fc_csv *csv,
                       const size_t *columns, size_t row,
                       const struct plan *plan)
{
    struct fc_metric_value basis = fc_metric_compute(tables, &plan->metric);
    double computed = basis.known ? basis.value : (double)NAN;
    char what[200];
    char note[200] = "nothing to hold it against";

    (void)snprintf(what, sizeof what, "%.64s %.100s",
                   fc_csv_field(csv, row, columns[PERIOD]),
                   fc_csv_field(csv, row, columns[SERIES]));
    if (plan->metric.name[0] != '\0') {
        (void)snprintf(note, sizeof note, "%.100s of %.64s%s",
                       plan->metric.name, plan->metric.period,
                       basis.known ? "" : " is not in the data");
    }
    fc_audit_add(audit,
                 &(struct fc_audit_check){.kind = FC_AUDIT_PLANS,
                                          .outcome = judge(plan, computed),
                                          .source = csv->source,
                                          .line = fc_csv_line(csv, row),
                                          .what = what,
                                          .stated = plan->value,
                                          .computed = computed,
                                          .note = note});
}

fc_status fc_audit_plans(struct fc_audit *audit, fc_error *err)
{
    struct fc_fact_tables tables = {0};
    size_t columns[COLUMNS];
    fc_status status = fc_fact_tables_init(&tables, audit->dataset, err);

    if (status == FC_OK) {
        status = fc_fields_locate(columns, tables.plans, names, COLUMNS, err);
    }
    if (status == FC_OK && tables.plans->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_PLANS, tables.plans->source);
    }
    for (size_t row = 0; status == FC_OK && row < tables.plans->row_count;
         row++) {
        struct plan plan = {0};

        status = read_plan(&plan, tables.plans, columns, row, err);
        if (status == FC_OK) {
            check_plan(audit, &tables, tables.plans, columns, row, &plan);
        }
    }
    fc_fact_tables_release(&tables);
    return status;
}
