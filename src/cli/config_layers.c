/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which setting wins: layers, the first that says something of an option. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/config.h"
#include "cli/config_keys.h"

/* What is being put together, one layer behind the other. */
struct layering {
    struct fc_words *words;
    const struct fc_request *request; /* what it gives is not looked for */
    unsigned command;                 /* bit: whose options */
    enum fc_config_place place;       /* what stands in the environment */
    size_t complete; /* words of the layers before; those win */
};

static bool is_taken(const struct layering *layering,
                     const struct fc_option *option)
{
    for (size_t i = 0; i < layering->complete; i++) {
        const struct fc_option *other = layering->words->items[i].option;

        if (strcmp(other->name, option->name) == 0
            || (other->kind == FC_OPTION_TEXT && option->kind == FC_OPTION_TEXT
                && other->offset == option->offset)) {
            return true;
        }
    }
    return layering->request != NULL
           && fc_option_is_given(layering->request, option);
}

static fc_status add(struct layering *layering, const struct fc_option *setting,
                     const char *value, const char *origin, fc_error *err)
{
    const struct fc_option *option = fc_option_find(setting->name,
                                                    layering->command);

    return option == NULL || is_taken(layering, option)
               ? FC_OK
               : fc_words_add(layering->words, option, value, origin, err);
}

static fc_status add_section(struct layering *layering, const fc_settings *file,
                             size_t section, enum fc_config_place place,
                             fc_error *err)
{
    fc_status status = FC_OK;

    layering->complete = layering->words->count;
    for (size_t i = 0; i < file->count && status == FC_OK; i++) {
        const fc_setting *item = &file->items[i];
        char origin[300];

        if (item->section == section) {
            (void)snprintf(origin, sizeof origin, "%.250s:%zu", file->source,
                           item->line);
            status = add(layering, fc_config_option(item->key, place),
                         item->value, origin, err);
        }
    }
    return status;
}

static fc_status add_named(struct layering *layering, const fc_settings *file,
                           const char *name, enum fc_config_place place,
                           fc_error *err)
{
    for (size_t i = 0; i < file->section_count; i++) {
        if (strcmp(file->sections[i].name, name) == 0) {
            return add_section(layering, file, i, place, err);
        }
    }
    return FC_OK;
}

/* FORECAST_LOG_FORMAT of log-format. */
static void variable_name(char *out, size_t size,
                          const struct fc_option *option)
{
    (void)snprintf(out, size, "FORECAST_%s", option->name);
    for (char *c = out; *c != '\0'; c++) {
        *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
    }
}

static fc_status add_variable(struct layering *layering,
                              const struct fc_option *option, fc_error *err)
{
    char name[80];
    const char *value = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;

    variable_name(name, sizeof name, option);
    value = fc_config_environment(name);
    if (value[0] == '\0' || is_taken(layering, option)) {
        return FC_OK;
    }
    status = fc_config_try(option, value, layering->command, &why);
    if (status != FC_OK) {
        return FC_FAIL(err, status, "%s: %.400s", name, why.message);
    }
    return add(layering, option, value, name, err);
}

static fc_status add_environment(struct layering *layering, fc_error *err)
{
    fc_status status = FC_OK;

    layering->complete = layering->words->count;
    for (size_t i = 0; i < fc_option_count() && status == FC_OK; i++) {
        const struct fc_option *option = fc_option_at(i);

        if ((option->commands & layering->command) != 0
            && (option->commands & fc_config_commands(layering->place)) != 0
            && fc_config_refusal(option, layering->place) == NULL) {
            status = add_variable(layering, option, err);
        }
    }
    return status;
}

/* What a job says of its data makes it that job: a variable for the user's own
 * work must not point all jobs to one series. */
static fc_status add_identity(struct layering *layering,
                              const fc_settings *file, size_t section,
                              fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < file->count && status == FC_OK; i++) {
        const fc_setting *item = &file->items[i];
        const struct fc_option *option = NULL;
        char origin[300];

        if (item->section != section) {
            continue;
        }
        option = fc_config_option(item->key, FC_CONFIG_JOB);
        if (option->group == FC_OPTIONS_DATA) {
            (void)snprintf(origin, sizeof origin, "%.250s:%zu", file->source,
                           item->line);
            status = add(layering, option, item->value, origin, err);
        }
    }
    return status;
}

/* What `run` was given for all jobs. */
static fc_status add_given(struct layering *layering,
                           const struct fc_request *request, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < fc_option_count() && status == FC_OK; i++) {
        const struct fc_option *option = fc_option_at(i);
        const char *value = request->given[i];

        if (value != NULL && (option->commands & FC_ON_FORECAST) != 0) {
            status = add(layering, option,
                         option->argument == NULL ? "true" : value,
                         "command line", err);
        }
    }
    return status;
}

fc_status fc_config_words(struct fc_words *out, const struct fc_config *config,
                          const struct fc_request *request, fc_error *err)
{
    bool is_run = request->command->bit == FC_ON_RUN;
    struct layering layering = {
        .words = out,
        .request = request,
        .command = request->command->bit,
        .place = is_run ? FC_CONFIG_RUN : FC_CONFIG_DEFAULTS,
    };
    fc_status status = add_environment(&layering, err);

    for (size_t i = 0; i < config->file_count && status == FC_OK; i++) {
        status = add_named(&layering, config->files[i],
                           is_run ? "run" : "defaults", layering.place, err);
    }
    return status;
}

fc_status fc_config_job_words(struct fc_words *out,
                              const struct fc_config *config, size_t section,
                              const struct fc_request *request, fc_error *err)
{
    struct layering layering = {.words = out, .command = FC_ON_FORECAST};
    fc_status status = add_given(&layering, request, err);

    layering.complete = out->count;
    if (status == FC_OK) {
        status = add_identity(&layering, config->files[0], section, err);
    }
    if (status == FC_OK) {
        status = add_environment(&layering, err);
    }
    if (status == FC_OK) {
        status = add_section(&layering, config->files[0], section,
                             FC_CONFIG_JOB, err);
    }
    for (size_t i = 0; i < config->file_count && status == FC_OK; i++) {
        status = add_named(&layering, config->files[i], "defaults",
                           FC_CONFIG_DEFAULTS, err);
    }
    return status;
}
