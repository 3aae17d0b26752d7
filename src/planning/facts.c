/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/facts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "data/fields.h"
#include "planning/growth.h"

/* Longest name of a series within a metric. */
enum { name_size = 128 };

static struct fc_metric_value unknown(void)
{
    return (struct fc_metric_value){.before = fc_missing()};
}

static struct fc_metric_value known(double value, const char *unit)
{
    struct fc_metric_value out = unknown();

    out.known = isfinite(value);
    out.value = value;
    out.unit = unit;
    out.percent = unit == NULL;
    return out;
}

static fc_status read_optional(fc_csv **out, const char *path, fc_error *err)
{
    return path != NULL ? fc_csv_read(out, path, 0, err) : FC_OK;
}

fc_status fc_fact_tables_init(struct fc_fact_tables *out,
                              const fc_dataset *dataset, fc_error *err)
{
    const fc_table *table = dataset->table;
    fc_status status = read_optional(&out->plans, dataset->plans_path, err);

    out->dataset = dataset;
    if (status == FC_OK) {
        status = read_optional(&out->peers, dataset->peers_path, err);
    }
    if (status == FC_OK && dataset->guidance_path != NULL) {
        status = fc_guidance_read(&out->guidance, dataset->guidance_path,
                                  table->start.frequency, table->calendar, err);
    }
    return status;
}

void fc_fact_tables_release(struct fc_fact_tables *tables)
{
    fc_guidance_list_free(tables->guidance);
    fc_csv_free(tables->plans);
    fc_csv_free(tables->peers);
}

/* Value of a series in a period of its own or a fiscal year, @p years before
 * the one that the text names; NaN if there is none. */
static double value_at(const struct fc_fact_tables *tables,
                       const fc_series *series, const char *text, int years)
{
    fc_calendar calendar = tables->dataset->table->calendar;
    fc_frequency frequency = series->start.frequency;
    fc_span span = fc_series_span(series);
    size_t year_length = fc_year_length(frequency);
    fc_period period = {0};

    if (fc_period_parse(&period, text, frequency, calendar, NULL) == FC_OK) {
        return years > 0 && year_length == 0
                   ? fc_missing()
                   : fc_span_at(
                       span,
                       fc_period_add(period, -(int64_t)year_length * years));
    }
    if (fc_period_parse(&period, text, FC_YEARLY, calendar, NULL) == FC_OK) {
        return fc_year_of(span, series->kind,
                          fc_period_fiscal_year(period, calendar) - years,
                          calendar)
            .total;
    }
    return fc_missing();
}

static struct fc_metric_value of_series(const struct fc_fact_tables *tables,
                                        const fc_series *series,
                                        const char *period)
{
    return known(value_at(tables, series, period, 0), series->unit);
}

static struct fc_metric_value of_growth(const struct fc_fact_tables *tables,
                                        const fc_series *series,
                                        const char *period)
{
    return known(fc_growth_percent(value_at(tables, series, period, 0),
                                   value_at(tables, series, period, 1)),
                 NULL);
}

static struct fc_metric_value of_run_rate(const struct fc_fact_tables *tables,
                                          const fc_series *series,
                                          const char *period)
{
    double year_length = (double)fc_year_length(series->start.frequency);

    return known(year_length > 0.0
                     ? year_length * value_at(tables, series, period, 0)
                     : fc_missing(),
                 series->unit);
}

static struct fc_metric_value of_first(const struct fc_fact_tables *tables,
                                       const fc_series *series,
                                       const char *period)
{
    struct fc_metric_value out = of_series(tables, series, period);

    out.before = value_at(tables, series, period, 1);
    out.known = out.known && isfinite(out.before);
    return out;
}

/* The first row of @p csv whose columns have these texts; its number. */
struct search {
    const char *columns[3];
    const char *texts[3];
    bool starts; /* the last text need only begin the field, before a '_' */
};

static bool field_fits(const fc_csv *csv, size_t row, size_t column,
                       const char *text, bool starts)
{
    const char *field = fc_csv_field(csv, row, column);
    size_t length = strlen(text);

    return strcmp(field, text) == 0
           || (starts && strncmp(field, text, length) == 0
               && field[length] == '_');
}

static double search_value(const fc_csv *csv, const struct search *search)
{
    size_t columns[3] = {0};
    size_t value = 0;
    double out = fc_missing();
    bool found = csv != NULL && fc_csv_find(&value, csv, "value");

    for (size_t i = 0; i < 3 && found; i++) {
        found = search->columns[i] == NULL
                || fc_csv_find(&columns[i], csv, search->columns[i]);
    }
    for (size_t row = 0; found && row < csv->row_count; row++) {
        bool fits = true;

        for (size_t i = 0; i < 3 && fits; i++) {
            fits = search->columns[i] == NULL
                   || field_fits(csv, row, columns[i], search->texts[i],
                                 search->starts && i == 2);
        }
        if (fits) {
            (void)fc_number_parse(&out, fc_csv_field(csv, row, value));
            break;
        }
    }
    return out;
}

static struct fc_metric_value of_plan(const struct fc_fact_tables *tables,
                                      const fc_series *series,
                                      const char *period)
{
    const struct search search = {.columns = {"series", "period"},
                                  .texts = {series->name, period}};

    return known(search_value(tables->plans, &search), series->unit);
}

/* Peers are in the unit of the dataset's first series. */
static struct fc_metric_value of_peer(const struct fc_fact_tables *tables,
                                      const struct fc_metric *metric)
{
    const struct search search = {
        .columns = {"company", "period", "metric"},
        .texts = {metric->company, metric->period, metric->name},
        .starts = true};

    return known(search_value(tables->peers, &search),
                 tables->dataset->table->series[0]->unit);
}

/* Take @p suffix off @p name; false if it does not end so. */
static bool strip(char base[name_size], const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t tail = strlen(suffix);

    if (length <= tail || length - tail >= name_size
        || strcmp(name + length - tail, suffix) != 0) {
        return false;
    }
    (void)snprintf(base, name_size, "%.*s", (int)(length - tail), name);
    return true;
}

static struct fc_metric_value of_end(const struct fc_fact_tables *tables,
                                     const fc_guidance *range, bool high,
                                     bool growth)
{
    const fc_series *series = fc_table_find(tables->dataset->table,
                                            range->series);
    double end = high ? range->high : range->low;
    char text[FC_PERIOD_TEXT_SIZE];

    if (series == NULL) {
        return unknown();
    }
    if (!growth) {
        return known(end, series->unit);
    }
    fc_period_format(text, range->period, tables->dataset->table->calendar);
    return known(fc_growth_percent(end, value_at(tables, series, text, 1)),
                 NULL);
}

static struct fc_metric_value of_range(const struct fc_fact_tables *tables,
                                       const char *name, const char *period,
                                       fc_guidance_role role)
{
    static const struct {
        const char *suffix;
        bool high;
        bool growth;
    } ends[] = {{"_growth_low", false, true},
                {"_growth_high", true, true},
                {"_low", false, false},
                {"_high", true, false}};
    const fc_table *table = tables->dataset->table;
    const fc_guidance *range = NULL;
    char base[name_size];
    fc_period when = {0};

    if (tables->guidance == NULL
        || fc_period_parse(&when, period, table->start.frequency,
                           table->calendar, NULL)
               != FC_OK) {
        return unknown();
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (strip(base, name, ends[i].suffix)) {
            range = fc_guidance_find(tables->guidance, base, when, role);
        }
        if (range != NULL) {
            return of_end(tables, range, ends[i].high, ends[i].growth);
        }
    }
    return unknown();
}

static const char *behind(const char *name, const char *prefix)
{
    size_t length = strlen(prefix);

    return strncmp(name, prefix, length) == 0 ? name + length : NULL;
}

static struct fc_metric_value own(const struct fc_fact_tables *tables,
                                  const char *name, const char *period)
{
    static const struct {
        const char *suffix;
        struct fc_metric_value (*compute)(const struct fc_fact_tables *,
                                          const fc_series *, const char *);
    } forms[] = {{"_growth_yoy", of_growth},
                 {"_run_rate", of_run_rate},
                 {"_first_above", of_first},
                 {"_plan", of_plan}};
    const fc_table *table = tables->dataset->table;
    const fc_series *series = fc_table_find(table, name);
    char base[name_size];

    if (series != NULL) {
        return of_series(tables, series, period);
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        series = strip(base, name, forms[i].suffix) ? fc_table_find(table, base)
                                                    : NULL;
        if (series != NULL) {
            return forms[i].compute(tables, series, period);
        }
    }
    return unknown();
}

struct fc_metric_value fc_metric_compute(const struct fc_fact_tables *tables,
                                         const struct fc_metric *metric)
{
    const char *guided = behind(metric->name, "guidance_");
    const char *asked = behind(metric->name, "task_");

    if (metric->company[0] != '\0') {
        return of_peer(tables, metric);
    }
    if (guided != NULL) {
        return of_range(tables, guided, metric->period, FC_GUIDANCE_RELEASE);
    }
    if (asked != NULL) {
        return of_range(tables, asked, metric->period, FC_GUIDANCE_TASK);
    }
    return own(tables, metric->name, metric->period);
}
