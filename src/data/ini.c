/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/ini.h"

#include <ctype.h>
#include <ini.h>
#include <string.h>

#include "data/text_check.h"

enum { longest_line = 196 };

struct parser {
    const struct fc_ini_handler *handler;
    const char *source;
    const char *text; /* what has not been read */
    size_t size;
    size_t line;
    fc_status status;
    fc_error *err;
};

static void fail(struct parser *parser, const char *message)
{
    parser->status = FC_FAIL_AT(parser->err, FC_ERR_FORMAT, parser->source,
                                parser->line, 0, "%s", message);
}

/* Sections are taken here, since inih is silent about empty ones. */
static void check_section(struct parser *parser, const char *text,
                          size_t length)
{
    const char *end = memchr(text, ']', length);
    char section[FC_INI_NAME_LIMIT + 1] = {0};

    if (end == NULL) {
        fail(parser, "the section has no ']' at its end");
    } else if (end - text - 1 > FC_INI_NAME_LIMIT) {
        fail(parser, "the name of the section has more than 49 bytes, which "
                     "the INI reader cuts; shorten the name");
    } else {
        memcpy(section, text + 1, (size_t)(end - text) - 1);
        parser->status = parser->handler->begin(
            parser->handler->context, section, parser->line, parser->err);
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

/* An ini_handler. */
static int take_key(void *user, const char *section, const char *key,
                    const char *value)
{
    struct parser *parser = user;

    if (parser->status != FC_OK) {
        return 1;
    }
    if (section[0] == '\0') {
        parser->status = FC_FAIL_AT(parser->err, FC_ERR_FORMAT, parser->source,
                                    parser->line, 0,
                                    "the key stands before any section; write "
                                    "[%s] above it",
                                    parser->handler->home);
        return 1;
    }
    parser->status = parser->handler->take(parser->handler->context, key, value,
                                           parser->line, parser->err);
    return 1;
}

fc_status fc_ini_parse(const char *text, size_t size, const char *source,
                       const struct fc_ini_handler *handler, fc_error *err)
{
    size_t mark = fc_text_mark(text, size);
    struct parser parser = {.handler = handler,
                            .source = source,
                            .text = text + mark,
                            .size = size - mark,
                            .status = fc_text_check(text, size, source, err),
                            .err = err};
    int failed_line = 0;

    if (parser.status != FC_OK) {
        return parser.status;
    }
    failed_line = ini_parse_stream(next_line, &parser, take_key, &parser);
    if (parser.status == FC_OK && failed_line > 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, (size_t)failed_line, 0,
                          "the line is no [section], no key = value and no "
                          "comment (; or #)");
    }
    return parser.status;
}
