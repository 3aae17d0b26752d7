/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/peers_state.h"

enum { quarters = 4 };

static const char capex[] = "capex";
static const char revenue[] = "revenue";
static const char plan_start[] = "capex_plan";

static bool is_quarter_of(const struct fc_figure *figure, const char *company,
                          const char *metric)
{
    return !figure->year && strcmp(figure->company, company) == 0
           && strcmp(figure->metric, metric) == 0;
}

/* First and last quarter of a metric that has a value; false if none has. */
static bool find_span(fc_period *first, fc_period *last,
                      const struct fc_panel *panel, const char *company,
                      const char *metric)
{
    bool found = false;

    for (size_t i = 0; i < panel->count; i++) {
        if (is_quarter_of(&panel->figures[i], company, metric)
            && !isnan(panel->figures[i].value)) {
            *last = panel->figures[i].period; /* they are in order */
            *first = found ? *first : *last;
            found = true;
        }
    }
    return found;
}

/* The quarters of a metric as a series; NULL if there is none. */
static fc_status make_series(fc_series **out, const struct fc_panel *panel,
                             const char *company, const char *metric,
                             fc_error *err)
{
    const struct fc_figure key = {.company = company, .metric = metric};
    char name[FC_PANEL_NAME_SIZE];
    fc_period first = {0};
    fc_period last = {0};
    size_t length = 0;
    double *values = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (!find_span(&first, &last, panel, company, metric)) {
        return FC_OK;
    }
    length = (size_t)fc_period_distance(first, last) + 1;
    values = fc_calloc(length, sizeof *values);
    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    for (size_t i = 0; i < length; i++) {
        struct fc_figure at = key;
        const struct fc_figure *found = NULL;

        at.period = fc_period_add(first, (int64_t)i);
        found = fc_panel_find(panel, &at);
        values[i] = found != NULL ? found->value : fc_missing();
    }
    fc_panel_series_name(name, &key);
    status = fc_series_create(out, name, NULL, first, values, length, err);
    free(values);
    return status;
}

/* A copy of the series of the dataset that the descriptor says is @p metric;
 * NULL if there is none. */
static fc_status copy_own(fc_series **out, const fc_dataset *dataset,
                          const char *metric, fc_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < dataset->info_count; i++) {
        const fc_series_info *info = &dataset->info[i];
        const fc_series *series = NULL;
        fc_span span = {0};

        if (info->metric == NULL || strcmp(info->metric, metric) != 0) {
            continue;
        }
        series = fc_table_find(dataset->table, info->name);
        span = fc_span_trim(fc_series_span(series));
        return span.length > 0
                   ? fc_series_create(out, series->name, series->unit,
                                      span.start, span.values, span.length, err)
                   : FC_OK;
    }
    return FC_OK;
}

/* As a row of a fiscal year says it; December if there is none. */
static fc_calendar calendar_of(const struct fc_panel *panel,
                               const char *company)
{
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->figures[i].year
            && strcmp(panel->figures[i].company, company) == 0) {
            return panel->figures[i].calendar;
        }
    }
    return (fc_calendar){0};
}

static fc_status add_company(struct fc_peers *peers, const char *name,
                             fc_error *err)
{
    struct fc_company *company = &peers->companies[peers->count++];
    fc_status status = FC_OK;

    *company = (struct fc_company){
        .name = name, .calendar = calendar_of(&peers->panel, name)};
    status = make_series(&company->capex, &peers->panel, name, capex, err);
    return status == FC_OK ? make_series(&company->revenue, &peers->panel, name,
                                         revenue, err)
                           : status;
}

/* The dataset's own figures are those of its table. */
static fc_status add_own(struct fc_peers *peers, const fc_dataset *dataset,
                         fc_error *err)
{
    struct fc_company *company = &peers->companies[peers->count++];
    fc_status status = FC_OK;

    *company = (struct fc_company){.name = dataset->company,
                                   .own = true,
                                   .calendar = dataset->table->calendar};
    status = copy_own(&company->capex, dataset, capex, err);
    return status == FC_OK ? copy_own(&company->revenue, dataset, revenue, err)
                           : status;
}

static bool is_there(const struct fc_peers *peers, const char *name)
{
    for (size_t i = 0; i < peers->count; i++) {
        assert(peers->companies[i].name != NULL); /* every company has one */
        if (strcmp(peers->companies[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static int by_own_and_name(const void *left, const void *right)
{
    const struct fc_company *a = left;
    const struct fc_company *b = right;

    return a->own != b->own ? (int)b->own - (int)a->own
                            : strcmp(a->name, b->name);
}

static fc_status add_all(struct fc_peers *peers, const fc_dataset *dataset,
                         fc_error *err)
{
    const struct fc_panel *panel = &peers->panel;
    fc_status status = FC_OK;

    /* no more companies than figures, and the own one */
    peers->companies = fc_calloc(panel->count + 1, sizeof *peers->companies);
    if (peers->companies == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    if (dataset->company != NULL
        && dataset->table->start.frequency == FC_QUARTERLY) {
        status = add_own(peers, dataset, err);
    }
    for (size_t i = 0; i < panel->count && status == FC_OK; i++) {
        if (!is_there(peers, panel->figures[i].company)) {
            status = add_company(peers, panel->figures[i].company, err);
        }
    }
    qsort(peers->companies, peers->count, sizeof *peers->companies,
          by_own_and_name);
    return status;
}

static bool has_capex(const struct fc_peers *peers)
{
    for (size_t i = 0; i < peers->count; i++) {
        if (peers->companies[i].capex != NULL) {
            return true;
        }
    }
    return false;
}

fc_status fc_peers_init(struct fc_peers *out, const fc_dataset *dataset,
                        fc_error *err)
{
    fc_status status = FC_OK;

    if (dataset->peers_path == NULL) {
        return FC_FAIL_AT(err, FC_ERR_ARGUMENT, dataset->table->source, 0, 0,
                          "there is no file of peers; name it in the "
                          "descriptor, as in peers = peers.csv");
    }
    status = fc_panel_read(&out->panel, dataset->peers_path, err);
    if (status == FC_OK) {
        status = add_all(out, dataset, err);
    }
    if (status == FC_OK && !has_capex(out)) {
        status = FC_FAIL_AT(err, FC_ERR_DATA, dataset->peers_path, 0, 0,
                            "no company has a quarter of the metric 'capex'; "
                            "add rows company,period,capex,value");
    }
    return status;
}

void fc_peers_release(struct fc_peers *peers)
{
    for (size_t i = 0; i < peers->count; i++) {
        fc_series_free(peers->companies[i].capex);
        fc_series_free(peers->companies[i].revenue);
    }
    free(peers->companies);
    fc_panel_release(&peers->panel);
}

bool fc_peers_is_plan(const struct fc_figure *figure,
                      const struct fc_company *company)
{
    return figure->year && strcmp(figure->company, company->name) == 0
           && strncmp(figure->metric, plan_start, strlen(plan_start)) == 0;
}

fc_period fc_peers_latest(const fc_series *series)
{
    return fc_span_last(fc_span_trim(fc_series_span(series)));
}

double fc_peers_trailing_year(const fc_series *series, fc_period last)
{
    double sum = 0.0;

    for (int i = 0; i < quarters; i++) {
        sum += fc_span_at(fc_series_span(series), fc_period_add(last, -i));
    }
    return sum;
}

struct fc_peer_plan fc_peers_plan(const struct fc_figure *figure,
                                  const struct fc_company *company)
{
    struct fc_peer_plan plan = {
        .year = fc_period_fiscal_year(figure->period, company->calendar),
        .value = figure->value,
        .last_year = fc_missing(),
        .run_rate = fc_missing()};
    fc_span span = {0};

    if (company->capex == NULL) {
        return plan;
    }
    span = fc_series_span(company->capex);
    plan.last_year = fc_peers_trailing_year(
        company->capex, fc_period_add(figure->period, -quarters));
    plan.run_rate = quarters
                    * fc_span_at(span, fc_peers_latest(company->capex));
    for (int i = 0; i < quarters; i++) {
        double value = fc_span_at(span, fc_period_add(figure->period, -i));

        plan.reported += isnan(value) ? 0.0 : value;
    }
    return plan;
}
