/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/config_keys.h"

static const char job_prefix[] = "job.";
static const char local_name[] = "forecast.ini";

bool fc_config_is_for(const struct fc_command *command)
{
    return (command->bit
            & (fc_config_commands(FC_CONFIG_DEFAULTS) | FC_ON_REGRESS
               | FC_ON_RUN | FC_ON_CONFIG))
           != 0;
}

const char *fc_config_job_name(const fc_settings_section *section)
{
    size_t length = strlen(job_prefix);

    return strncmp(section->name, job_prefix, length) == 0
               ? section->name + length
               : NULL;
}

/* The name becomes that of a file. */
static bool is_job_name(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._";

    return name[0] != '\0' && name[0] != '.'
           && strspn(name, plain) == strlen(name);
}

static fc_status place_of(enum fc_config_place *out,
                          const fc_settings_section *section,
                          const char *source, fc_error *err)
{
    const char *job = fc_config_job_name(section);

    if (job != NULL && !is_job_name(job)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, section->line, 0,
                          "'%s' is no name of a job; use letters, digits, '-', "
                          "'_' and '.', which does not come first",
                          job);
    }
    if (job != NULL) {
        *out = FC_CONFIG_JOB;
    } else if (strcmp(section->name, "defaults") == 0) {
        *out = FC_CONFIG_DEFAULTS;
    } else if (strcmp(section->name, "run") == 0) {
        *out = FC_CONFIG_RUN;
    } else {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, section->line, 0,
                          "there is no section [%s]; write [defaults], [run] "
                          "or [job.NAME]",
                          section->name);
    }
    return FC_OK;
}

fc_status fc_config_try(const struct fc_option *option, const char *value,
                        unsigned commands, fc_error *err)
{
    struct fc_request request = {0};
    struct fc_words words = {0};
    char program[] = "forecast";
    char name[32] = "";
    char *argv[] = {program, name, NULL, NULL};
    fc_status status = FC_OK;

    if (option->argument == NULL && strcmp(value, "true") != 0
        && strcmp(value, "false") != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--%s '%.60s': write true or false", option->name,
                       value);
    }
    status = fc_words_add(&words, option, value, "", err);
    for (size_t i = 0; i < fc_command_count() && name[0] == '\0'; i++) {
        if ((fc_command_at(i)->bit & commands & option->commands) != 0) {
            (void)snprintf(name, sizeof name, "%s", fc_command_at(i)->name);
        }
    }
    if (status == FC_OK && words.items[0].text[0] != '\0') {
        argv[2] = words.items[0].text;
        status = fc_request_parse(&request, 3, argv, err);
    }
    fc_words_release(&words);
    return status;
}

static fc_status check_item(const fc_settings *file, const fc_setting *item,
                            enum fc_config_place place, fc_error *err)
{
    const struct fc_option *option = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_config_check_key(item->key, place, file->source,
                                           item->line, err);

    if (status != FC_OK) {
        return status;
    }
    option = fc_config_option(item->key, place);
    status = fc_config_try(option, item->value, fc_config_commands(place),
                           &why);
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    if (status == FC_OK && place == FC_CONFIG_JOB
        && strcmp(option->name, "data") == 0 && strcmp(item->value, "-") == 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, file->source, item->line, 0,
                          "a job cannot read standard input; name a file");
    }
    return status == FC_OK ? FC_OK
                           : FC_FAIL_AT(err, FC_ERR_FORMAT, file->source,
                                        item->line, 0, "%s", why.message);
}

/* An option that is not repeatable stands once in a section. */
static fc_status check_repeated(const fc_settings *file, size_t index,
                                enum fc_config_place place, fc_error *err)
{
    const fc_setting *item = &file->items[index];
    const struct fc_option *option = fc_config_option(item->key, place);

    for (size_t i = 0; i < index; i++) {
        const fc_setting *before = &file->items[i];

        if (before->section == item->section && !option->repeatable
            && fc_config_option(before->key, place) == option) {
            return FC_FAIL_AT(err, FC_ERR_FORMAT, file->source, item->line, 0,
                              "'%.60s' stands in line %zu already; give it "
                              "once",
                              item->key, before->line);
        }
    }
    return FC_OK;
}

static fc_status check_file(const fc_settings *file, fc_error *err)
{
    enum fc_config_place place = FC_CONFIG_DEFAULTS;
    fc_status status = FC_OK;

    for (size_t i = 0; i < file->section_count && status == FC_OK; i++) {
        status = place_of(&place, &file->sections[i], file->source, err);
    }
    for (size_t i = 0; i < file->count && status == FC_OK; i++) {
        status = place_of(&place, &file->sections[file->items[i].section],
                          file->source, err);
        if (status == FC_OK) {
            status = check_item(file, &file->items[i], place, err);
        }
        if (status == FC_OK) {
            status = check_repeated(file, i, place, err);
        }
    }
    return status;
}

/* Beside a forecast.csv stands a forecast.ini that describes it: nobody asked
 * for that one to be read as a configuration. */
static bool is_descriptor(const fc_settings *file)
{
    for (size_t i = 0; i < file->section_count; i++) {
        const char *name = file->sections[i].name;

        if (strcmp(name, "dataset") == 0 || strncmp(name, "series.", 7) == 0) {
            return true;
        }
    }
    return false;
}

static fc_status add_file(struct fc_config *config, const char *path,
                          bool asked_for, fc_error *err)
{
    fc_settings *file = NULL;
    fc_status status = fc_settings_read(&file, path, err);

    if (status == FC_OK && !asked_for && is_descriptor(file)) {
        fc_settings_free(file);
        return FC_OK;
    }
    if (status == FC_OK) {
        config->files[config->file_count++] = file;
        status = check_file(file, err);
    }
    return status;
}

const char *fc_config_environment(const char *name)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): nothing sets the environment */
    const char *value = getenv(name);

    return value != NULL ? value : "";
}

/* The user's file; "" if there is no place for one. */
static void user_path(char *out, size_t size)
{
    const char *folder = fc_config_environment("XDG_CONFIG_HOME");
    const char *home = fc_config_environment("HOME");

    out[0] = '\0';
    if (folder[0] == '/') { /* the specification ignores relative ones */
        (void)snprintf(out, size, "%s/forecast/config.ini", folder);
    } else if (home[0] == '/') {
        (void)snprintf(out, size, "%s/.config/forecast/config.ini", home);
    }
}

fc_status fc_config_open(struct fc_config *out, const char *path, fc_error *err)
{
    char user[4096];
    struct stat info;
    fc_status status = FC_OK;

    *out = (struct fc_config){0};
    if (path != NULL) {
        status = add_file(out, path, true, err);
    } else if (stat(local_name, &info) == 0) {
        status = add_file(out, local_name, false, err);
    }
    user_path(user, sizeof user);
    if (status == FC_OK && user[0] != '\0' && stat(user, &info) == 0) {
        status = add_file(out, user, true, err);
    }
    return status;
}

void fc_config_release(struct fc_config *config)
{
    for (size_t i = 0; i < config->file_count; i++) {
        fc_settings_free(config->files[i]);
    }
    *config = (struct fc_config){0};
}
