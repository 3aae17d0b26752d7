/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings as words of a command line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/config.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the settings");
}

/* "--name=value", or of a flag "--name" or nothing; NULL without memory. */
static char *write_word(const struct fc_option *option, const char *value)
{
    size_t room = strlen(option->name) + strlen(value) + 4;
    char *text = malloc(room);

    if (text == NULL) {
        return NULL;
    }
    if (option->argument != NULL) {
        (void)snprintf(text, room, "--%s=%s", option->name, value);
    } else if (strcmp(value, "true") == 0) {
        (void)snprintf(text, room, "--%s", option->name);
    } else {
        text[0] = '\0';
    }
    return text;
}

fc_status fc_words_add(struct fc_words *words, const struct fc_option *option,
                       const char *value, const char *origin, fc_error *err)
{
    struct fc_word *grown = realloc(words->items,
                                    (words->count + 1) * sizeof *grown);
    struct fc_word word = {.option = option, .value = value};

    if (grown == NULL) {
        return out_of_memory(err);
    }
    words->items = grown;
    word.text = write_word(option, value);
    word.origin = strdup(origin);
    grown[words->count++] = word;
    return word.text != NULL && word.origin != NULL ? FC_OK
                                                    : out_of_memory(err);
}

void fc_words_release(struct fc_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i].text);
        free(words->items[i].origin);
    }
    free(words->items);
    *words = (struct fc_words){0};
}

fc_status fc_config_argv(char ***out, int *count, const struct fc_words *words,
                         int argc, char **argv, fc_error *err)
{
    int first = argc > 1 && argv[1][0] != '-' ? 2 : 1;
    char **all = calloc((size_t)argc + words->count + 2, sizeof *all);
    int used = 0;

    *out = NULL;
    if (all == NULL) {
        return out_of_memory(err);
    }
    for (int i = 0; i < first && i < argc; i++) {
        all[used++] = argv[i];
    }
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].text[0] != '\0') {
            all[used++] = words->items[i].text;
        }
    }
    for (int i = first; i < argc; i++) {
        all[used++] = argv[i];
    }
    *count = used;
    *out = all;
    return FC_OK;
}
