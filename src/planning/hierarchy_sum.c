/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/hierarchy_sum.h"

#include <math.h>

#include "base/number.h"
#include "planning/audit_state.h"

static bool has_started(const fc_series *series, size_t t)
{
    for (size_t i = 0; i <= t; i++) {
        if (!isnan(series->values[i])) {
            return true;
        }
    }
    return false;
}

/* By how much a parent may differ from its parts. */
struct slack {
    size_t parts;
    int decimals;    /* most that any number has */
    double rounding; /* stated for the parent; NaN if it is not */
};

static void add_slack(struct slack *slack, const fc_hierarchy_link *link,
                      double value)
{
    int decimals = fc_audit_decimals(value);

    slack->parts++;
    slack->decimals = decimals > slack->decimals ? decimals : slack->decimals;
    slack->rounding = isnan(link->rounding) ? slack->rounding : link->rounding;
}

static bool fits(const struct fc_part_sum *sum, const struct slack *slack)
{
    double allowed = isnan(slack->rounding)
                         ? fc_audit_rounding(slack->parts, slack->decimals)
                         : slack->rounding;
    double gap = fabs(sum->computed - sum->stated);

    return gap <= allowed || fc_audit_equal(gap, allowed);
}

struct fc_part_sum fc_hierarchy_sum(const fc_hierarchy *hierarchy,
                                    const fc_series *parent, size_t t)
{
    struct fc_part_sum sum = {.stated = parent->values[t]};
    struct slack slack = {.decimals = fc_audit_decimals(parent->values[t]),
                          .rounding = fc_missing()};

    for (size_t i = 0; i < hierarchy->link_count; i++) {
        const fc_hierarchy_link *link = &hierarchy->links[i];

        if (link->parent == parent && has_started(link->child, t)) {
            sum.computed += link->sign * link->child->values[t];
            add_slack(&slack, link, link->child->values[t]);
        }
    }
    sum.known = slack.parts > 0 && !isnan(sum.stated) && !isnan(sum.computed);
    sum.fits = sum.known && fits(&sum, &slack);
    return sum;
}

const fc_series *fc_hierarchy_parent(const fc_hierarchy *hierarchy, size_t link)
{
    for (size_t i = 0; i < link; i++) {
        if (hierarchy->links[i].parent == hierarchy->links[link].parent) {
            return NULL;
        }
    }
    return hierarchy->links[link].parent;
}

static bool has_all_children(const fc_hierarchy *hierarchy,
                             const fc_series *parent, size_t t)
{
    for (size_t i = 0; i < hierarchy->link_count; i++) {
        if (hierarchy->links[i].parent == parent
            && isnan(hierarchy->links[i].child->values[t])) {
            return false;
        }
    }
    return true;
}

static fc_status refuse(const fc_series *parent, const fc_table *table,
                        size_t t, const struct fc_part_sum *sum, fc_error *err)
{
    char period[FC_PERIOD_TEXT_SIZE];
    char text[3][FC_NUMBER_TEXT_SIZE];

    fc_period_format(period, fc_period_add(table->start, (int64_t)t),
                     table->calendar);
    fc_number_format_significant(text[0], sum->stated, 10);
    fc_number_format_significant(text[1], sum->computed, 10);
    fc_number_format_significant(text[2], fabs(sum->computed - sum->stated),
                                 10);
    return FC_FAIL_AT(err, FC_ERR_DATA, table->source,
                      table->line != NULL ? table->line[t] : 0, 0,
                      "the hierarchy does not add up: in %s '%.64s' is %s, its "
                      "children sum to %s, which is %s by %s; correct the "
                      "figures (forecast check lists all)",
                      period, parent->name, text[0], text[1],
                      sum->computed > sum->stated ? "above" : "below", text[2]);
}

fc_status fc_hierarchy_check(const fc_hierarchy *hierarchy, const fc_tree *tree,
                             const fc_table *table, size_t last, fc_error *err)
{
    for (size_t i = 0; i < tree->aggregates; i++) {
        const fc_series *parent = tree->series[i];

        for (size_t t = 0; t <= last; t++) {
            struct fc_part_sum sum = {0};

            if (isnan(parent->values[t])
                || !has_all_children(hierarchy, parent, t)) {
                continue;
            }
            sum = fc_hierarchy_sum(hierarchy, parent, t);
            if (!sum.fits) {
                return refuse(parent, table, t, &sum, err);
            }
        }
    }
    return FC_OK;
}
