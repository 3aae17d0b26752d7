/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/json_place.h"

#include <stdbool.h>
#include <string.h>

/* Behind the string whose first quote is at @p at. */
static size_t skip_string(const char *text, size_t size, size_t at)
{
    at++;
    while (at < size && text[at] != '"') {
        at += text[at] == '\\' ? 2 : 1;
    }
    return at < size ? at + 1 : size;
}

static size_t skip_blanks(const char *text, size_t size, size_t at)
{
    while (at < size && strchr(" \t\r\n", text[at]) != NULL
           && text[at] != '\0') {
        at++;
    }
    return at;
}

/* Is the string from @p at up to @p end @p key in quotes? */
static bool is_key(const char *text, size_t at, size_t end, const char *key)
{
    size_t length = strlen(key);

    return end - at == length + 2 && memcmp(text + at + 1, key, length) == 0;
}

/* Where the value of @p key begins; @p size if there is none. */
static size_t find_value(const char *text, size_t size, const char *key)
{
    int depth = 0;
    size_t at = 0;

    while (at < size) {
        size_t end = at + 1;

        if (text[at] == '"') {
            size_t colon = 0;

            end = skip_string(text, size, at);
            colon = skip_blanks(text, size, end);
            if (depth == 1 && colon < size && text[colon] == ':'
                && is_key(text, at, end, key)) {
                return skip_blanks(text, size, colon + 1);
            }
        }
        depth += (text[at] == '{' || text[at] == '[')
                 - (text[at] == '}' || text[at] == ']');
        at = end;
    }
    return size;
}

struct fc_json_place fc_json_place_of(const char *text, size_t size,
                                      const char *key)
{
    struct fc_json_place place = {.line = 1, .column = 1};
    size_t value = find_value(text, size, key);

    if (value == size) {
        return (struct fc_json_place){0};
    }
    for (size_t at = 0; at < value; at++) {
        place.column = text[at] == '\n' ? 1 : place.column + 1;
        place.line += text[at] == '\n';
    }
    return place;
}
