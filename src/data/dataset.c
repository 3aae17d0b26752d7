/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "base/path.h"
#include "data/descriptor.h"

fc_status fc_dataset_descriptor_path(char **out, const char *path,
                                     fc_error *err)
{
    static const char suffix[] = ".ini";
    const char *dot = strrchr(fc_path_name(path), '.');
    size_t stem = dot != NULL ? (size_t)(dot - path) : strlen(path);
    char *name = fc_calloc(stem + sizeof suffix, 1);

    *out = NULL;
    if (name == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    memcpy(name, path, stem);
    memcpy(name + stem, suffix, sizeof suffix);
    *out = name;
    return FC_OK;
}

/* What was asked for explicitly wins over the descriptor. */
static fc_table_options merge_options(const fc_table_options *asked,
                                      const struct fc_descriptor *descriptor)
{
    fc_table_options options = descriptor != NULL ? descriptor->options
                                                  : (fc_table_options){0};

    if (asked == NULL) {
        return options;
    }
    if (asked->frequency != FC_FREQUENCY_NONE) {
        options.frequency = asked->frequency;
    }
    if (asked->calendar.fiscal_year_end != 0) {
        options.calendar = asked->calendar;
    }
    if (asked->layout != FC_LAYOUT_AUTO) {
        options.layout = asked->layout;
    }
    if (asked->delimiter != 0) {
        options.delimiter = asked->delimiter;
    }
    if (asked->period_column != NULL) {
        options.period_column = asked->period_column;
    }
    options.decimal_comma = options.decimal_comma || asked->decimal_comma;
    options.formatted_numbers = options.formatted_numbers
                                || asked->formatted_numbers;
    options.scale_suffixes = options.scale_suffixes || asked->scale_suffixes;
    return options;
}

/* The series name nearest to @p name; NULL if there is none (or no memory to
 * look: it is only a hint). */
static const char *nearest_series(const fc_table *table, const char *name)
{
    const char **names = fc_calloc(table->count, sizeof *names);
    const char *nearest = NULL;

    if (names != NULL) {
        for (size_t i = 0; i < table->count; i++) {
            names[i] = table->series[i]->name;
        }
        nearest = fc_name_nearest(name, names, table->count);
    }
    free(names);
    return nearest;
}

static fc_status no_such_series(const fc_table *table, const char *path,
                                size_t line, const char *name, fc_error *err)
{
    const char *nearest = nearest_series(table, name);

    if (nearest != NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, path, line, 0,
                          "%.100s has no series '%.64s'; is '%.64s' meant?",
                          fc_path_name(table->source), name, nearest);
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, path, line, 0,
                      "%.100s has no series '%.64s'; correct the name, or "
                      "delete it here",
                      fc_path_name(table->source), name);
}

static fc_series *find_series(const fc_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(table->series[i]->name, name) == 0) {
            return table->series[i];
        }
    }
    return NULL;
}

/* A regressor is a series of the table or of the file of peers. */
static fc_status check_regressors(fc_dataset *dataset, const char *path,
                                  const struct fc_series_section *section,
                                  fc_error *err)
{
    const fc_table *table = dataset->table;

    for (size_t i = 0; i < section->regressor_count; i++) {
        const char *name = section->regressors[i];
        fc_status status = FC_OK;

        if (strcmp(name, section->name) == 0) {
            return FC_FAIL_AT(err, FC_ERR_FORMAT, path,
                              section->regressors_line, 0,
                              "'%.64s' cannot be a regressor of itself; its "
                              "own past is used anyway",
                              name);
        }
        status = fc_dataset_add_peer(dataset, name, err);
        if (status != FC_OK) {
            return status;
        }
        if (fc_table_find(table, name) == NULL) {
            return no_such_series(table, path, section->regressors_line, name,
                                  err);
        }
    }
    return FC_OK;
}

/* Move the texts of a section to where readers look for them. */
static fc_status take_section(fc_dataset *dataset, const char *path,
                              struct fc_series_section *section, fc_error *err)
{
    fc_series_info *info = &dataset->info[dataset->info_count];
    fc_series *series = find_series(dataset->table, section->name);
    fc_status status = FC_OK;

    if (series == NULL) {
        return no_such_series(dataset->table, path, section->line,
                              section->name, err);
    }
    status = check_regressors(dataset, path, section, err);
    if (status == FC_OK && section->other_basis != NULL
        && fc_table_find(dataset->table, section->other_basis) == NULL) {
        status = no_such_series(dataset->table, path, section->other_basis_line,
                                section->other_basis, err);
    }
    if (status == FC_OK && section->title == NULL) {
        section->title = fc_text_copy(section->name);
        status = section->title != NULL
                     ? FC_OK
                     : FC_FAIL(err, FC_ERR_MEMORY, "out of memory");
    }
    if (status != FC_OK) {
        return status;
    }
    series->kind = section->kind;
    if (section->unit != NULL) {
        free(series->unit);
        series->unit = section->unit;
    }
    *info = (fc_series_info){.name = section->name,
                             .title = section->title,
                             .metric = section->metric,
                             .regressor_count = section->regressor_count,
                             .regressors = section->regressors,
                             .other_basis = section->other_basis};
    *section = (struct fc_series_section){0};
    dataset->info_count++;
    return FC_OK;
}

static char *take_text(char **text)
{
    char *taken = *text;

    *text = NULL;
    return taken;
}

static void take_files(fc_dataset *dataset, char **files)
{
    dataset->guidance_path = take_text(&files[FC_ROLE_GUIDANCE]);
    dataset->plans_path = take_text(&files[FC_ROLE_PLANS]);
    dataset->totals_path = take_text(&files[FC_ROLE_TOTALS]);
    dataset->facts_path = take_text(&files[FC_ROLE_FACTS]);
    dataset->peers_path = take_text(&files[FC_ROLE_PEERS]);
    dataset->hierarchy_path = take_text(&files[FC_ROLE_HIERARCHY]);
    dataset->sources_path = take_text(&files[FC_ROLE_SOURCES]);
    dataset->scenarios_path = take_text(&files[FC_ROLE_SCENARIOS]);
}

/* The files first: a regressor may be a figure of a peer. */
static fc_status take_descriptor(fc_dataset *dataset,
                                 struct fc_descriptor *descriptor,
                                 fc_error *err)
{
    fc_status status = FC_OK;

    dataset->info = fc_calloc(descriptor->series_count, sizeof *dataset->info);
    if (dataset->info == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a descriptor");
    }
    take_files(dataset, descriptor->files);
    for (size_t i = 0; i < descriptor->series_count && status == FC_OK; i++) {
        status = take_section(dataset, descriptor->path, &descriptor->series[i],
                              err);
    }
    if (status != FC_OK) {
        return status;
    }
    dataset->descriptor_path = take_text(&descriptor->path);
    dataset->title = take_text(&descriptor->title);
    dataset->company = take_text(&descriptor->company);
    return FC_OK;
}

/* Make a dataset that owns @p table, also after a failure. */
static fc_status assemble(fc_dataset **out, fc_table *table,
                          struct fc_descriptor *descriptor, fc_error *err)
{
    fc_dataset *dataset = fc_calloc(1, sizeof *dataset);
    fc_status status = FC_OK;

    if (dataset == NULL) {
        fc_table_free(table);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a dataset");
    }
    dataset->table = table;
    dataset->own_count = table->count;
    if (descriptor != NULL) {
        status = take_descriptor(dataset, descriptor, err);
    }
    if (status == FC_OK && dataset->title == NULL) {
        dataset->title = fc_text_copy("");
        status = dataset->title != NULL
                     ? FC_OK
                     : FC_FAIL(err, FC_ERR_MEMORY, "out of memory");
    }
    if (status != FC_OK) {
        fc_dataset_free(dataset);
        return status;
    }
    *out = dataset;
    return FC_OK;
}

fc_status fc_dataset_open(fc_dataset **out, const char *path,
                          const fc_table_options *options, fc_error *err)
{
    struct fc_descriptor *descriptor = NULL;
    fc_table_options merged = {0};
    fc_table *table = NULL;
    fc_status status = fc_descriptor_find(&descriptor, path, err);

    *out = NULL;
    if (status == FC_OK) {
        merged = merge_options(options, descriptor);
        status = fc_table_read(&table, path, &merged, err);
    }
    if (status == FC_OK) {
        status = assemble(out, table, descriptor, err);
    }
    fc_descriptor_free(descriptor);
    return status;
}

fc_status fc_dataset_parse(fc_dataset **out, const char *text, size_t size,
                           const char *source, const fc_table_options *options,
                           fc_error *err)
{
    fc_table *table = NULL;
    fc_status status = fc_table_parse(&table, text, size, source, options, err);

    *out = NULL;
    return status == FC_OK ? assemble(out, table, NULL, err) : status;
}

static void release_info(fc_series_info *info)
{
    for (size_t i = 0; i < info->regressor_count; i++) {
        free(info->regressors[i]);
    }
    free(info->regressors);
    free(info->other_basis);
    free(info->name);
    free(info->title);
    free(info->metric);
}

void fc_dataset_free(fc_dataset *dataset)
{
    if (dataset == NULL) {
        return;
    }
    for (size_t i = 0; i < dataset->info_count; i++) {
        release_info(&dataset->info[i]);
    }
    free(dataset->info);
    free(dataset->descriptor_path);
    free(dataset->title);
    free(dataset->company);
    free(dataset->guidance_path);
    free(dataset->plans_path);
    free(dataset->totals_path);
    free(dataset->facts_path);
    free(dataset->peers_path);
    free(dataset->hierarchy_path);
    free(dataset->sources_path);
    free(dataset->scenarios_path);
    fc_table_free(dataset->table);
    free(dataset);
}

const fc_series_info *fc_dataset_info(const fc_dataset *dataset,
                                      const char *name)
{
    for (size_t i = 0; i < dataset->info_count; i++) {
        if (strcmp(dataset->info[i].name, name) == 0) {
            return &dataset->info[i];
        }
    }
    return NULL;
}
