/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/frozen_choice.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/json_place.h"

/* What a file is read with. */
struct reader {
    const char *text;
    size_t size;
    const char *source;
    const fc_series *series;
    fc_calendar calendar;
    const json_t *root;
};

void fc_frozen_choice_release(fc_frozen_choice *choice)
{
    free(choice->source);
    *choice = (fc_frozen_choice){0};
}

/* A failure at the value of @p key. */
#define FAIL_AT_KEY(reader, err, status, key, ...)                             \
    FC_FAIL_AT((err), (status), (reader)->source,                              \
               fc_json_place_of((reader)->text, (reader)->size, (key)).line,   \
               fc_json_place_of((reader)->text, (reader)->size, (key)).column, \
               __VA_ARGS__)

static fc_status read_text(const char **out, const struct reader *reader,
                           const char *key, fc_error *err)
{
    *out = json_string_value(json_object_get(reader->root, key));
    if (*out == NULL) {
        return FAIL_AT_KEY(reader, err, FC_ERR_FORMAT, key,
                           "there is no text '%s'; give a file that --spec "
                           "wrote, or delete it to choose anew",
                           key);
    }
    return FC_OK;
}

static fc_status check_schema(const struct reader *reader, fc_error *err)
{
    const json_t *schema = json_object_get(reader->root, "schema");

    if (!json_is_integer(schema)) {
        return FAIL_AT_KEY(reader, err, FC_ERR_FORMAT, "schema",
                           "there is no whole number 'schema'; give a file "
                           "that --spec wrote");
    }
    if (json_integer_value(schema) != FC_FROZEN_SCHEMA) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "schema",
                           "schema %lld is not known, only %d; use the version "
                           "that wrote the file, or delete it to choose anew",
                           (long long)json_integer_value(schema),
                           FC_FROZEN_SCHEMA);
    }
    return FC_OK;
}

static fc_status check_series(const struct reader *reader, fc_error *err)
{
    const char *name = NULL;
    fc_status status = read_text(&name, reader, "series", err);

    if (status == FC_OK && strcmp(name, reader->series->name) != 0) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "series",
                           "this choice is for '%.64s', not for '%.64s'; give "
                           "each series a file of its own",
                           name, reader->series->name);
    }
    return status;
}

static fc_status check_frequency(const struct reader *reader, fc_error *err)
{
    const char *wanted = fc_frequency_name(reader->series->start.frequency);
    const char *name = NULL;
    fc_status status = read_text(&name, reader, "frequency", err);

    if (status == FC_OK && strcmp(name, wanted) != 0) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "frequency",
                           "this choice is for %.32s data, not for %s; give "
                           "the series a file of its own",
                           name, wanted);
    }
    return status;
}

static fc_status check_season(const struct reader *reader, fc_error *err)
{
    const json_t *season = json_object_get(reader->root, "season");
    size_t wanted = fc_frequency_season(reader->series->start.frequency);

    if (!json_is_integer(season)) {
        return FAIL_AT_KEY(reader, err, FC_ERR_FORMAT, "season",
                           "there is no whole number 'season'; give a file "
                           "that --spec wrote");
    }
    if (json_integer_value(season) != (json_int_t)wanted) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "season",
                           "this choice is for a season of %lld periods, not "
                           "of %zu; delete the file to choose anew",
                           (long long)json_integer_value(season), wanted);
    }
    return FC_OK;
}

/* A model may be unknown because another version chose it. */
static fc_status read_model(fc_frozen_choice *out, const struct reader *reader,
                            fc_error *err)
{
    const char *text = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = read_text(&text, reader, "model", err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_model_spec_parse(&out->spec, text, &why);
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    if (status != FC_OK) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "model",
                           "'%.64s' is no model of this version (%.200s); "
                           "mend it, or delete the file to choose anew",
                           text, why.message);
    }
    return status;
}

static fc_status read_intervals(fc_frozen_choice *out,
                                const struct reader *reader, fc_error *err)
{
    const char *text = NULL;
    fc_status status = read_text(&text, reader, "intervals", err);

    if (status == FC_OK && !fc_intervals_find(&out->intervals, text)) {
        return FAIL_AT_KEY(
            reader, err, FC_ERR_DATA, "intervals",
            "'%.64s' is no kind of interval; write auto, conformal, simulate, "
            "analytic or bootstrap",
            text);
    }
    return status;
}

static fc_status read_origin(fc_frozen_choice *out, const struct reader *reader,
                             fc_error *err)
{
    const char *text = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = read_text(&text, reader, "origin", err);

    if (status == FC_OK
        && fc_period_parse(&out->origin, text, reader->series->start.frequency,
                           reader->calendar, &why)
               != FC_OK) {
        return FAIL_AT_KEY(reader, err, FC_ERR_DATA, "origin",
                           "'%.64s' is no period of the series (%.200s); "
                           "write the last one known when it was chosen",
                           text, why.message);
    }
    return status;
}

static fc_status read_all(fc_frozen_choice *out, const struct reader *reader,
                          fc_error *err)
{
    fc_status status = check_schema(reader, err);

    if (status == FC_OK) {
        status = check_series(reader, err);
    }
    if (status == FC_OK) {
        status = check_frequency(reader, err);
    }
    if (status == FC_OK) {
        status = check_season(reader, err);
    }
    if (status == FC_OK) {
        status = read_model(out, reader, err);
    }
    if (status == FC_OK) {
        status = read_intervals(out, reader, err);
    }
    if (status == FC_OK) {
        status = read_origin(out, reader, err);
    }
    if (status != FC_OK) {
        return status;
    }
    out->source = fc_text_copy(reader->source);
    return out->source != NULL
               ? FC_OK
               : FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
}

static size_t position(int number)
{
    return number > 0 ? (size_t)number : 0;
}

/* Text that is no object of JSON. */
static fc_status refuse(const struct reader *reader, const json_error_t *why,
                        fc_error *err)
{
    if (reader->root != NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, reader->source, 1, 1,
                          "is not an object of JSON; give a file that --spec "
                          "wrote");
    }
    if (json_error_code(why) == json_error_out_of_memory) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a choice");
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, reader->source, position(why->line),
                      position(why->column),
                      "is not JSON: %s; mend it, or delete the file to choose "
                      "anew",
                      why->text);
}

fc_status fc_frozen_choice_parse(fc_frozen_choice *out, const char *text,
                                 size_t size, const char *source,
                                 const fc_series *series, fc_calendar calendar,
                                 fc_error *err)
{
    json_error_t why;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &why);
    const struct reader reader = {.text = text,
                                  .size = size,
                                  .source = source,
                                  .series = series,
                                  .calendar = calendar,
                                  .root = root};
    fc_frozen_choice choice = {0};
    fc_status status = json_is_object(root) ? read_all(&choice, &reader, err)
                                            : refuse(&reader, &why, err);

    json_decref(root);
    *out = status == FC_OK ? choice : (fc_frozen_choice){0};
    return status;
}

fc_status fc_frozen_choice_read(fc_frozen_choice *out, const char *path,
                                const fc_series *series, fc_calendar calendar,
                                fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = (fc_frozen_choice){0};
    if (status == FC_OK) {
        status = fc_frozen_choice_parse(
            out, bytes.data != NULL ? bytes.data : "", bytes.size, path, series,
            calendar, err);
    }
    fc_bytes_release(&bytes);
    return status;
}
