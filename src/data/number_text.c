/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/number_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"

/* A double has 17 digits; what is longer is no figure of a table. */
enum { longest_number = 100 };

/* The cell as it is taken apart: [text, end) is what is left of it. */
struct cell {
    const char *text;
    const char *end;
    bool negative;
    const char *exponent; /* of the scale: "e9"; "" if there is none */
};

bool fc_number_is_missing(const char *text)
{
    static const char *const marks[] = {"",    "NA",   "N/A", "#N/A",
                                        "NaN", "null", "-"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strcasecmp(text, marks[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void trim(struct cell *cell)
{
    while (cell->text < cell->end && *cell->text == ' ') {
        cell->text++;
    }
    while (cell->end > cell->text && cell->end[-1] == ' ') {
        cell->end--;
    }
}

/* Take @p prefix off the front. */
static bool take_front(struct cell *cell, const char *prefix)
{
    size_t length = strlen(prefix);

    if ((size_t)(cell->end - cell->text) < length
        || strncasecmp(cell->text, prefix, length) != 0) {
        return false;
    }
    cell->text += length;
    trim(cell);
    return true;
}

/* Take @p suffix off the back. */
static bool take_back(struct cell *cell, const char *suffix)
{
    size_t length = strlen(suffix);

    if ((size_t)(cell->end - cell->text) < length
        || strncasecmp(cell->end - length, suffix, length) != 0) {
        return false;
    }
    cell->end -= length;
    trim(cell);
    return true;
}

static bool take_currency(struct cell *cell)
{
    static const char *const currencies[] = {"$", "\u20AC", "\u00A3", "\u00A5"};

    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
        if (take_front(cell, currencies[i]) || take_back(cell, currencies[i])) {
            return true;
        }
    }
    return false;
}

static bool take_minus(struct cell *cell)
{
    return take_front(cell, "-") || take_front(cell, "\u2212");
}

/* One currency, one minus or pair of parentheses, a per cent sign: "(25)",
 * "$(25)", "($25)", "-$25", "$-25", "25 \u20AC", "-2.5%". */
static bool take_format(struct cell *cell)
{
    bool currency = take_currency(cell);
    bool negative = take_front(cell, "(");

    if (negative && !take_back(cell, ")")) {
        return false;
    }
    negative = negative || take_minus(cell);
    (void)take_back(cell, "%");
    if (!currency) {
        (void)take_currency(cell);
    }
    if (negative && cell->text < cell->end
        && (*cell->text == '-' || *cell->text == '+')) {
        return false; /* two signs */
    }
    cell->negative = negative;
    return true;
}

/* The scale is kept as an exponent: 2.05B is read as 2.05e9, which is the
 * double nearest to the figure, and not as 2.05 times 1e9, which is not. */
static void take_scale(struct cell *cell)
{
    static const struct {
        const char *suffix;
        const char *exponent;
    } scales[] = {{"bn", "e9"}, {"mn", "e6"}, {"tn", "e12"}, {"k", "e3"},
                  {"M", "e6"},  {"B", "e9"},  {"T", "e12"}};

    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        if (take_back(cell, scales[i].suffix)) {
            cell->exponent = scales[i].exponent;
            return;
        }
    }
}

/* Length of a separator of thousands at @p at: the mark itself, a blank, a
 * no-break space (U+00A0, U+202F) or an apostrophe; 0 if there is none. */
static size_t separator_length(const char *at, const char *end, char mark)
{
    static const char *const others[] = {" ", "\u00A0", "\u202F", "'"};

    if (at < end && *at == mark) {
        return 1;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        size_t length = strlen(others[i]);

        if ((size_t)(end - at) >= length
            && memcmp(at, others[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

static size_t count_digits(const char *at, const char *end)
{
    size_t count = 0;

    while (at + count < end && isdigit((unsigned char)at[count])) {
        count++;
    }
    return count;
}

/* Copy the whole part, thousands joined: one to three digits, then groups of
 * exactly three. NULL if it is not grouped so. */
static const char *join_groups(char *out, size_t *length, const char *at,
                               const char *end, char mark)
{
    size_t digits = count_digits(at, end);
    size_t gap = separator_length(at + digits, end, mark);

    if (gap > 0 && (digits == 0 || digits > 3)) {
        return NULL;
    }
    memcpy(out + *length, at, digits);
    *length += digits;
    at += digits;
    for (; gap > 0; gap = separator_length(at, end, mark)) {
        at += gap;
        if (count_digits(at, end) != 3) {
            return NULL;
        }
        memcpy(out + *length, at, 3);
        *length += 3;
        at += 3;
    }
    return at;
}

/* What is left after currency and scale: sign, whole part, fraction, power. */
static bool parse_rest(double *out, const struct cell *cell,
                       struct fc_number_style style)
{
    char plain[longest_number + sizeof "e12"];
    size_t length = 0;
    char point = style.decimal_comma ? ',' : '.';
    char mark = style.decimal_comma ? '.' : ',';
    const char *at = cell->text;

    if (cell->end - at > longest_number) {
        return false;
    }
    if (at < cell->end && (*at == '-' || *at == '+')) {
        plain[length++] = *at++;
    }
    if (style.formatted || style.decimal_comma) {
        at = join_groups(plain, &length, at, cell->end, mark);
    }
    for (; at != NULL && at < cell->end; at++) {
        if (*at == mark) {
            return false;
        }
        plain[length++] = *at == point ? '.' : *at;
    }
    memcpy(plain + length, cell->exponent, strlen(cell->exponent) + 1);
    return at != NULL && fc_number_parse(out, plain);
}

bool fc_number_parse_styled(double *out, const char *text,
                            struct fc_number_style style)
{
    struct cell cell = {
        .text = text, .end = text + strlen(text), .exponent = ""};
    double value = 0.0;

    trim(&cell);
    if (style.formatted && !take_format(&cell)) {
        return false;
    }
    if (style.scaled) {
        take_scale(&cell);
    }
    if (!parse_rest(&value, &cell, style)) {
        return false;
    }
    *out = cell.negative ? -value : value;
    return true;
}

const char *fc_number_advice(const char *text, struct fc_number_style style)
{
    static const struct {
        struct fc_number_style more;
        const char *advice;
    } choices[] = {
        {{.formatted = true}, "--formatted-numbers"},
        {{.scaled = true}, "--scale-suffixes"},
        {{.decimal_comma = true}, "--decimal-comma"},
        {{.formatted = true, .scaled = true},
         "--formatted-numbers and --scale-suffixes"},
        {{.formatted = true, .decimal_comma = true},
         "--formatted-numbers and --decimal-comma"},
        {{.scaled = true, .decimal_comma = true},
         "--scale-suffixes and --decimal-comma"},
    };
    double value = 0.0;

    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        struct fc_number_style wider = {
            .decimal_comma = style.decimal_comma
                             || choices[i].more.decimal_comma,
            .formatted = style.formatted || choices[i].more.formatted,
            .scaled = style.scaled || choices[i].more.scaled,
        };

        if (fc_number_parse_styled(&value, text, wider)) {
            return choices[i].advice;
        }
    }
    return NULL;
}
