/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of a TBATS model:
 *
 *   options = term { "+" term }
 *   term    = "season=" ( "none" | PERIOD { "," PERIOD } )
 *           | "k=" NUMBER { "," NUMBER }          one for each season
 *           | "trend=" ( "none" | "linear" | "damped" )
 *           | "boxcox=" ( "yes" | "no" )
 *           | "arma=" ( "none" | P "," Q )
 *
 * Each term stands once; what does not stand is chosen. Periods are at least 2,
 * ascending, not necessarily whole; k is at most half a period.
 */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "models/tbats.h"
#include "stats/lags.h"

/* Longer periods are no restriction on any series that fits into memory. */
static const double longest_period = 1e6;

struct term {
    const char *key;
    const char *value;
    size_t length; /* of the value */
};

static fc_status fail(const struct term *term, const char *why, fc_error *err)
{
    int length = (int)(term->value + term->length - term->key);

    return FC_FAIL(
        err, FC_ERR_ARGUMENT, "model 'tbats': option '%.*s' %s; options: %s",
        length < 100 ? length : 100, term->key, why, fc_model_tbats.usage);
}

static bool is(const struct term *term, const char *word)
{
    return term->length == strlen(word)
           && memcmp(term->value, word, term->length) == 0;
}

/* The number up to the next comma; *cursor moves behind it. */
static bool take_number(double *out, const char **cursor, const char *end)
{
    char text[FC_NUMBER_TEXT_SIZE];
    const char *stop = memchr(*cursor, ',', (size_t)(end - *cursor));
    size_t length = (size_t)((stop != NULL ? stop : end) - *cursor);

    if (length >= sizeof text) {
        return false;
    }
    memcpy(text, *cursor, length);
    text[length] = '\0';
    *cursor += length + (stop != NULL);
    return fc_number_parse(out, text) && (stop == NULL || *cursor < end);
}

/* Numbers between commas, at most @p most; their count, 0 if there is an error.
 */
static size_t take_numbers(double *out, size_t most, const struct term *term)
{
    const char *cursor = term->value;
    const char *end = term->value + term->length;
    size_t count = 0;

    while (cursor < end) {
        if (count == most || !take_number(&out[count++], &cursor, end)) {
            return 0;
        }
    }
    return count;
}

static fc_status take_season(struct fc_tbats_request *out,
                             const struct term *term, fc_error *err)
{
    double *period = out->form.period;

    if (is(term, "none")) {
        return FC_OK;
    }
    out->form.seasons = take_numbers(period, FC_TBATS_SEASONS_MAX, term);
    for (size_t i = 0; i < out->form.seasons; i++) {
        if (!(period[i] >= 2.0 && period[i] <= longest_period)
            || (i > 0 && !(period[i] > period[i - 1]))) {
            out->form.seasons = 0;
        }
    }
    if (out->form.seasons == 0) {
        return fail(term,
                    "needs up to four periods of 2 or more, ascending, as in "
                    "season=7,365.25",
                    err);
    }
    return FC_OK;
}

static fc_status take_k(struct fc_tbats_request *out, const struct term *term,
                        fc_error *err)
{
    double k[FC_TBATS_SEASONS_MAX] = {0};
    double sum = 0.0;
    size_t count = take_numbers(k, FC_TBATS_SEASONS_MAX, term);

    for (size_t i = 0; i < count; i++) {
        sum += k[i];
        if (!(k[i] >= 1.0) || floor(k[i]) < k[i]
            || sum > (double)FC_TBATS_HARMONICS_MAX) {
            count = 0;
            break;
        }
        out->form.k[i] = (size_t)k[i];
    }
    if (count == 0) {
        return fail(term,
                    "needs numbers of harmonics, together at most 60, as "
                    "in k=3,10",
                    err);
    }
    out->k_count = count;
    return FC_OK;
}

static fc_status take_trend(struct fc_tbats_request *out,
                            const struct term *term, fc_error *err)
{
    out->form.damped = is(term, "damped");
    out->form.trend = out->form.damped || is(term, "linear");
    if (!out->form.trend && !is(term, "none")) {
        return fail(term, "needs none, linear or damped", err);
    }
    return FC_OK;
}

static fc_status take_box_cox(struct fc_tbats_request *out,
                              const struct term *term, fc_error *err)
{
    out->form.box_cox = is(term, "yes");
    if (!out->form.box_cox && !is(term, "no")) {
        return fail(term, "needs yes or no", err);
    }
    return FC_OK;
}

static fc_status take_arma(struct fc_tbats_request *out,
                           const struct term *term, fc_error *err)
{
    double order[2] = {0};

    if (is(term, "none")) {
        return FC_OK;
    }
    if (take_numbers(order, 2, term) != 2 || !(order[0] >= 0.0)
        || !(order[0] <= (double)FC_TBATS_ORDER_MAX) || !(order[1] >= 0.0)
        || !(order[1] <= (double)FC_TBATS_ORDER_MAX)
        || floor(order[0]) < order[0] || floor(order[1]) < order[1]) {
        return fail(term,
                    "needs none or two orders from 0 to 5, as in "
                    "arma=1,1",
                    err);
    }
    out->form.p = (size_t)order[0];
    out->form.q = (size_t)order[1];
    return FC_OK;
}

enum { SEASON, K, TREND, BOX_COX, ARMA, KEYS };

static const struct {
    const char *key;
    fc_status (*take)(struct fc_tbats_request *out, const struct term *term,
                      fc_error *err);
} keys[KEYS] = {
    [SEASON] = {"season=", take_season}, [K] = {"k=", take_k},
    [TREND] = {"trend=", take_trend},    [BOX_COX] = {"boxcox=", take_box_cox},
    [ARMA] = {"arma=", take_arma},
};

static fc_status take_term(struct fc_tbats_request *out, bool given[KEYS],
                           const char *text, size_t length, fc_error *err)
{
    struct term term = {text, text, length};

    for (size_t i = 0; i < KEYS; i++) {
        size_t key = strlen(keys[i].key);

        if (length < key || memcmp(text, keys[i].key, key) != 0) {
            continue;
        }
        if (given[i]) {
            return fail(&term, "stands twice", err);
        }
        given[i] = true;
        term.value = text + key;
        term.length = length - key;
        return keys[i].take(out, &term, err);
    }
    return fail(&term, "is unknown", err);
}

/* Harmonics belong to seasons that are named. */
static fc_status check_k(const struct fc_tbats_request *request, fc_error *err)
{
    const struct fc_tbats_form *form = &request->form;

    if (request->k_count > 0 && request->k_count != form->seasons) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'tbats': k needs a number for each period of "
                       "season=, as in season=7,365.25+k=3,10");
    }
    for (size_t i = 0; i < request->k_count; i++) {
        if (2.0 * (double)form->k[i] > form->period[i]) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "model 'tbats': a season of %g periods has at most "
                           "%g harmonics, not %zu",
                           form->period[i], floor(form->period[i] / 2.0),
                           form->k[i]);
        }
    }
    return FC_OK;
}

fc_status fc_tbats_parse(struct fc_tbats_request *out, const char *text,
                         fc_error *err)
{
    bool given[KEYS] = {false};
    fc_status status = FC_OK;

    *out = (struct fc_tbats_request){0};
    while (*text != '\0' && status == FC_OK) {
        size_t length = strcspn(text, "+");

        status = take_term(out, given, text, length, err);
        text += length;
        if (status == FC_OK && *text == '+' && *++text == '\0') {
            struct term empty = {text, text, 0};

            status = fail(&empty, "is missing behind '+'", err);
        }
    }
    out->season_given = given[SEASON];
    out->trend_given = given[TREND];
    out->box_cox_given = given[BOX_COX];
    out->arma_given = given[ARMA];
    return status == FC_OK ? check_k(out, err) : status;
}

size_t fc_tbats_fewest(const struct fc_tbats_request *request)
{
    struct fc_tbats_form form = request->form;
    size_t seasons = 0;
    size_t parameters = 0;

    for (size_t i = 0; i < form.seasons; i++) {
        form.k[i] = form.k[i] > 0 ? form.k[i] : 1;
        seasons = (size_t)ceil(2.0 * form.period[i]);
    }
    parameters = fc_tbats_parameter_count(&form) + fc_tbats_states(&form) + 2;
    return parameters > seasons ? parameters : seasons;
}
