/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/plain_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* What our own texts use; anything else becomes a question mark. No ASCII form
 * is longer than its character. */
static const struct {
    const char *character;
    const char *ascii;
} ascii_forms[] = {
    {"\u2013", "-"},   {"\u2014", "-"},  {"\u2212", "-"},  {"\u2018", "'"},
    {"\u2019", "'"},   {"\u201C", "\""}, {"\u201D", "\""}, {"\u2026", "..."},
    {"\u2264", "<="},  {"\u2265", ">="}, {"\u2192", "->"}, {"\u2248", "~"},
    {"\u00D7", "x"},   {"\u00B7", "."},  {"\u00B1", "+-"}, {"\u00A0", " "},
    {"\u20AC", "EUR"},
};

static const char *ascii_form(const char *character, size_t length)
{
    for (size_t i = 0; i < sizeof ascii_forms / sizeof ascii_forms[0]; i++) {
        if (strlen(ascii_forms[i].character) == length
            && memcmp(ascii_forms[i].character, character, length) == 0) {
            return ascii_forms[i].ascii;
        }
    }
    return "?";
}

/* U+0000..1F, U+7F and U+80..9F. */
static bool is_control(const char *character)
{
    const unsigned char *bytes = (const unsigned char *)character;

    return bytes[0] < 0x20 || bytes[0] == 0x7F
           || (bytes[0] == 0xC2 && bytes[1] < 0xA0);
}

static const char *shown_control(char character, bool lines)
{
    switch (character) {
    case '\n':
        return lines ? "\n" : " ";
    case '\t':
    case '\r':
        return " ";
    default:
        return "?";
    }
}

char *fc_plain_text(const char *text, struct fc_plain plain)
{
    char *copy = malloc(strlen(text) + 1);
    char *end = copy;

    while (copy != NULL && *text != '\0') {
        size_t length = fc_utf8_length(text);
        const char *shown = text;
        size_t size = length;

        if (is_control(text)) {
            shown = shown_control(*text, plain.lines);
            size = strlen(shown);
        } else if (plain.ascii && length > 1) {
            shown = ascii_form(text, length);
            size = strlen(shown);
        }
        memcpy(end, shown, size);
        end += size;
        text += length;
    }
    if (copy != NULL) {
        *end = '\0';
    }
    return copy;
}
