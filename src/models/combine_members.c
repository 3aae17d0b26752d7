/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The members of a combination: how they are written and how they take part.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "models/combine.h"

static const char median_word[] = "median+";

/* What "combine" alone means, docs/methods.md tells why, and "combine:growing":
 * the mean of three that follow a growing business most closely. Before these
 * stands the regression; without a season, with one, and with a long one. */
static const char growing_word[] = "growing";
static const char *const pool[] = {
    "ets:AAdZ/arima:0,1,1+constant/arima/theta:dynamic/naive",
    "ets:AAdZ/log:arima:0,1,1/0,1,1/arima/theta:dynamic/none:snaive",
    "ets:AAdZ/log:arima:0,1,1/0,1,1/theta:dynamic/none:snaive",
};
static const char *const growing[] = {
    "ets:AAdZ/arima:0,1,1+constant",
    "ets:AAdZ/log:arima:0,1,1/0,1,1",
};

/* Beyond, a search for ARIMA orders takes seconds a series. */
enum { LONGEST_SEARCHED = 24 };

/* Length of the member that @p text begins with. */
static size_t member_length(const char *text)
{
    size_t length = 0;

    while (
        text[length] != '\0'
        && !(text[length] == '/' && isalpha((unsigned char)text[length + 1]))) {
        length++;
    }
    return length;
}

static fc_status add_member(struct fc_combine_list *list, const char *text,
                            size_t length, fc_error *err)
{
    char member[FC_MODEL_TEXT_SIZE];
    fc_model_spec *spec = &list->specs[list->count];
    fc_status status = FC_OK;

    if (list->count == FC_COMBINE_MOST) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'combine': more than %d members",
                       FC_COMBINE_MOST);
    }
    /* The text of a spec is no longer than this. */
    memcpy(member, text, length);
    member[length] = '\0';
    status = fc_model_spec_parse(spec, member, err);
    if (status != FC_OK) {
        return status;
    }
    if (spec->type == &fc_model_combine) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'combine': a combination is no member of "
                       "another; name its members instead");
    }
    if (fc_model_spec_uses_regressor(spec, NULL)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'combine': member '%.60s' uses other series, "
                       "which a combination does not have",
                       member);
    }
    list->count++;
    return FC_OK;
}

/* A list that has a name, at @p season. */
static void write_list(char text[FC_MODEL_TEXT_SIZE], bool default_pool,
                       size_t season)
{
    size_t seasonal = season > 1 ? 1 : 0;
    size_t searched_no_more = season > LONGEST_SEARCHED ? 1 : 0;

    (void)snprintf(text, FC_MODEL_TEXT_SIZE, "%syoy:robust+window=%zu/%s",
                   default_pool ? median_word : "", fc_growth_window(season),
                   default_pool ? pool[seasonal + searched_no_more]
                                : growing[seasonal]);
}

fc_status fc_combine_parse(struct fc_combine_list *out, const char *text,
                           size_t season, fc_error *err)
{
    char list[FC_MODEL_TEXT_SIZE];
    fc_status status = FC_OK;

    *out = (struct fc_combine_list){0};
    out->pool = text[0] == '\0';
    out->named = out->pool || strcmp(text, growing_word) == 0;
    if (out->named) {
        write_list(list, out->pool, season);
        text = list;
    }
    if (strncmp(text, median_word, strlen(median_word)) == 0) {
        out->median = true;
        text += strlen(median_word);
    }
    while (status == FC_OK) {
        size_t length = member_length(text);

        status = add_member(out, text, length, err);
        if (text[length] == '\0') {
            break;
        }
        text += length + 1;
    }
    return status;
}

fc_status fc_combine_member(fc_model_spec *out,
                            const struct fc_combine_list *list, size_t index,
                            const fc_transform_spec *transform, fc_error *err)
{
    const fc_model_spec *spec = &list->specs[index];
    bool scaled = transform->scale != FC_SCALE_OWN;

    *out = *spec;
    if (scaled && spec->transform.scale != FC_SCALE_OWN && !list->named) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'combine': a transformation stands before the "
                       "combination and before its member '%s'; leave one out",
                       spec->type->name);
    }
    if (scaled) {
        out->transform = *transform;
    }
    out->transform.positive = spec->transform.positive || transform->positive;
    return FC_OK;
}
