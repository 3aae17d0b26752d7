/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a competition in a folder, by their names:
 * SET_FREQUENCY_train.csv.gz and SET_FREQUENCY_test.csv.gz, or .csv.
 */
#ifndef FC_CLI_COMPETITION_FILES_H
#define FC_CLI_COMPETITION_FILES_H

#include "forecast/competition.h"

#include "cli/text_list.h"

enum { FC_COMPETITION_FILE_CAPACITY = 16 };

struct fc_competition_files {
    fc_competition_file items[FC_COMPETITION_FILE_CAPACITY];
    size_t count;
    struct fc_text_list texts; /* what the items point to */
};

/**
 * Find the files of @p set in @p folder, the least frequent first, "other"
 * last.
 * @return FC_ERR_READ for a folder that cannot be read or a training part
 *         without test part; FC_ERR_NOT_FOUND for an unknown set, with those
 *         that are there; FC_ERR_MEMORY. The caller ends it with
 *         fc_competition_files_release(), after a failure too.
 */
fc_status fc_competition_files_find(struct fc_competition_files *out,
                                    const char *folder, const char *set,
                                    fc_error *err);
void fc_competition_files_release(struct fc_competition_files *files);

#endif
