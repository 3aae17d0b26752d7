/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/terms.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "stats/lags.h"

_Static_assert((int)FC_TERM_LAG_MAX == (int)FC_LAG_MAX,
               "the lags of a term are a set of lags");

/* Pairs beyond this are for seasons longer than any here. */
static const size_t pairs_max = 100;

static const char allowed[] =
    "terms are trend, season, days, fourier:2, y:1,4 (own lags), x, x:0..4, "
    "x:0..8~almon2, x:0..8~geometric, x^1..10";

static fc_status fail(const char *text, const char *why, fc_error *err)
{
    return FC_FAIL(err, FC_ERR_ARGUMENT, "term '%.60s' %s; %s", text, why,
                   allowed);
}

/* The number that is all of @p text. */
static bool whole_number(size_t *out, const char *text, size_t limit)
{
    const char *end = text + strlen(text);

    return fc_take_digits(out, &text, end, limit) && text == end;
}

static fc_status parse_fourier(fc_term *out, const char *text,
                               const char *pairs, fc_error *err)
{
    out->kind = FC_TERM_FOURIER;
    if (!whole_number(&out->order, pairs, pairs_max) || out->order == 0) {
        return fail(text, "needs the number of pairs, from 1, behind ':'", err);
    }
    return FC_OK;
}

static fc_status take_name(fc_term *out, const char *text, size_t length,
                           fc_error *err)
{
    if (length == 0) {
        return fail(text, "needs the name of a series first", err);
    }
    if (length >= sizeof out->series) {
        return fail(text, "names no series: it is too long", err);
    }
    memcpy(out->series, text, length);
    out->series[length] = '\0';
    return FC_OK;
}

/* x^2 or x^1..10 */
static fc_status parse_powers(fc_term *out, const char *text,
                              const char *powers, fc_error *err)
{
    const char *end = powers + strlen(powers);
    const char *cursor = powers;

    out->kind = FC_TERM_POWERS;
    if (!fc_take_digits(&out->first, &cursor, end, FC_TERM_POWER_MAX)) {
        return fail(text, "needs powers from 1 to 20 behind '^'", err);
    }
    out->order = out->first;
    if (end - cursor >= 2 && cursor[0] == '.' && cursor[1] == '.') {
        cursor += 2;
        if (!fc_take_digits(&out->order, &cursor, end, FC_TERM_POWER_MAX)) {
            return fail(text, "needs powers from 1 to 20 behind '^'", err);
        }
    }
    if (cursor != end || out->first == 0 || out->order < out->first) {
        return fail(text, "needs powers from 1 to 20 behind '^'", err);
    }
    return FC_OK;
}

/* What follows '~'. */
static fc_status parse_shape(fc_term *out, const char *text, const char *shape,
                             fc_error *err)
{
    size_t lags = fc_lag_set_count(out->lags);

    if (strcmp(shape, "geometric") == 0) {
        out->kind = FC_TERM_GEOMETRIC;
        return lags >= 2 ? FC_OK
                         : fail(text, "needs two lags or more to shape", err);
    }
    if (strncmp(shape, "almon", strlen("almon")) != 0) {
        return fail(text, "has an unknown shape behind '~'", err);
    }
    out->kind = FC_TERM_ALMON;
    if (!whole_number(&out->order, shape + strlen("almon"),
                      FC_TERM_DEGREE_MAX)) {
        return fail(text, "needs a degree from 0 to 6 behind 'almon'", err);
    }
    if (out->order + 1 > lags) {
        return fail(text, "needs more lags than its degree", err);
    }
    return FC_OK;
}

/* NAME:LAGS or NAME:LAGS~SHAPE; @p lags is what follows the colon. */
static fc_status parse_lags(fc_term *out, const char *text, const char *lags,
                            fc_error *err)
{
    size_t length = strcspn(lags, "~");

    out->kind = FC_TERM_LAGS;
    if (!fc_lag_set_parse(&out->lags, lags, length)) {
        return fail(text,
                    "needs lags from 0 to 63 behind ':', each once, as in "
                    "0..4 or 1,4",
                    err);
    }
    return lags[length] == '~' ? parse_shape(out, text, lags + length + 1, err)
                               : FC_OK;
}

/* A term about a series. */
static fc_status parse_series(fc_term *out, const char *text, fc_error *err)
{
    const char *tail = strpbrk(text, ":^~");
    size_t length = tail != NULL ? (size_t)(tail - text) : strlen(text);
    fc_status status = take_name(out, text, length, err);

    if (status != FC_OK) {
        return status;
    }
    if (tail == NULL) {
        out->kind = FC_TERM_LAGS;
        out->lags = 1;
    } else if (*tail == '~') {
        return fail(text, "needs lags before '~'", err);
    } else {
        status = *tail == '^' ? parse_powers(out, text, tail + 1, err)
                              : parse_lags(out, text, tail + 1, err);
    }
    if (status != FC_OK || strcmp(out->series, "y") != 0) {
        return status;
    }
    if (out->kind == FC_TERM_POWERS || fc_lag_set_has(out->lags, 0)) {
        return fail(text, "explains y by itself; own lags begin with 1", err);
    }
    return FC_OK;
}

fc_status fc_term_parse(fc_term *out, const char *text, fc_error *err)
{
    static const struct {
        const char *word;
        fc_term_kind kind;
    } words[] = {
        {"trend", FC_TERM_TREND},
        {"season", FC_TERM_SEASON},
        {"days", FC_TERM_DAYS},
    };
    static const char fourier[] = "fourier:";
    fc_term term = {.size = 0.0};
    fc_status status = FC_OK;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(text, words[i].word) == 0) {
            *out = (fc_term){.kind = words[i].kind};
            return FC_OK;
        }
    }
    if (strncmp(text, fourier, strlen(fourier)) == 0) {
        status = parse_fourier(&term, text, text + strlen(fourier), err);
    } else {
        status = parse_series(&term, text, err);
    }
    if (status == FC_OK) {
        *out = term;
    }
    return status;
}

fc_status fc_term_parse_event(fc_term *out, const char *text, fc_error *err)
{
    fc_term term = {.kind = FC_TERM_EVENT, .size = 1.0};
    const char *colon = strrchr(text, ':');
    size_t length = colon != NULL ? (size_t)(colon - text) : strlen(text);

    if (length == 0 || length >= sizeof term.period) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "event '%.60s' needs a period, as in 2025Q3 or "
                       "2025Q3:+1",
                       text);
    }
    if (colon != NULL
        && (!fc_number_parse(&term.size, colon + 1) || term.size == 0.0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "event '%.60s' needs a number other than 0 behind ':', "
                       "as in 2025Q3:+1",
                       text);
    }
    memcpy(term.period, text, length);
    *out = term;
    return FC_OK;
}

/* Lags as "0..4" or "1,4,5..8"; the lags of a term fit into its text. */
static void format_lags(char *text, size_t size, uint64_t lags)
{
    size_t length = strlen(text);

    for (size_t j = 0; j <= FC_LAG_MAX; j++) {
        size_t last = j;

        if (!fc_lag_set_has(lags, j)) {
            continue;
        }
        while (fc_lag_set_has(lags, last + 1)) {
            last++;
        }
        length += (size_t)snprintf(text + length, size - length, "%zu", j);
        if (last > j) {
            length += (size_t)snprintf(text + length, size - length, "..%zu",
                                       last);
        }
        j = last;
        if (j < fc_lag_set_max(lags)) {
            length += (size_t)snprintf(text + length, size - length, ",");
        }
    }
}

static void format_event(char text[FC_TERM_TEXT_SIZE], const fc_term *term)
{
    char number[FC_NUMBER_TEXT_SIZE] = "";

    fc_number_format_exact(number, term->size);
    (void)snprintf(text, FC_TERM_TEXT_SIZE, "%s:%s%s", term->period,
                   term->size > 0.0 ? "+" : "", number);
}

static void format_lagged(char text[FC_TERM_TEXT_SIZE], const fc_term *term)
{
    size_t length = 0;

    (void)snprintf(text, FC_TERM_TEXT_SIZE, "%s", term->series);
    if (term->kind == FC_TERM_LAGS && term->lags == 1) {
        return;
    }
    length = strlen(text);
    text[length] = ':';
    text[length + 1] = '\0';
    format_lags(text, FC_TERM_TEXT_SIZE, term->lags);
    length = strlen(text);
    if (term->kind == FC_TERM_ALMON) {
        (void)snprintf(text + length, FC_TERM_TEXT_SIZE - length, "~almon%zu",
                       term->order);
    } else if (term->kind == FC_TERM_GEOMETRIC) {
        (void)snprintf(text + length, FC_TERM_TEXT_SIZE - length, "~geometric");
    }
}

void fc_term_format(char text[FC_TERM_TEXT_SIZE], const fc_term *term)
{
    switch (term->kind) {
    case FC_TERM_CONSTANT:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "constant");
        break;
    case FC_TERM_TREND:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "trend");
        break;
    case FC_TERM_SEASON:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "season");
        break;
    case FC_TERM_FOURIER:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "fourier:%zu", term->order);
        break;
    case FC_TERM_DAYS:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "days");
        break;
    case FC_TERM_LAGS:
    case FC_TERM_ALMON:
    case FC_TERM_GEOMETRIC:
        format_lagged(text, term);
        break;
    case FC_TERM_POWERS:
        (void)snprintf(text, FC_TERM_TEXT_SIZE, "%s^%zu..%zu", term->series,
                       term->first, term->order);
        break;
    case FC_TERM_EVENT:
        format_event(text, term);
        break;
    }
}
