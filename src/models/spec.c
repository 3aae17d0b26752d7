/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Model specs:
 *
 *   spec      = { "positive:" | transform ":" } NAME [ ":" options ]
 *   transform = "none" | "log" | "boxcox" [ ":" ( "guerrero" | "likelihood"
 *             | LAMBDA ) ]
 *
 * No model and no option of a model begins like a transformation.
 */
#include <stdio.h>
#include <string.h>

#include "forecast/names.h"

#include "models/model_type.h"

fc_status fc_model_options_of(struct fc_model_options *out,
                              const fc_model_spec *spec, fc_error *err)
{
    bool own = spec->type->check != NULL;
    fc_status status = FC_OK;

    *out = (struct fc_model_options){0};
    if (!own) {
        status = fc_options_parse(out, spec->options, spec->type->accepts,
                                  spec->type->name, spec->type->usage, err);
    }
    out->type = spec->type;
    out->text = spec->options;
    out->scaled = spec->transform.scale != FC_SCALE_OWN;
    return own ? spec->type->check(out, err) : status;
}

static fc_status unknown_type(const char *name, fc_error *err)
{
    enum { most = 64 }; /* names offered; the table is far shorter */
    const char *names[most] = {NULL};
    const char *nearest = NULL;
    size_t count = fc_model_type_count();

    count = count < most ? count : most;
    for (size_t i = 0; i < count; i++) {
        names[i] = fc_model_type_at(i)->name;
    }
    nearest = fc_name_nearest(name, names, count);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_NOT_FOUND,
                       "there is no model '%s'; did you mean '%s'?", name,
                       nearest);
    }
    return FC_FAIL(err, FC_ERR_NOT_FOUND,
                   "there is no model '%.80s'; `forecast models` lists them",
                   name);
}

static bool begins_with(const char *text, const char *token)
{
    size_t length = strlen(token);

    return strncmp(text, token, length) == 0
           && (text[length] == ':' || text[length] == '\0');
}

/* Length of the transformation that @p text begins with; 0: none. */
static size_t transform_length(const char *text)
{
    size_t length = strcspn(text, ":");
    const char *tail = text + length + (text[length] == ':');

    if (begins_with(text, "none") || begins_with(text, "log")) {
        return length;
    }
    if (!begins_with(text, "boxcox")) {
        return 0;
    }
    if (begins_with(tail, "guerrero") || begins_with(tail, "likelihood")
        || strspn(tail, "+-.0123456789") > 0) {
        return (size_t)(tail - text) + strcspn(tail, ":");
    }
    return length;
}

static fc_status stands_twice(const char *what, fc_error *err)
{
    return FC_FAIL(err, FC_ERR_ARGUMENT, "%s stands twice before the model",
                   what);
}

/* One transformation, @p length characters of @p text. */
static fc_status take_transform(fc_transform_spec *out, const char *text,
                                size_t length, fc_error *err)
{
    char token[FC_TRANSFORM_TEXT_SIZE];

    if (out->scale != FC_SCALE_OWN) {
        return stands_twice("a transformation", err);
    }
    if (length >= sizeof token) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "'%.40s...' is no transformation",
                       text);
    }
    memcpy(token, text, length);
    token[length] = '\0';
    return fc_transform_parse(out, token, err);
}

/* What stands before the model; *text moves behind it. */
static fc_status take_prefixes(fc_transform_spec *out, const char **text,
                               fc_error *err)
{
    for (;;) {
        bool positive = begins_with(*text, "positive");
        size_t length = positive ? strlen("positive") : transform_length(*text);
        fc_status status = FC_OK;

        if (length == 0) {
            return FC_OK;
        }
        if (positive && out->positive) {
            return stands_twice("positive", err);
        }
        if (!positive) {
            status = take_transform(out, *text, length, err);
        }
        if (status != FC_OK) {
            return status;
        }
        out->positive = out->positive || positive;
        if ((*text)[length] == '\0' || (*text)[length + 1] == '\0') {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "no model stands behind '%.40s'; write it as in "
                           "%.40s:theta",
                           *text, *text);
        }
        *text += length + 1;
    }
}

/* NAME[:OPTIONS] */
static fc_status parse_model(fc_model_spec *spec, const char *text,
                             fc_error *err)
{
    char name[FC_MODEL_TEXT_SIZE] = "";
    size_t length = strcspn(text, ":");
    struct fc_model_options options;

    memcpy(name, text, length);
    spec->type = fc_model_type_find(name);
    if (spec->type == NULL) {
        return unknown_type(name, err);
    }
    if (text[length] == ':' && text[length + 1] == '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s': nothing follows the colon; leave it out",
                       name);
    }
    (void)snprintf(spec->options, sizeof spec->options, "%s",
                   text[length] == ':' ? text + length + 1 : "");
    return fc_model_options_of(&options, spec, err);
}

fc_status fc_model_spec_parse(fc_model_spec *out, const char *text,
                              fc_error *err)
{
    fc_model_spec spec = {0};
    fc_status status = take_prefixes(&spec.transform, &text, err);

    if (status == FC_OK && strlen(text) >= FC_MODEL_TEXT_SIZE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%.40s...' is longer than %d characters", text,
                       FC_MODEL_TEXT_SIZE - 1);
    }
    if (status == FC_OK) {
        status = parse_model(&spec, text, err);
    }
    if (status == FC_OK) {
        *out = spec;
    }
    return status;
}

void fc_model_spec_format(char text[FC_MODEL_SPEC_SIZE],
                          const fc_model_spec *spec)
{
    char transform[FC_TRANSFORM_TEXT_SIZE];

    fc_transform_format(transform, &spec->transform);
    /* Each part was parsed from a text of its size, so all fit. */
    (void)snprintf(text, FC_MODEL_SPEC_SIZE, "%s%s%s%.40s%s%.*s",
                   spec->transform.positive ? "positive:" : "", transform,
                   transform[0] != '\0' ? ":" : "", spec->type->name,
                   spec->options[0] != '\0' ? ":" : "", FC_MODEL_TEXT_SIZE - 1,
                   spec->options);
}

size_t fc_model_spec_min_length(const fc_model_spec *spec, size_t season)
{
    struct fc_model_options options;

    if (fc_model_options_of(&options, spec, NULL) != FC_OK) {
        return 0;
    }
    return spec->type->min_length(&options, season);
}

bool fc_model_spec_uses_regressor(const fc_model_spec *spec, const char *name)
{
    struct fc_model_options options;

    if (fc_model_options_of(&options, spec, NULL) != FC_OK) {
        return false;
    }
    for (size_t r = 0; name != NULL && r < options.regressor_count; r++) {
        if (strcmp(options.regressors[r].name, name) == 0) {
            return true;
        }
    }
    return name == NULL && options.regressor_count > 0;
}
