/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stated growth follows from the range: each end over the actual of the year
 * before, rounded as the growth is printed. A row whose growth does not follow
 * is explained if its check names the growth that does, to a decimal ("8.2 %"),
 * and the growth is that of another range for the same period, from which it
 * does follow.
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

/* Which end of a range. */
struct end {
    const char *name;
    bool high;
};

static double stated_growth(const fc_guidance *item, struct end end)
{
    return end.high ? item->growth_high_pct : item->growth_low_pct;
}

static double computed_growth(const fc_table *table, const fc_guidance *item,
                              struct end end)
{
    const fc_series *series = fc_table_find(table, item->series);
    int64_t year = (int64_t)fc_year_length(table->start.frequency);

    if (series == NULL || year == 0) {
        return (double)NAN;
    }
    return fc_growth_percent(
        end.high ? item->high : item->low,
        fc_span_at(fc_series_span(series), fc_period_add(item->period, -year)));
}

static bool follows(double stated, double computed)
{
    double allowed = 0.5 * pow(10.0, -fc_audit_decimals(stated));
    double gap = fabs(stated - computed);

    return gap <= allowed || fc_audit_equal(gap, allowed);
}

/* Does another range for the period state the same growth, rightly? */
static bool is_of_another(const fc_table *table, const fc_guidance_list *list,
                          const fc_guidance *item, struct end end)
{
    double stated = stated_growth(item, end);

    for (size_t i = 0; i < list->count; i++) {
        const fc_guidance *other = &list->items[i];

        if (other != item && strcmp(other->series, item->series) == 0
            && other->period.index == item->period.index
            && stated_growth(other, end) == stated
            && follows(stated, computed_growth(table, other, end))) {
            return true;
        }
    }
    return false;
}

static enum fc_audit_outcome judge(const fc_table *table,
                                   const fc_guidance_list *list,
                                   const fc_guidance *item, struct end end)
{
    double computed = computed_growth(table, item, end);

    if (isnan(computed)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (follows(stated_growth(item, end), computed)) {
        return FC_AUDIT_PASSED;
    }
    return names_growth(item->check, computed)
                   && is_of_another(table, list, item, end)
               ? FC_AUDIT_EXPLAINED
               : FC_AUDIT_FAILED;
}

static void check_end(struct fc_audit *audit, const fc_guidance_list *list,
                      const fc_guidance *item, struct end end)
{
    const fc_table *table = audit->dataset->table;
    char period[FC_PERIOD_TEXT_SIZE];
    char what[160];

    if (isnan(stated_growth(item, end))) {
        return;
    }
    fc_period_format(period, item->period, table->calendar);
    (void)snprintf(what, sizeof what, "%s %.80s: growth of the %s end, %%",
                   period, item->series, end.name);
    fc_audit_add(audit, &(struct fc_audit_check){
                            .kind = FC_AUDIT_GUIDANCE,
                            .outcome = judge(table, list, item, end),
                            .source = audit->dataset->guidance_path,
                            .line = item->line,
                            .what = what,
                            .stated = stated_growth(item, end),
                            .computed = computed_growth(table, item, end),
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
    if (list->count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_GUIDANCE,
                         audit->dataset->guidance_path);
    }
    for (size_t i = 0; i < list->count; i++) {
        check_end(audit, list, &list->items[i], (struct end){"low", false});
        check_end(audit, list, &list->items[i], (struct end){"high", true});
    }
    fc_guidance_list_free(list);
    return FC_OK;
}
