/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stated growth follows from the range: each end over the actual of the year
 * before, rounded as the growth is printed. A row whose growth does not follow
 * is explained if its check names the growth that does, to a decimal ("8.2 %").
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/guidance.h"

#include "planning/audit_state.h"
#include "planning/growth.h"

static bool names_growth(const char *text, double growth)
{
    char number[32];
    const char *found = NULL;

    (void)snprintf(number, sizeof number, "%.1f", growth);
    found = strstr(text, number);
    return found != NULL && strchr(" %", found[strlen(number)]) != NULL
           && strchr(found, '%') != NULL;
}

static enum fc_audit_outcome judge(double stated, double computed,
                                   const char *check)
{
    double allowed = 0.5 * pow(10.0, -fc_audit_decimals(stated));
    double gap = fabs(stated - computed);

    if (isnan(computed)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (gap <= allowed || fc_audit_equal(gap, allowed)) {
        return FC_AUDIT_PASSED;
    }
    return names_growth(check, computed) ? FC_AUDIT_EXPLAINED : FC_AUDIT_FAILED;
}

/* One end of a range. */
struct end {
    const char *name;
    double value;
    double growth; /* stated; NaN if it is not */
};

static void check_end(struct fc_audit *audit, const fc_guidance *item,
                      const struct end *end)
{
    const fc_table *table = audit->dataset->table;
    const fc_series *series = fc_table_find(table, item->series);
    int64_t year = (int64_t)fc_year_length(table->start.frequency);
    double computed = (double)NAN;
    char period[FC_PERIOD_TEXT_SIZE];
    char what[160];

    if (isnan(end->growth)) {
        return;
    }
    if (series != NULL && year > 0) {
        computed = fc_growth_percent(
            end->value, fc_span_at(fc_series_span(series),
                                   fc_period_add(item->period, -year)));
    }
    fc_period_format(period, item->period, table->calendar);
    (void)snprintf(what, sizeof what, "%s %.80s: growth of the %s end, %%",
                   period, item->series, end->name);
    fc_audit_add(audit,
                 &(struct fc_audit_check){
                     .kind = FC_AUDIT_GUIDANCE,
                     .outcome = judge(end->growth, computed, item->check),
                     .source = audit->dataset->guidance_path,
                     .line = item->line,
                     .what = what,
                     .stated = end->growth,
                     .computed = computed,
                     .note = item->check});
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
    for (size_t i = 0; i < list->count; i++) {
        const fc_guidance *item = &list->items[i];

        check_end(audit, item,
                  &(struct end){"low", item->low, item->growth_low_pct});
        check_end(audit, item,
                  &(struct end){"high", item->high, item->growth_high_pct});
    }
    fc_guidance_list_free(list);
    return FC_OK;
}
