/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Peers: where the file has a fiscal year of a company and its quarters, these
 * add up to it. Quarters are those of the calendar; `fiscal_year_end` is the
 * month in which the company's year ends (blank: December), `rounding` the sum
 * of the quarters less the year; without it, what rounded figures imply is
 * allowed.
 */
#include <math.h>
#include <stdio.h>

#include "data/panel.h"
#include "planning/audit_state.h"

enum { quarters = 4 };

/* NaN unless all four quarters are known. */
static double sum_quarters(const struct fc_panel *panel,
                           const struct fc_figure *year)
{
    double sum = 0.0;

    for (int i = 0; i < quarters; i++) {
        struct fc_figure key = *year;
        const struct fc_figure *found = NULL;

        key.year = false;
        key.period = fc_period_add(year->period, -i);
        found = fc_panel_find(panel, &key);
        sum += found != NULL ? found->value : (double)NAN;
    }
    return sum;
}

static enum fc_audit_outcome judge(const struct fc_figure *year, double sum)
{
    if (isnan(sum) || isnan(year->value)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (!isnan(year->rounding)) {
        return fc_audit_equal(sum, year->value + year->rounding)
                   ? FC_AUDIT_PASSED
                   : FC_AUDIT_FAILED;
    }
    return fabs(sum - year->value)
                   <= fc_audit_rounding(quarters, year->decimals)
               ? FC_AUDIT_PASSED
               : FC_AUDIT_FAILED;
}

static void check_year(struct fc_audit *audit, const struct fc_panel *panel,
                       const struct fc_figure *year)
{
    double sum = sum_quarters(panel, year);
    char what[256];

    (void)snprintf(what, sizeof what, "FY%04d %.100s of %.100s",
                   fc_period_fiscal_year(year->period, year->calendar),
                   year->metric, year->company);
    fc_audit_add(audit,
                 &(struct fc_audit_check){
                     .kind = FC_AUDIT_PEERS,
                     .outcome = judge(year, sum),
                     .source = panel->csv->source,
                     .line = fc_csv_line(panel->csv, year->row),
                     .what = what,
                     .stated = year->value,
                     .computed = sum,
                     .note = isnan(sum) ? "not every quarter is in the file"
                                        : "sum of its quarters"});
}

fc_status fc_audit_peers(struct fc_audit *audit, fc_error *err)
{
    struct fc_panel panel = {0};
    fc_status status = fc_panel_read(&panel, audit->dataset->peers_path, err);

    for (size_t i = 0; status == FC_OK && i < panel.count; i++) {
        if (panel.figures[i].year) {
            check_year(audit, &panel, &panel.figures[i]);
        }
    }
    if (status == FC_OK && panel.count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_PEERS, panel.csv->source);
    }
    fc_panel_release(&panel);
    return status;
}
