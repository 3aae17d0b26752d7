/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What does not fit about a range: the growth stated with it, or its unit.
 */
#ifndef FC_PLANNING_GUIDANCE_LINT_H
#define FC_PLANNING_GUIDANCE_LINT_H

#include "forecast/guidance.h"

#include "planning/audit_state.h"

enum fc_lint_kind {
    FC_LINT_GROWTH_LOW, /**< the growth stated for the low end */
    FC_LINT_GROWTH_HIGH,
    FC_LINT_UNIT, /**< the size of the range; only if it is a slip */
};

/** One check of one range. */
struct fc_lint {
    const fc_guidance *item;
    enum fc_lint_kind kind;
    enum fc_audit_outcome outcome;
    double stated;   /**< growth in per cent; of a unit: the larger end */
    double computed; /**< growth of the end; of a unit: the level before it */
    double fitting;  /**< the end that has the stated growth; of a unit: the
                          larger end in the unit of the series; NaN if none */
};

/** Told of each check, what passed included. */
typedef void fc_lint_visit(void *context, const struct fc_lint *lint);

/** Check every range of @p list, or those of @p series if it is not NULL. */
void fc_guidance_lint(const fc_table *table, const fc_guidance_list *list,
                      const char *series, fc_lint_visit *visit, void *context);

/**
 * FC_ERR_DATA if a range is given in another unit than its series: its size is
 * a hundred times that of the series or more, or as much less. @p source names
 * the file, or the option.
 */
fc_status fc_guidance_check_unit(const fc_table *table, const fc_guidance *item,
                                 const char *source, fc_error *err);

/** As fc_guidance_check_unit(), of every range of @p series. */
fc_status fc_guidance_check_units(const fc_table *table,
                                  const fc_guidance_list *list,
                                  const char *series, const char *source,
                                  fc_error *err);

/** What was looked at: "growth of the low end, %". */
const char *fc_lint_kind_text(enum fc_lint_kind kind);

#endif
