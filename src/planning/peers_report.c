/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/init.h"

#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/lookup.h"
#include "planning/peers_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Complete fiscal years that people see; machines see all. */
static const int recent_years = 3;

static const fc_column peer_columns[] = {
    FC_TEXT_COLUMN("company", "Company"),
    FC_TEXT_COLUMN("quarter", "Quarter"),
    FC_AMOUNT_COLUMN("capex", "Capex"),
    FC_PERCENT_COLUMN("growth_pct", "On year"),
    FC_AMOUNT_COLUMN("trailing_year", "Trailing year"),
    FC_PERCENT_COLUMN("trailing_growth_pct", "On year before"),
    FC_AMOUNT_COLUMN("run_rate", "Run rate"),
    FC_PERCENT_COLUMN("share_of_revenue_pct", "Of revenue"),
    FC_TEXT_COLUMN("plan_year", "Plan for"),
    FC_AMOUNT_COLUMN("plan_low", "Plan, low"),
    FC_AMOUNT_COLUMN("plan_high", "Plan, high"),
    FC_PERCENT_COLUMN("plan_low_on_year_pct", "On last year, low"),
    FC_PERCENT_COLUMN("plan_high_on_year_pct", "On last year, high"),
    FC_PERCENT_COLUMN("plan_low_on_run_rate_pct", "On run rate, low"),
    FC_PERCENT_COLUMN("plan_high_on_run_rate_pct", "On run rate, high"),
    FC_TEXT_COLUMN("series", "Series"),
};

/* The first columns are what was; the plans have a table of their own. */
enum { HISTORY_COLUMNS = 8, PLAN_COLUMN = 8, SERIES_COLUMN = 15 };

static void set_period(fc_report_table *table, size_t column, fc_period period)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, period, (fc_calendar){0});
    fc_report_table_set_text(table, column, text);
}

static void set_year(fc_report_table *table, size_t column, int year)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_year_format(text, year);
    fc_report_table_set_text(table, column, text);
}

/* NaN if nothing was earned. */
static double percent_of(double part, double whole)
{
    return whole > 0.0 ? 100.0 * part / whole : (double)NAN;
}

/* What was, of a company whose capex is known. */
static void set_history(fc_report_table *table,
                        const struct fc_company *company)
{
    fc_span span = fc_series_span(company->capex);
    fc_period last = fc_peers_latest(company->capex);
    fc_period before = fc_period_add(last, -4);
    double value = fc_span_at(span, last);
    double year = fc_peers_trailing_year(company->capex, last);

    set_period(table, 1, last);
    fc_report_table_set_number(table, 2, value);
    fc_report_table_set_number(
        table, 3, fc_growth_percent(value, fc_span_at(span, before)));
    fc_report_table_set_number(table, 4, year);
    fc_report_table_set_number(
        table, 5,
        fc_growth_percent(year,
                          fc_peers_trailing_year(company->capex, before)));
    fc_report_table_set_number(table, 6, 4.0 * value);
    if (company->revenue != NULL) {
        fc_report_table_set_number(
            table, 7,
            percent_of(year, fc_peers_trailing_year(company->revenue, last)));
    }
}

/* The last fiscal year of which every quarter is known; 0 if none is. */
static int last_complete_year(const struct fc_company *company)
{
    fc_span span = fc_series_span(company->capex);
    int first = fc_period_fiscal_year(span.start, company->calendar);
    int year = fc_period_fiscal_year(fc_span_last(span), company->calendar);

    while (year >= first
           && isnan(fc_year_of(span, FC_FLOW, year, company->calendar).total)) {
        year--;
    }
    return year >= first ? year : 0;
}

/* The earliest year with a plan behind the last complete one; 0: none. */
static int next_planned_year(const struct fc_peers *peers,
                             const struct fc_company *company)
{
    int done = company->capex != NULL ? last_complete_year(company) : 0;
    int next = 0;

    for (size_t i = 0; i < peers->panel.count; i++) {
        const struct fc_figure *figure = &peers->panel.figures[i];

        if (fc_peers_is_plan(figure, company)) {
            int year = fc_peers_plan(figure, company).year;

            next = year > done && (next == 0 || year < next) ? year : next;
        }
    }
    return next;
}

/* The smallest and the largest plan for the next year. */
static void set_plan(fc_report_table *table, const struct fc_peers *peers,
                     const struct fc_company *company)
{
    int year = next_planned_year(peers, company);
    struct fc_peer_plan low = {.value = HUGE_VAL};
    struct fc_peer_plan high = {.value = -HUGE_VAL};

    for (size_t i = 0; year != 0 && i < peers->panel.count; i++) {
        const struct fc_figure *figure = &peers->panel.figures[i];
        struct fc_peer_plan plan = fc_peers_plan(figure, company);

        if (fc_peers_is_plan(figure, company) && plan.year == year) {
            low = plan.value < low.value ? plan : low;
            high = plan.value > high.value ? plan : high;
        }
    }
    if (low.year == 0) {
        return;
    }
    set_year(table, PLAN_COLUMN, year);
    fc_report_table_set_number(table, PLAN_COLUMN + 1, low.value);
    fc_report_table_set_number(table, PLAN_COLUMN + 2, high.value);
    fc_report_table_set_number(table, PLAN_COLUMN + 3,
                               fc_growth_percent(low.value, low.last_year));
    fc_report_table_set_number(table, PLAN_COLUMN + 4,
                               fc_growth_percent(high.value, high.last_year));
    fc_report_table_set_number(table, PLAN_COLUMN + 5,
                               fc_growth_percent(low.value, low.run_rate));
    fc_report_table_set_number(table, PLAN_COLUMN + 6,
                               fc_growth_percent(high.value, high.run_rate));
}

static void write_companies(fc_report *report, const struct fc_peers *peers,
                            int decimals)
{
    const struct fc_table_shape all = {"peers", NULL, FC_FOR_MACHINES,
                                       peer_columns, COUNT_OF(peer_columns)};
    const struct fc_table_shape shown = {"latest", "Capital expenditure",
                                         FC_FOR_PEOPLE, peer_columns,
                                         HISTORY_COLUMNS};
    fc_report_table *machines = fc_columns_add_table(report, &all, decimals);
    fc_report_table *people = fc_columns_add_table(report, &shown, decimals);

    for (size_t i = 0; i < peers->count; i++) {
        const struct fc_company *company = &peers->companies[i];

        fc_report_table_add_row(machines);
        fc_report_table_set_text(machines, 0, company->name);
        set_plan(machines, peers, company);
        if (company->capex != NULL) {
            set_history(machines, company);
            fc_report_table_set_text(machines, SERIES_COLUMN,
                                     company->capex->name);
            fc_report_table_add_row(people);
            fc_report_table_set_text(people, 0, company->name);
            set_history(people, company);
        }
    }
}

static const fc_column plan_columns[] = {
    FC_TEXT_COLUMN("company", "Company"),
    FC_TEXT_COLUMN("fiscal_year", "Year"),
    FC_TEXT_COLUMN("ends", "Ends"),
    FC_AMOUNT_COLUMN("value", "Plan"),
    FC_AMOUNT_COLUMN("last_year", "Last year"),
    FC_PERCENT_COLUMN("on_year_pct", "On last year"),
    FC_PERCENT_COLUMN("on_run_rate_pct", "On run rate"),
    FC_AMOUNT_COLUMN("reported", "Reported"),
    FC_TEXT_COLUMN("basis", "Basis"),
    FC_TEXT_COLUMN("metric", "Metric"),
    FC_TEXT_COLUMN("source", "Source"),
};

/* The part that people see: up to the basis, the check up to its first ';'. */
static void add_plan(fc_report_table *table, const struct fc_company *company,
                     const struct fc_figure *figure)
{
    struct fc_peer_plan plan = fc_peers_plan(figure, company);
    char basis[200];

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, company->name);
    set_year(table, 1, plan.year);
    set_period(table, 2, figure->period);
    fc_report_table_set_number(table, 3, plan.value);
    fc_report_table_set_number(table, 4, plan.last_year);
    fc_report_table_set_number(table, 5,
                               fc_growth_percent(plan.value, plan.last_year));
    fc_report_table_set_number(table, 6,
                               fc_growth_percent(plan.value, plan.run_rate));
    fc_report_table_set_number(table, 7, plan.reported);
    (void)snprintf(basis, sizeof basis, "%.*s",
                   (int)strcspn(figure->check, ";"), figure->check);
    fc_report_table_set_text(table, 8, basis);
}

/* People do not see where a plan was found. */
static void write_plans(fc_report *report, const struct fc_peers *peers,
                        int decimals)
{
    const struct fc_table_shape all = {"plans", NULL, FC_FOR_MACHINES,
                                       plan_columns, COUNT_OF(plan_columns)};
    const struct fc_table_shape shown = {"stated", "Plans for fiscal years",
                                         FC_FOR_PEOPLE, plan_columns,
                                         COUNT_OF(plan_columns) - 2};
    fc_report_table *machines = fc_columns_add_table(report, &all, decimals);
    fc_report_table *people = fc_columns_add_table(report, &shown, decimals);

    for (size_t c = 0; c < peers->count; c++) {
        for (size_t i = 0; i < peers->panel.count; i++) {
            const struct fc_figure *figure = &peers->panel.figures[i];

            if (fc_peers_is_plan(figure, &peers->companies[c])) {
                add_plan(machines, &peers->companies[c], figure);
                fc_report_table_set_text(machines, 8, figure->check);
                fc_report_table_set_text(machines, 9, figure->metric);
                fc_report_table_set_text(machines, 10, figure->source);
                add_plan(people, &peers->companies[c], figure);
            }
        }
    }
}

static const fc_column year_columns[] = {
    FC_TEXT_COLUMN("company", "Company"),
    FC_TEXT_COLUMN("fiscal_year", "Year"),
    FC_TEXT_COLUMN("ends", "Ends"),
    FC_AMOUNT_COLUMN("capex", "Capex"),
    FC_PERCENT_COLUMN("growth_pct", "Growth"),
    FC_AMOUNT_COLUMN("revenue", "Revenue"),
    FC_PERCENT_COLUMN("share_of_revenue_pct", "Of revenue"),
};

static void add_year(fc_report_table *table, const struct fc_company *company,
                     fc_year year)
{
    fc_year before = fc_year_of(fc_series_span(company->capex), FC_FLOW,
                                year.year - 1, company->calendar);

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, company->name);
    set_year(table, 1, year.year);
    set_period(table, 2, year.last);
    fc_report_table_set_number(table, 3, year.total);
    fc_report_table_set_number(table, 4,
                               fc_growth_percent(year.total, before.total));
    if (company->revenue != NULL) {
        double revenue = fc_peers_trailing_year(company->revenue, year.last);

        fc_report_table_set_number(table, 5, revenue);
        fc_report_table_set_number(table, 6, percent_of(year.total, revenue));
    }
}

static void write_company_years(fc_report_table *machines,
                                fc_report_table *people,
                                const struct fc_company *company)
{
    fc_span span = fc_series_span(company->capex);
    int last = last_complete_year(company);

    for (int year = fc_period_fiscal_year(span.start, company->calendar);
         year <= last; year++) {
        fc_year whole = fc_year_of(span, FC_FLOW, year, company->calendar);

        if (isnan(whole.total)) {
            continue; /* not complete */
        }
        add_year(machines, company, whole);
        if (year > last - recent_years) {
            add_year(people, company, whole);
        }
    }
}

static void write_years(fc_report *report, const struct fc_peers *peers,
                        int decimals)
{
    const struct fc_table_shape all = {"years", NULL, FC_FOR_MACHINES,
                                       year_columns, COUNT_OF(year_columns)};
    const struct fc_table_shape shown = {"recent_years", "Fiscal years",
                                         FC_FOR_PEOPLE, year_columns,
                                         COUNT_OF(year_columns)};
    fc_report_table *machines = fc_columns_add_table(report, &all, decimals);
    fc_report_table *people = fc_columns_add_table(report, &shown, decimals);

    for (size_t i = 0; i < peers->count; i++) {
        if (peers->companies[i].capex != NULL) {
            write_company_years(machines, people, &peers->companies[i]);
        }
    }
}

/* Capex of the latest year over all companies whose year is known. */
static void write_headline(fc_report *report, const struct fc_peers *peers,
                           const char *unit, int decimals)
{
    double now = 0.0;
    double before = 0.0;
    size_t known = 0;
    char amount[FC_AMOUNT_TEXT_SIZE];
    char growth[FC_AMOUNT_TEXT_SIZE];

    for (size_t i = 0; i < peers->count; i++) {
        const struct fc_company *company = &peers->companies[i];
        fc_period last = {0};
        double sum = (double)NAN;

        if (company->capex != NULL) {
            last = fc_peers_latest(company->capex);
            sum = fc_peers_trailing_year(company->capex,
                                         fc_period_add(last, -4));
        }
        if (!isnan(sum)) {
            now += fc_peers_trailing_year(company->capex, last);
            before += sum;
            known++;
        }
    }
    if (known > 0 && !isnan(fc_growth_percent(now, before))) {
        fc_amount_format(amount, now, decimals);
        fc_percent_format(growth, fc_growth_percent(now, before), 1);
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "%zu companies spent %s%s%s in their latest four "
                           "quarters, %s%s on the four before.",
                           known, amount, unit[0] != '\0' ? " " : "", unit,
                           now >= before ? "+" : "", growth);
    }
}

static void write_notes(fc_report *report, const struct fc_peers *peers,
                        const fc_dataset *dataset)
{
    const fc_table *table = dataset->table;

    for (size_t i = 0; i < peers->count; i++) {
        const struct fc_company *company = &peers->companies[i];

        if (!company->own && company->capex != NULL) {
            fc_report_add_note(report, FC_NOTE_PLAIN,
                               "As a regressor the capex of %.64s is the "
                               "series %.64s, and so on.",
                               company->name, company->capex->name);
            break;
        }
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "The run rate is four times the latest quarter. Plans "
                       "stand on the basis of the company that stated them.");
    fc_report_add_meta(report, "version", "%s", fc_version());
    fc_report_add_meta(report, "input", "%s", table->source);
    fc_report_add_meta(report, "input_sha256", "%s", table->sha256);
    fc_report_add_meta(report, "peers", "%s", dataset->peers_path);
}

/* Decimals by the size of the first company's figures. */
static int decimals_of(const struct fc_peers *peers)
{
    for (size_t i = 0; i < peers->count; i++) {
        if (peers->companies[i].capex != NULL) {
            return fc_amount_decimals_of(
                fc_series_span(peers->companies[i].capex));
        }
    }
    return -1;
}

fc_status fc_peers_report(fc_report **out, const fc_dataset *dataset,
                          fc_error *err)
{
    struct fc_peers peers = {.count = 0};
    fc_report *report = NULL;
    fc_status status = fc_peers_init(&peers, dataset, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_report_create(&report, "Capital expenditure of peers", err);
    }
    if (status == FC_OK) {
        int decimals = decimals_of(&peers);

        write_headline(report, &peers, dataset->table->series[0]->unit,
                       decimals);
        write_companies(report, &peers, decimals);
        write_plans(report, &peers, decimals);
        write_years(report, &peers, decimals);
        write_notes(report, &peers, dataset);
    }
    fc_peers_release(&peers);
    return status == FC_OK ? fc_report_close(out, report, err) : status;
}
