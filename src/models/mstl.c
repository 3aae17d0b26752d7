/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several seasons taken out and put back, any model in between:
 * models/stl_model.h, with the seasons of the spec:
 *
 *   options = season { "," season } [ ":" [ "robust+" ] MODEL ]
 *
 * and no options for the season of the series.
 */
#include <ctype.h>

#include "models/stl_model.h"

/* Periods; no series is so long that a longer one could be seen. */
enum { longest_season = 1000000 };

static bool is_digit(char c)
{
    return isdigit((unsigned char)c) != 0;
}

/* One number; *text moves behind it. 0: none, or one too large. */
static size_t take_number(const char **text)
{
    size_t number = 0;

    while (is_digit(**text)) {
        number = 10 * number + (size_t)(**text - '0');
        if (number > longest_season) {
            return 0;
        }
        (*text)++;
    }
    return number;
}

static fc_status no_seasons(const char *text, fc_error *err)
{
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model 'mstl': '%.60s' does not begin with seasons; write "
                   "1 to %d rising numbers from 2 to %d, as in mstl:48,336:%s",
                   text, FC_MSTL_MOST, longest_season, fc_model_theta.name);
}

/* The seasons; *text moves behind them. False if they are no such list. */
static bool take_seasons(struct fc_stl_plan *out, const char **text)
{
    for (;;) {
        size_t before = out->count > 0 ? out->seasons[out->count - 1] : 1;
        size_t season = take_number(text);

        if (season <= before || out->count == FC_MSTL_MOST) {
            return false;
        }
        out->seasons[out->count] = season;
        out->count++;
        if (**text != ',') {
            return **text == '\0' || **text == ':';
        }
        (*text)++;
    }
}

static fc_status parse(struct fc_stl_plan *out, const char *text, size_t season,
                       fc_error *err)
{
    const char *rest = text;

    *out = (struct fc_stl_plan){0};
    if (*text == '\0') {
        out->count = 1;
        out->seasons[0] = season;
    } else if (!take_seasons(out, &rest)) {
        return no_seasons(text, err);
    }
    if (*rest == ':' && rest[1] == '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'mstl': nothing follows the last colon; leave it "
                       "out");
    }
    return fc_stl_plan_parse(out, *rest == ':' ? rest + 1 : rest,
                             fc_model_mstl.name, err);
}

static const struct fc_stl_method method = {.parse = parse};

const fc_model_type fc_model_mstl = {
    .name = "mstl",
    .summary = "as stl, with several seasons",
    .usage =
        "SEASON,SEASON,...[:[robust+]MODEL], such as 48,336:drift (the season "
        "of the series; theta)",
    .advice = "values by the hour or the day: seasons of a day, a week, a year",
    .check = fc_stl_model_check,
    .method = &method,
    .min_length = fc_stl_model_min_length,
    .fit = fc_stl_model_fit,
    .predict = fc_stl_model_predict,
    .draw = fc_stl_model_draw,
    .explain = fc_stl_model_explain,
    .coefficient_count = fc_stl_model_coefficient_count,
    .coefficient_at = fc_stl_model_coefficient_at,
    .release = fc_stl_model_free,
};
