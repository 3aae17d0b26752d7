/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings from outside the command line. What the command line does not say
 * comes from the first of these that says it:
 *
 *   the section [job.NAME], for a job    (whose data nothing but an option
 *                                         changes)
 *   FORECAST_<OPTION> of the environment (before the section otherwise)
 *   ./forecast.ini                       or the file of --config
 *   $XDG_CONFIG_HOME/forecast/config.ini
 *
 * A setting is an option of the table, written as a word of the command line
 * ("--horizon=4") and parsed by what parses those: there is no second parser
 * and no second list of keys. A setting runs nothing.
 */
#ifndef FC_CLI_CONFIG_H
#define FC_CLI_CONFIG_H

#include "cli/option.h"

enum { FC_CONFIG_FILE_CAPACITY = 2 };

/** The files that were found, the nearer one first. */
struct fc_config {
    fc_settings *files[FC_CONFIG_FILE_CAPACITY];
    size_t file_count;
};

/** One setting as a word. */
struct fc_word {
    char *text; /**< "--horizon=4"; a flag: "--positive", "" if it is false */
    const char *value; /**< borrowed; "true" or "false" for a flag */
    char *origin;      /**< "forecast.ini:3", "FORECAST_HORIZON" */
    const struct fc_option *option;
};

/** Owned words. Zeroed is empty. */
struct fc_words {
    struct fc_word *items;
    size_t count;
};

/**
 * Read the files and check every key and value in them.
 * @param path of --config; NULL: ./forecast.ini, if it is there
 * @return FC_ERR_READ, FC_ERR_FORMAT with the line. Release it after a failure,
 *         too.
 */
fc_status fc_config_open(struct fc_config *out, const char *path,
                         fc_error *err);
void fc_config_release(struct fc_config *config);

/** Let a value be parsed by the first of @p commands (bits) that takes the
 * option. */
fc_status fc_config_try(const struct fc_option *option, const char *value,
                        unsigned commands, fc_error *err);

/** A variable of the environment; "" if it is not set. */
const char *fc_config_environment(const char *name);

/** Does the command look at settings? */
bool fc_config_is_for(const struct fc_command *command);

/** The settings in effect for the command of @p request, without what it says
 * itself. */
fc_status fc_config_words(struct fc_words *out, const struct fc_config *config,
                          const struct fc_request *request, fc_error *err);

/**
 * The settings of a job: of the section with index @p section of the first
 * file, of what @p request (of `run`) says for all, and the others.
 */
fc_status fc_config_job_words(struct fc_words *out,
                              const struct fc_config *config, size_t section,
                              const struct fc_request *request, fc_error *err);

/** Add "--name=value" with its origin. */
fc_status fc_words_add(struct fc_words *words, const struct fc_option *option,
                       const char *value, const char *origin, fc_error *err);
void fc_words_release(struct fc_words *words);

/** "NAME" of a section [job.NAME], else NULL. */
const char *fc_config_job_name(const fc_settings_section *section);

/**
 * argv with the words behind the command word. The caller frees *out with
 * free(); what it points to belongs to the others.
 */
fc_status fc_config_argv(char ***out, int *count, const struct fc_words *words,
                         int argc, char **argv, fc_error *err);

#endif
