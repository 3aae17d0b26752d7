/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be asked of ets:
 *
 *   options = [ model ] { "+" word }
 *   model   = error trend [ "d" ] season      A M Z, N A M Z, N A M Z
 *   word    = "narrow" | "both" | "usual" | "admissible"
 *           | "ic=aicc" | "ic=aic" | "ic=bic"
 *
 * and which forms that leaves. Z chooses among the forms that R's ets() has by
 * default: no multiplicative trend, and no additive error with a multiplicative
 * season, whose states divide by what may come near zero.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "models/ets.h"

/* Observations beyond the parameters: with fewer there is no AICc. */
enum { SPARE = 3 };

/* A longer season is left to be asked for: its start values are too many. */
enum { LONGEST_CHOSEN_SEASON = 24 };

static const struct {
    const char *text;
    enum fc_ets_bounds bounds;
} bounds_words[] = {
    {"narrow", FC_ETS_BOUNDS_NARROW},
    {"both", FC_ETS_BOUNDS_BOTH},
    {"usual", FC_ETS_BOUNDS_USUAL},
    {"admissible", FC_ETS_BOUNDS_ADMISSIBLE},
};

static const struct {
    const char *text;
    enum fc_ets_criterion criterion;
} criterion_words[] = {
    {"ic=aicc", FC_ETS_AICC},
    {"ic=aic", FC_ETS_AIC},
    {"ic=bic", FC_ETS_BIC},
};

static bool equals(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(text, word, length) == 0;
}

static bool read_word(struct fc_ets_request *out, const char *text,
                      size_t length)
{
    for (size_t i = 0; i < sizeof bounds_words / sizeof bounds_words[0]; i++) {
        if (equals(text, length, bounds_words[i].text)) {
            out->bounds = bounds_words[i].bounds;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof criterion_words / sizeof criterion_words[0];
         i++) {
        if (equals(text, length, criterion_words[i].text)) {
            out->criterion = criterion_words[i].criterion;
            return true;
        }
    }
    return false;
}

static bool is_one_of(char letter, const char *letters)
{
    return letter != '\0' && strchr(letters, letter) != NULL;
}

static bool read_model(struct fc_ets_request *out, const char *text,
                       size_t length)
{
    bool damped = length == 4 && text[2] == 'd';

    if ((length != 3 && !damped) || !is_one_of(text[0], "AMZ")
        || !is_one_of(text[1], damped ? "AMZ" : "NAMZ")
        || !is_one_of(text[length - 1], "NAMZ")) {
        return false;
    }
    out->error = text[0];
    out->trend = text[1];
    out->season = text[length - 1];
    out->damped = damped;
    out->undamped = !damped && text[1] != 'Z';
    return true;
}

fc_status fc_ets_request_parse(struct fc_ets_request *out, const char *text,
                               fc_error *err)
{
    struct fc_ets_request request = {.error = 'Z', .trend = 'Z', .season = 'Z'};

    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "+");

        if (!(at == text && read_model(&request, at, length))
            && !read_word(&request, at, length)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "model 'ets': option '%.*s' is unknown; options: %s",
                           (int)(length < 60 ? length : 60), at,
                           fc_model_ets.usage);
        }
        at += length;
        if (at[0] == '+') {
            at++;
            if (*at == '\0') {
                return FC_FAIL(err, FC_ERR_ARGUMENT,
                               "model 'ets': nothing follows the last '+'");
            }
        }
    }
    *out = request;
    return FC_OK;
}

size_t fc_ets_parameter_count(const struct fc_ets_form *form,
                              enum fc_ets_bounds bounds)
{
    /* A weight, and the state at the start if that is free. */
    size_t each = bounds == FC_ETS_BOUNDS_NARROW ? 1 : 2;
    size_t count = each;

    if (form->trend != 'N') {
        count += each;
    }
    if (form->season != 'N') {
        count += form->m;
    }
    return count + (form->damped ? 1 : 0);
}

/* Would R's ets() leave the form out? */
static bool is_unstable(const struct fc_ets_form *form)
{
    return (form->error == 'A' && (form->trend == 'M' || form->season == 'M'))
           || (form->error == 'M' && form->trend == 'M' && form->season == 'A');
}

static bool multiplies(const struct fc_ets_form *form)
{
    return form->error == 'M' || form->trend == 'M' || form->season == 'M';
}

static bool is_allowed(const struct fc_ets_form *form,
                       const struct fc_ets_request *request)
{
    bool chosen = request->error == 'Z' || request->trend == 'Z'
                  || request->season == 'Z';

    if (form->damped ? form->trend == 'N' || request->undamped
                     : request->damped && form->trend != 'N') {
        return false;
    }
    return !chosen
           || !(is_unstable(form) || (request->additive && multiplies(form)));
}

/* Letters of a part: the one asked for, or those that Z stands for. */
static void set_letters(char out[4], char asked, const char *chosen)
{
    (void)snprintf(out, 4, "%.3s", chosen);
    if (asked != 'Z') {
        out[0] = asked;
        out[1] = '\0';
    }
}

struct alphabet {
    char errors[4];
    char trends[4];
    char seasons[4];
};

static struct alphabet alphabet_of(const struct fc_ets_request *request,
                                   size_t season)
{
    struct alphabet out;

    set_letters(out.errors, request->error, "AM");
    set_letters(out.trends, request->trend, "NA");
    set_letters(out.seasons, season == 1 ? 'N' : request->season,
                season > LONGEST_CHOSEN_SEASON ? "N" : "NAM");
    return out;
}

/* Fills the forms that @p request allows, whatever the series. */
static size_t list_forms(struct fc_ets_form forms[FC_ETS_FORMS_MAX],
                         const struct fc_ets_request *request, size_t season)
{
    const struct alphabet letters = alphabet_of(request, season);
    size_t count = 0;

    for (const char *e = letters.errors; *e != '\0'; e++) {
        for (const char *t = letters.trends; *t != '\0'; t++) {
            for (const char *s = letters.seasons; *s != '\0'; s++) {
                for (int damped = 0; damped < 2; damped++) {
                    struct fc_ets_form form = {*e, *t, *s, damped == 1,
                                               *s == 'N' ? 1 : season};

                    if (is_allowed(&form, request)) {
                        forms[count++] = form;
                    }
                }
            }
        }
    }
    return count;
}

size_t fc_ets_fewest(const struct fc_ets_request *request, size_t season)
{
    struct fc_ets_form forms[FC_ETS_FORMS_MAX];
    size_t count = list_forms(forms, request, season);
    size_t fewest = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        size_t needed = fc_ets_parameter_count(&forms[i], request->bounds)
                        + SPARE;

        fewest = needed < fewest ? needed : fewest;
    }
    return fewest;
}

size_t fc_ets_forms(struct fc_ets_form forms[FC_ETS_FORMS_MAX],
                    const struct fc_ets_request *request, size_t season,
                    size_t known, bool positive)
{
    size_t listed = list_forms(forms, request, season);
    size_t count = 0;

    for (size_t i = 0; i < listed; i++) {
        if (fc_ets_parameter_count(&forms[i], request->bounds) + SPARE <= known
            && (positive || !multiplies(&forms[i]))) {
            forms[count++] = forms[i];
        }
    }
    return count;
}
