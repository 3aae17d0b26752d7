/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The default candidates. Their order is the order of preference of the choice:
 * docs/decisions/0007-the-choice.md tells why it begins as it does.
 */
#include "select/candidates.h"

#include <stdio.h>
#include <string.h>

#include "models/options.h"

/* Room for "+window=" and a size_t. */
enum { WINDOW_TEXT_SIZE = 32 };

struct pattern {
    const char *model;
    bool windowed; /* with "+window=W" behind it */
};

/* The median of many first, then the mean of three that follow a growing
 * business most closely. */
static const struct pattern combined[] = {
    {"combine", false},
    {"combine:growing", false},
};

static const struct pattern growth[] = {
    {"yoy:robust", true},
    {"yoy:robust", false},
    {"yoy:ols", true},
    {"yoy:ols", false},
};

static const struct pattern plain[] = {
    {"snaive-growth", false},
    {"snaive-drift", false},
    {"snaive", false},
};

enum { TREND_COUNT = 2 };

static const struct pattern trend_season[TREND_COUNT] = {
    {"tslm:trend+season", false},
    {"tslm:trend+season", true},
};

static const struct pattern trend_alone[TREND_COUNT] = {
    {"tslm:trend", false},
    {"tslm:trend", true},
};

struct list {
    fc_model_spec *specs;
    size_t capacity;
    size_t count;
    size_t season;
};

static const struct pattern *trend_patterns(size_t season)
{
    return season > 1 ? trend_season : trend_alone;
}

static void format_window(char text[WINDOW_TEXT_SIZE], size_t season)
{
    (void)snprintf(text, WINDOW_TEXT_SIZE, "+window=%zu",
                   fc_growth_window(season));
}

/* @p terms stands behind the options of the pattern; "" for none. */
static fc_status parse_pattern(fc_model_spec *out,
                               const struct pattern *pattern, size_t season,
                               const char *terms, fc_error *err)
{
    char text[FC_MODEL_TEXT_SIZE];
    char window[WINDOW_TEXT_SIZE] = "";
    int length = 0;

    if (pattern->windowed) {
        format_window(window, season);
    }
    length = snprintf(text, sizeof text, "%s%s%s", pattern->model, window,
                      terms);
    if (length < 0 || (size_t)length >= sizeof text) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the model %s%s%.100s... is longer than %d characters; "
                       "give the regressor a shorter name",
                       pattern->model, window, terms, FC_MODEL_TEXT_SIZE - 1);
    }
    return fc_model_spec_parse(out, text, err);
}

static fc_status add_patterns(struct list *list, const struct pattern *patterns,
                              size_t count, const char *terms, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        fc_model_spec spec = {0};

        status = parse_pattern(&spec, &patterns[i], list->season, terms, err);
        if (status == FC_OK && list->count < list->capacity) {
            list->specs[list->count] = spec;
        }
        list->count++;
    }
    return status;
}

/* The candidates without regressors. */
static fc_status add_plain(struct list *list, fc_error *err)
{
    fc_status status = add_patterns(
        list, combined, sizeof combined / sizeof *combined, "", err);

    if (status == FC_OK) {
        status = add_patterns(list, growth, sizeof growth / sizeof *growth, "",
                              err);
    }
    if (status == FC_OK) {
        status = add_patterns(list, plain, sizeof plain / sizeof *plain, "",
                              err);
    }
    if (status == FC_OK) {
        status = add_patterns(list, trend_patterns(list->season), TREND_COUNT,
                              "", err);
    }
    return status;
}

/* Those with the last four values of one regressor. */
static fc_status add_regressor(struct list *list, const char *name,
                               fc_error *err)
{
    char terms[FC_MODEL_TEXT_SIZE];
    fc_status status = FC_OK;

    if (strcmp(name, "y") == 0) {
        return FC_FAIL(
            err, FC_ERR_ARGUMENT,
            "a regressor cannot be called 'y': in a model that means "
            "lags of the series itself; rename the column");
    }
    (void)snprintf(terms, sizeof terms, "+%s:1..4", name);
    status = add_patterns(list, growth, sizeof growth / sizeof *growth, terms,
                          err);
    if (status == FC_OK) {
        /* Without a window the trend of decades would decide. */
        status = add_patterns(list, trend_patterns(list->season) + 1, 1, terms,
                              err);
    }
    return status;
}

fc_status fc_candidate_first(fc_model_spec *out, fc_error *err)
{
    return fc_model_spec_parse(out, combined[0].model, err);
}

fc_status fc_candidates_default(fc_model_spec *out, size_t capacity,
                                size_t *count, const fc_training *data,
                                fc_error *err)
{
    struct list list = {
        .specs = out, .capacity = capacity, .season = data->season};
    fc_status status = add_plain(&list, err);

    *count = 0;
    for (size_t i = 0; i < data->regressor_count && status == FC_OK; i++) {
        status = add_regressor(&list, data->regressors[i].name, err);
    }
    if (status == FC_OK) {
        *count = list.count;
    }
    return status;
}

fc_status fc_candidates_planned(fc_model_spec out[FC_PLANNED_COUNT],
                                const char *const *names, size_t count,
                                size_t season, fc_error *err)
{
    static const struct pattern seasonal[FC_PLANNED_COUNT] = {
        {"yoy:robust", true},
        {"yoy:robust", false},
        {"tslm:trend+season", true},
        {"tslm:trend+season", false}};
    static const struct pattern yearly[FC_PLANNED_COUNT] = {
        {"yoy:robust", true},
        {"yoy:robust", false},
        {"tslm:trend", true},
        {"tslm:trend", false}};
    struct list list = {
        .specs = out, .capacity = FC_PLANNED_COUNT, .season = season};
    char terms[FC_MODEL_TEXT_SIZE] = "";
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        int length = snprintf(terms + used, sizeof terms - used, "+%s:0..%d",
                              names[i], season > 1 ? 4 : 1);

        used += (size_t)length;
        if (used >= sizeof terms) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the names of %zu planned series make a model of "
                           "more than %d characters; plan fewer at once",
                           count, FC_MODEL_TEXT_SIZE - 1);
        }
    }
    return add_patterns(&list, season > 1 ? seasonal : yearly, FC_PLANNED_COUNT,
                        terms, err);
}

fc_status fc_projections_default(fc_model_spec out[FC_PROJECTION_COUNT],
                                 size_t season, fc_error *err)
{
    static const struct pattern projections[FC_PROJECTION_COUNT] = {
        {"yoy:robust", true}, {"snaive-growth", false}, {"snaive", false}};
    struct list list = {
        .specs = out, .capacity = FC_PROJECTION_COUNT, .season = season};

    return add_patterns(&list, projections, FC_PROJECTION_COUNT, "", err);
}
