/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inih splits the lines; it gets them one by one, so that the line of each key
 * is known and what it would cut is refused before: lines over 200 bytes and
 * names over 49 (its INI_MAX_LINE and MAX_NAME as Debian builds it). Indented
 * lines continue a value for inih and are refused, too.
 */
#include <ctype.h>
#include <ini.h>
#include <string.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "data/descriptor_keys.h"
#include "data/text_check.h"

enum { longest_line = 196, longest_name = 49 };

static const char series_prefix[] = "series.";

struct parser {
    struct fc_descriptor *descriptor;
    const char *text; /* what has not been read */
    size_t size;
    size_t line;
    fc_status status;
    fc_error *err;
    unsigned dataset_seen; /* keys of [dataset] */
    size_t dataset_line;   /* of [dataset]; 0 before it */
};

static void fail(struct parser *parser, const char *message)
{
    parser->status = FC_FAIL_AT(parser->err, FC_ERR_FORMAT,
                                parser->descriptor->path, parser->line, 0, "%s",
                                message);
}

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

static void repeated_section(struct parser *parser, const char *name,
                             size_t line)
{
    parser->status = FC_FAIL_AT(parser->err, FC_ERR_FORMAT,
                                parser->descriptor->path, parser->line, 0,
                                "[%s] stands in line %zu already; put the "
                                "keys of both together",
                                name, line);
}

static void begin_series(struct parser *parser, const char *section)
{
    const char *name = section + strlen(series_prefix);
    struct fc_series_section *known = find_section(parser->descriptor, name);

    if (name[0] == '\0') {
        fail(parser, "[series.] names no series; write [series.NAME]");
    } else if (known != NULL) {
        repeated_section(parser, section, known->line);
    } else {
        known = fc_descriptor_add_series(parser->descriptor, name);
        if (known == NULL) {
            parser->status = FC_FAIL_AT(parser->err, FC_ERR_MEMORY,
                                        parser->descriptor->path, parser->line,
                                        0, "out of memory");
            return;
        }
        known->line = parser->line;
    }
}

static void begin_section(struct parser *parser, const char *section)
{
    if (strncmp(section, series_prefix, strlen(series_prefix)) == 0) {
        begin_series(parser, section);
    } else if (strcmp(section, "dataset") != 0) {
        parser->status = FC_FAIL_AT(parser->err, FC_ERR_FORMAT,
                                    parser->descriptor->path, parser->line, 0,
                                    "there is no section [%s]; write [dataset] "
                                    "or [series.NAME]",
                                    section);
    } else if (parser->dataset_line > 0) {
        repeated_section(parser, section, parser->dataset_line);
    } else {
        parser->dataset_line = parser->line;
    }
}

/* Sections are taken here, since inih is silent about empty ones. */
static void check_section(struct parser *parser, const char *text,
                          size_t length)
{
    const char *end = memchr(text, ']', length);
    char section[longest_name + 1] = {0};

    if (end == NULL) {
        fail(parser, "the section has no ']' at its end");
    } else if (end - text - 1 > longest_name) {
        fail(parser, "the name of the section has more than 49 bytes, which "
                     "the INI reader cuts; shorten the name of the series");
    } else {
        memcpy(section, text + 1, (size_t)(end - text) - 1);
        begin_section(parser, section);
    }
}

/* The next line for inih, as fgets() would give it. */
static char *next_line(char *out, int room, void *user)
{
    struct parser *parser = user;
    size_t full = fc_text_line(parser->text, parser->size);
    const char *text = parser->text;
    size_t length = full;

    if (parser->status != FC_OK || parser->size == 0) {
        return NULL;
    }
    parser->text += full;
    parser->size -= full;
    parser->line++;
    while (length > 0 && strchr("\r\n \t", text[length - 1]) != NULL) {
        length--;
    }
    if (length > longest_line || length + 1 > (size_t)room) {
        fail(parser, "the line has more than 196 bytes, which the INI reader "
                     "cuts; shorten it");
    } else if (length > 0 && isspace((unsigned char)text[0])) {
        fail(parser, "the line is indented, which continues the value above; "
                     "begin it in the first column");
    } else if (fc_text_mark(text, length) > 0) {
        fail(parser, "a second byte-order mark; remove it"); /* inih skips it */
    } else if (length > 0 && text[0] == '[') {
        check_section(parser, text, length);
    }
    memcpy(out, text, parser->status == FC_OK ? length : 0);
    out[parser->status == FC_OK ? length : 0] = '\0';
    return parser->status == FC_OK ? out : NULL;
}

static int take_key(void *user, const char *section, const char *key,
                    const char *value)
{
    struct parser *parser = user;
    struct fc_descriptor *descriptor = parser->descriptor;
    struct fc_key_place place = {.descriptor = descriptor,
                                 .line = parser->line,
                                 .seen = &parser->dataset_seen};

    if (parser->status != FC_OK) {
        return 1;
    }
    if (section[0] == '\0') {
        fail(parser, "the key stands before any section; write [dataset] above "
                     "it");
        return 1;
    }
    if (strcmp(section, "dataset") != 0) {
        /* No section comes twice, so this one is the last. */
        place.section = &descriptor->series[descriptor->series_count - 1];
        place.seen = &place.section->seen;
    }
    parser->status = fc_descriptor_set(&place, key, value, parser->err);
    return 1;
}

static fc_status parse(struct fc_descriptor *descriptor, const char *text,
                       size_t size, fc_error *err)
{
    size_t mark = fc_text_mark(text, size);
    struct parser parser = {
        .descriptor = descriptor,
        .text = text + mark,
        .size = size - mark,
        .status = fc_text_check(text, size, descriptor->path, err),
        .err = err};
    int failed_line = 0;

    if (parser.status != FC_OK) {
        return parser.status;
    }
    failed_line = ini_parse_stream(next_line, &parser, take_key, &parser);
    if (parser.status == FC_OK && failed_line > 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, descriptor->path,
                          (size_t)failed_line, 0,
                          "the line is no [section], no key = value and no "
                          "comment (; or #)");
    }
    return parser.status;
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
