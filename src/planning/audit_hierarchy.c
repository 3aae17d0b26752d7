/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts add up to the whole: hierarchy.csv says that a parent is the sum of
 * its children times their signs. A child that has no value yet is not part of
 * the sum; a period in which a started child is missing is not checked.
 */
#include <stdio.h>

#include "planning/audit_state.h"
#include "planning/hierarchy_sum.h"

static void check_period(struct fc_audit *audit, const fc_series *parent,
                         size_t t, const struct fc_part_sum *sum)
{
    const fc_table *table = audit->dataset->table;
    char period[FC_PERIOD_TEXT_SIZE];
    char what[128];

    fc_period_format(period, fc_period_add(table->start, (int64_t)t),
                     table->calendar);
    (void)snprintf(what, sizeof what, "%s %.64s", period, parent->name);
    fc_audit_add(audit,
                 &(struct fc_audit_check){
                     .kind = FC_AUDIT_HIERARCHY,
                     .outcome = sum->fits ? FC_AUDIT_PASSED : FC_AUDIT_FAILED,
                     .source = table->source,
                     .line = table->line != NULL ? table->line[t] : 0,
                     .what = what,
                     .stated = sum->stated,
                     .computed = sum->computed,
                     .note = "sum of its parts"});
}

static void check_parent(struct fc_audit *audit, const fc_hierarchy *hierarchy,
                         const fc_series *parent)
{
    for (size_t t = 0; t < audit->dataset->table->length; t++) {
        struct fc_part_sum sum = fc_hierarchy_sum(hierarchy, parent, t);

        if (sum.known) {
            check_period(audit, parent, t, &sum);
        }
    }
}

fc_status fc_audit_hierarchy(struct fc_audit *audit, fc_error *err)
{
    fc_hierarchy *hierarchy = NULL;
    fc_status status = fc_hierarchy_read(
        &hierarchy, audit->dataset->hierarchy_path, audit->dataset->table, err);

    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < hierarchy->link_count; i++) {
        const fc_series *parent = fc_hierarchy_parent(hierarchy, i);

        if (parent != NULL) {
            check_parent(audit, hierarchy, parent);
        }
    }
    if (hierarchy->link_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_HIERARCHY, hierarchy->source);
    }
    fc_hierarchy_free(hierarchy);
    return FC_OK;
}
