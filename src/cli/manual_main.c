/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes all manual pages into a folder that is there; run by the build. */
#include <stdio.h>

#include "cli/manual.h"

static int write_page(const char *folder, const struct fc_command *command)
{
    char path[1024];
    FILE *out = NULL;
    int length = snprintf(path, sizeof path, "%s/forecast%s%s.1", folder,
                          command != NULL ? "-" : "",
                          command != NULL ? command->name : "");

    if (length < 0 || (size_t)length >= sizeof path) {
        return 1;
    }
    out = fopen(path, "w");
    if (out == NULL) {
        perror(path);
        return 1;
    }
    if (command != NULL) {
        fc_manual_command(out, command);
    } else {
        fc_manual_program(out);
    }
    if (fclose(out) != 0) {
        perror(path);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    if (argc != 2) {
        (void)fputs("usage: forecast_manual FOLDER\n", stderr);
        return 2;
    }
    failed = write_page(argv[1], NULL);
    for (size_t i = 0; i < fc_command_count() && failed == 0; i++) {
        failed = write_page(argv[1], fc_command_at(i));
    }
    return failed;
}
