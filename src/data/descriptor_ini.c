/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a descriptor. */
#include <string.h>

#include "base/memory.h"
#include "data/descriptor_keys.h"
#include "data/ini.h"

static const char series_prefix[] = "series.";

struct parser {
    struct fc_descriptor *descriptor;
    unsigned dataset_seen; /* keys of [dataset] */
    size_t dataset_line;   /* of [dataset]; 0 before it */
    bool in_series;        /* the section begun last is one of a series */
};

static struct fc_series_section *find_section(struct fc_descriptor *descriptor,
                                              const char *name)
{
    for (size_t i = 0; i < descriptor->series_count; i++) {
        if (strcmp(descriptor->series[i].name, name) == 0) {
            return &descriptor->series[i];
        }
    }
    return NULL;
}

static fc_status repeated_section(const struct parser *parser, const char *name,
                                  size_t line, size_t before, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_FORMAT, parser->descriptor->path, line, 0,
                      "[%s] stands in line %zu already; put the keys of both "
                      "together",
                      name, before);
}

static fc_status begin_series(struct parser *parser, const char *section,
                              size_t line, fc_error *err)
{
    const char *name = section + strlen(series_prefix);
    struct fc_series_section *known = find_section(parser->descriptor, name);

    if (name[0] == '\0') {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, parser->descriptor->path, line, 0,
                          "[series.] names no series; write [series.NAME]");
    }
    if (known != NULL) {
        return repeated_section(parser, section, line, known->line, err);
    }
    known = fc_descriptor_add_series(parser->descriptor, name);
    if (known == NULL) {
        return FC_FAIL_AT(err, FC_ERR_MEMORY, parser->descriptor->path, line, 0,
                          "out of memory");
    }
    known->line = line;
    parser->in_series = true;
    return FC_OK;
}

/* An fc_ini_handler. */
static fc_status begin_section(void *context, const char *section, size_t line,
                               fc_error *err)
{
    struct parser *parser = context;

    if (strncmp(section, series_prefix, strlen(series_prefix)) == 0) {
        return begin_series(parser, section, line, err);
    }
    if (strcmp(section, "dataset") != 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, parser->descriptor->path, line, 0,
                          "there is no section [%s]; write [dataset] or "
                          "[series.NAME]",
                          section);
    }
    if (parser->dataset_line > 0) {
        return repeated_section(parser, section, line, parser->dataset_line,
                                err);
    }
    parser->dataset_line = line;
    parser->in_series = false;
    return FC_OK;
}

static fc_status take_key(void *context, const char *key, const char *value,
                          size_t line, fc_error *err)
{
    struct parser *parser = context;
    struct fc_descriptor *descriptor = parser->descriptor;
    struct fc_key_place place = {
        .descriptor = descriptor, .line = line, .seen = &parser->dataset_seen};

    if (parser->in_series) {
        /* No section comes twice, so this one is the last. */
        place.section = &descriptor->series[descriptor->series_count - 1];
        place.seen = &place.section->seen;
    }
    return fc_descriptor_set(&place, key, value, err);
}

static fc_status parse(struct fc_descriptor *descriptor, const char *text,
                       size_t size, fc_error *err)
{
    struct parser parser = {.descriptor = descriptor};
    const struct fc_ini_handler handler = {.begin = begin_section,
                                           .take = take_key,
                                           .context = &parser,
                                           .home = "dataset"};

    return fc_ini_parse(text, size, descriptor->path, &handler, err);
}

fc_status fc_descriptor_parse(struct fc_descriptor **out, const char *text,
                              size_t size, const char *path, fc_error *err)
{
    struct fc_descriptor *descriptor = fc_calloc(1, sizeof *descriptor);
    fc_status status = FC_OK;

    *out = NULL;
    if (descriptor != NULL) {
        descriptor->path = fc_text_copy(path);
    }
    if (descriptor == NULL || descriptor->path == NULL) {
        status = FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
    } else {
        status = parse(descriptor, text, size, err);
    }
    if (status != FC_OK) {
        fc_descriptor_free(descriptor);
        return status;
    }
    *out = descriptor;
    return FC_OK;
}
