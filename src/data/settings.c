/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/settings.h"

#include <string.h>

#include "forecast/file.h"

#include "base/memory.h"
#include "data/ini.h"

static fc_status out_of_memory(const fc_settings *settings, size_t line,
                               fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, settings->source, line, 0,
                      "out of memory");
}

/* An fc_ini_handler. */
static fc_status begin(void *context, const char *name, size_t line,
                       fc_error *err)
{
    fc_settings *settings = context;
    fc_settings_section *grown = NULL;

    for (size_t i = 0; i < settings->section_count; i++) {
        if (strcmp(settings->sections[i].name, name) == 0) {
            return FC_FAIL_AT(err, FC_ERR_FORMAT, settings->source, line, 0,
                              "[%s] stands in line %zu already; put the keys "
                              "of both together",
                              name, settings->sections[i].line);
        }
    }
    grown = fc_reallocarray(settings->sections, settings->section_count + 1,
                            sizeof *grown);
    if (grown == NULL) {
        return out_of_memory(settings, line, err);
    }
    settings->sections = grown;
    grown[settings->section_count].line = line;
    grown[settings->section_count].name = fc_text_copy(name);
    if (grown[settings->section_count].name == NULL) {
        return out_of_memory(settings, line, err);
    }
    settings->section_count++;
    return FC_OK;
}

static fc_status take(void *context, const char *key, const char *value,
                      size_t line, fc_error *err)
{
    fc_settings *settings = context;
    fc_setting *grown = fc_reallocarray(settings->items, settings->count + 1,
                                        sizeof *grown);
    fc_setting item = {.section = settings->section_count - 1, .line = line};

    if (grown == NULL) {
        return out_of_memory(settings, line, err);
    }
    settings->items = grown;
    item.key = fc_text_copy(key);
    item.value = fc_text_copy(value);
    grown[settings->count++] = item;
    return item.key != NULL && item.value != NULL
               ? FC_OK
               : out_of_memory(settings, line, err);
}

fc_status fc_settings_parse(fc_settings **out, const char *text, size_t size,
                            const char *source, fc_error *err)
{
    fc_settings *settings = fc_calloc(1, sizeof *settings);
    const struct fc_ini_handler handler = {
        .begin = begin, .take = take, .context = settings, .home = "defaults"};
    fc_status status = FC_OK;

    *out = NULL;
    if (settings != NULL) {
        settings->source = fc_text_copy(source);
    }
    if (settings == NULL || settings->source == NULL) {
        status = FC_FAIL_AT(err, FC_ERR_MEMORY, source, 0, 0, "out of memory");
    } else {
        status = fc_ini_parse(text, size, source, &handler, err);
    }
    if (status != FC_OK) {
        fc_settings_free(settings);
        return status;
    }
    *out = settings;
    return FC_OK;
}

fc_status fc_settings_read(fc_settings **out, const char *path, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_settings_parse(out, bytes.data != NULL ? bytes.data : "",
                                   bytes.size, path, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

void fc_settings_free(fc_settings *settings)
{
    if (settings == NULL) {
        return;
    }
    for (size_t i = 0; i < settings->section_count; i++) {
        free(settings->sections[i].name);
    }
    for (size_t i = 0; i < settings->count; i++) {
        free(settings->items[i].key);
        free(settings->items[i].value);
    }
    free(settings->sections);
    free(settings->items);
    free(settings->source);
    free(settings);
}
