/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts add up to the whole: hierarchy.csv says that a parent is the sum of
 * its children times their signs. A child that has no value yet is not part of
 * the sum; a period in which a started child is missing is not checked.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/fields.h"
#include "planning/audit_state.h"

enum column { PARENT, CHILD, SIGN, ROUNDING, COLUMNS };

static const struct fc_field_name names[COLUMNS] = {
    [PARENT] = {.name = "parent", .required = true},
    [CHILD] = {.name = "child", .required = true},
    [SIGN] = {.name = "sign"},
    [ROUNDING] = {.name = "rounding"},
};

/* One row of the file. */
struct link {
    const fc_series *parent;
    const fc_series *child;
    double sign;
    double rounding; /* NaN: what the decimals imply */
    size_t line;
};

struct hierarchy {
    fc_csv *csv;
    size_t columns[COLUMNS];
    struct link *links; /* a row each */
};

static fc_status find_series(const fc_series **out,
                             const struct fc_audit *audit,
                             const struct hierarchy *hierarchy, size_t row,
                             enum column column, fc_error *err)
{
    const char *name = fc_csv_field(hierarchy->csv, row,
                                    hierarchy->columns[column]);

    *out = fc_table_find(audit->dataset->table, name);
    if (*out == NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, hierarchy->csv->source,
                          fc_csv_line(hierarchy->csv, row),
                          hierarchy->columns[column] + 1,
                          "'%.64s' is not a series of the dataset; correct the "
                          "name or remove the row",
                          name);
    }
    return FC_OK;
}

static fc_status read_link(struct hierarchy *hierarchy,
                           const struct fc_audit *audit, size_t row,
                           fc_error *err)
{
    struct link *link = &hierarchy->links[row];
    fc_status status = find_series(&link->parent, audit, hierarchy, row, PARENT,
                                   err);

    link->line = fc_csv_line(hierarchy->csv, row);
    if (status == FC_OK) {
        status = find_series(&link->child, audit, hierarchy, row, CHILD, err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&link->sign, hierarchy->csv, row,
                                 hierarchy->columns[SIGN], err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&link->rounding, hierarchy->csv, row,
                                 hierarchy->columns[ROUNDING], err);
    }
    link->sign = isnan(link->sign) ? 1.0 : link->sign;
    return status;
}

static bool has_started(const fc_series *series, size_t t)
{
    for (size_t i = 0; i <= t; i++) {
        if (!isnan(series->values[i])) {
            return true;
        }
    }
    return false;
}

/* What the children of one parent add up to in one period. */
struct sum {
    double value; /* NaN if a started child is missing */
    size_t parts;
    int decimals;    /* most that any number has */
    double rounding; /* stated for the parent; NaN if it is not */
};

static struct sum add_children(const struct hierarchy *hierarchy,
                               const fc_series *parent, size_t t)
{
    struct sum sum = {.decimals = fc_audit_decimals(parent->values[t]),
                      .rounding = fc_missing()};

    for (size_t row = 0; row < hierarchy->csv->row_count; row++) {
        const struct link *link = &hierarchy->links[row];
        int decimals = 0;

        if (link->parent != parent || !has_started(link->child, t)) {
            continue;
        }
        sum.value += link->sign * link->child->values[t];
        sum.parts++;
        decimals = fc_audit_decimals(link->child->values[t]);
        sum.decimals = decimals > sum.decimals ? decimals : sum.decimals;
        sum.rounding = isnan(link->rounding) ? sum.rounding : link->rounding;
    }
    return sum;
}

static void check_period(struct fc_audit *audit, const fc_series *parent,
                         size_t t, const struct sum *sum)
{
    const fc_table *table = audit->dataset->table;
    double allowed = isnan(sum->rounding)
                         ? fc_audit_rounding(sum->parts, sum->decimals)
                         : sum->rounding;
    double gap = fabs(sum->value - parent->values[t]);
    bool fits = gap <= allowed || fc_audit_equal(gap, allowed);
    char period[FC_PERIOD_TEXT_SIZE];
    char what[128];

    fc_period_format(period, fc_period_add(table->start, (int64_t)t),
                     table->calendar);
    (void)snprintf(what, sizeof what, "%s %.64s", period, parent->name);
    fc_audit_add(audit, &(struct fc_audit_check){
                            .kind = FC_AUDIT_HIERARCHY,
                            .outcome = fits ? FC_AUDIT_PASSED : FC_AUDIT_FAILED,
                            .source = table->source,
                            .line = table->line != NULL ? table->line[t] : 0,
                            .what = what,
                            .stated = parent->values[t],
                            .computed = sum->value,
                            .note = "sum of its parts"});
}

static void check_parent(struct fc_audit *audit,
                         const struct hierarchy *hierarchy,
                         const fc_series *parent)
{
    for (size_t t = 0; t < audit->dataset->table->length; t++) {
        struct sum sum = {0};

        if (isnan(parent->values[t])) {
            continue;
        }
        sum = add_children(hierarchy, parent, t);
        if (sum.parts > 0 && !isnan(sum.value)) {
            check_period(audit, parent, t, &sum);
        }
    }
}

static bool is_first_of_parent(const struct hierarchy *hierarchy, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (hierarchy->links[i].parent == hierarchy->links[row].parent) {
            return false;
        }
    }
    return true;
}

static fc_status check_all(struct fc_audit *audit, struct hierarchy *hierarchy,
                           fc_error *err)
{
    size_t rows = hierarchy->csv->row_count;
    fc_status status = fc_fields_locate(hierarchy->columns, hierarchy->csv,
                                        names, COLUMNS, err);

    hierarchy->links = fc_calloc(rows, sizeof *hierarchy->links);
    if (status == FC_OK && hierarchy->links == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a hierarchy");
    }
    for (size_t row = 0; row < rows && status == FC_OK; row++) {
        status = read_link(hierarchy, audit, row, err);
    }
    for (size_t row = 0; row < rows && status == FC_OK; row++) {
        if (is_first_of_parent(hierarchy, row)) {
            check_parent(audit, hierarchy, hierarchy->links[row].parent);
        }
    }
    return status;
}

fc_status fc_audit_hierarchy(struct fc_audit *audit, fc_error *err)
{
    struct hierarchy hierarchy = {0};
    fc_status status = fc_csv_read(&hierarchy.csv,
                                   audit->dataset->hierarchy_path, 0, err);

    if (status == FC_OK) {
        status = check_all(audit, &hierarchy, err);
    }
    if (status == FC_OK && hierarchy.csv->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_HIERARCHY, hierarchy.csv->source);
    }
    free(hierarchy.links);
    fc_csv_free(hierarchy.csv);
    return status;
}
