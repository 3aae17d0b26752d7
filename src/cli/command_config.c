/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/command.h"
#include "cli/config.h"
#include "cli/config_keys.h"
#include "cli/deliver.h"

static const fc_column columns[] = {
    {.name = "for", .title = "For", .style = FC_STYLE_TEXT, .decimals = -1},
    {.name = "setting",
     .title = "Setting",
     .style = FC_STYLE_TEXT,
     .decimals = -1},
    {.name = "value", .title = "Value", .style = FC_STYLE_TEXT, .decimals = -1},
    {.name = "origin",
     .title = "Origin",
     .style = FC_STYLE_TEXT,
     .decimals = -1},
};

/* Append the words of one command or job. */
static void add_words(fc_report_table *table, const char *whom,
                      const struct fc_words *words, bool with_origin)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct fc_word *word = &words->items[i];

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, whom);
        fc_report_table_set_text(table, 1, word->option->name);
        fc_report_table_set_text(table, 2, word->value);
        if (with_origin) {
            fc_report_table_set_text(table, 3, word->origin);
        }
    }
}

/* What a command gets that is called without options. */
static fc_status add_command(fc_report_table *table,
                             const struct fc_request *request, unsigned bit,
                             fc_error *err)
{
    struct fc_request bare = {.config = request->config};
    struct fc_words words = {0};
    fc_status status = FC_OK;

    for (size_t i = 0; i < fc_command_count(); i++) {
        if (fc_command_at(i)->bit == bit) {
            bare.command = fc_command_at(i);
        }
    }
    status = fc_config_words(&words, request->config, &bare, err);
    if (status == FC_OK) {
        add_words(table, bit == FC_ON_RUN ? "run" : "defaults", &words,
                  request->unattended.show_origin);
    }
    fc_words_release(&words);
    return status;
}

static fc_status add_jobs(fc_report_table *table,
                          const struct fc_request *request, fc_error *err)
{
    const struct fc_config *config = request->config;
    struct fc_request bare = {.config = config};
    fc_status status = FC_OK;

    if (config->file_count == 0) {
        return FC_OK;
    }
    for (size_t i = 0; i < config->files[0]->section_count && status == FC_OK;
         i++) {
        const fc_settings_section *section = &config->files[0]->sections[i];
        struct fc_words words = {0};

        if (fc_config_job_name(section) != NULL) {
            status = fc_config_job_words(&words, config, i, &bare, err);
            add_words(table, section->name, &words,
                      request->unattended.show_origin);
        }
        fc_words_release(&words);
    }
    return status;
}

fc_status fc_command_config(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    size_t count = request->unattended.show_origin ? 4 : 3;
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    (void)outcome; /* files that are wrong are errors */
    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(report, "settings", NULL, FC_FOR_ALL, columns,
                                count);
    status = add_command(table, request, FC_ON_FORECAST, err);
    if (status == FC_OK) {
        status = add_command(table, request, FC_ON_RUN, err);
    }
    if (status == FC_OK) {
        status = add_jobs(table, request, err);
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "What is not listed has its default: see forecast help "
                       "forecast and forecast help run.");
    if (status == FC_OK) {
        status = fc_report_finish(report, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}
