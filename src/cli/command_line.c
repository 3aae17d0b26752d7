/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_word(FILE *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789%+,-./:=@_";

    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        (void)fputs(word, out);
        return;
    }
    (void)fputc('\'', out);
    for (; *word != '\0'; word++) {
        if (*word == '\'') {
            (void)fputs("'\\''", out);
        } else {
            (void)fputc(*word, out);
        }
    }
    (void)fputc('\'', out);
}

fc_status fc_command_line(char **out, char *const *words, int count,
                          fc_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);

    *out = NULL;
    if (stream != NULL) {
        (void)fputs("forecast", stream);
        for (int i = 1; i < count; i++) {
            (void)fputc(' ', stream);
            print_word(stream, words[i]);
        }
    }
    if (stream == NULL || fclose(stream) != 0) {
        free(text);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the command");
    }
    *out = text;
    return FC_OK;
}
