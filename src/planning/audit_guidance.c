/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranges of the guidance file, as guidance_lint.c checks them. */
#include <math.h>
#include <stdio.h>

#include "planning/audit_state.h"
#include "planning/guidance_lint.h"

/* What would fit in place of what failed, and what the file says. */
static void describe(char *text, size_t size, const struct fc_lint *lint)
{
    const char *check = lint->item->check;

    if (lint->outcome == FC_AUDIT_FAILED && !isnan(lint->fitting)) {
        (void)snprintf(text, size, "%.10g would fit%s%.400s", lint->fitting,
                       check[0] != '\0' ? "; " : "", check);
    } else {
        (void)snprintf(text, size, "%.440s", check);
    }
}

static void add_check(void *context, const struct fc_lint *lint)
{
    struct fc_audit *audit = context;
    const fc_table *table = audit->dataset->table;
    char period[FC_PERIOD_TEXT_SIZE];
    char what[160];
    char note[480];

    describe(note, sizeof note, lint);
    fc_period_format(period, lint->item->period, table->calendar);
    (void)snprintf(what, sizeof what, "%s %.80s: %s", period,
                   lint->item->series, fc_lint_kind_text(lint->kind));
    fc_audit_add(
        audit, &(struct fc_audit_check){.kind = FC_AUDIT_GUIDANCE,
                                        .outcome = lint->outcome,
                                        .source = audit->dataset->guidance_path,
                                        .line = lint->item->line,
                                        .what = what,
                                        .stated = lint->stated,
                                        .computed = lint->computed,
                                        .note = note});
}

fc_status fc_audit_guidance(struct fc_audit *audit, fc_error *err)
{
    const fc_table *table = audit->dataset->table;
    fc_guidance_list *list = NULL;
    fc_status status = fc_guidance_read(&list, audit->dataset->guidance_path,
                                        table->start.frequency, table->calendar,
                                        err);

    if (status != FC_OK) {
        return status;
    }
    if (list->count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_GUIDANCE,
                         audit->dataset->guidance_path);
    }
    fc_guidance_lint(table, list, NULL, add_check, audit);
    fc_guidance_list_free(list);
    return FC_OK;
}
