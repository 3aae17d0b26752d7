/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of guidance and plans files, which are of the same kind. */
#ifndef FC_PLANNING_UPDATE_RECORD_H
#define FC_PLANNING_UPDATE_RECORD_H

#include "planning/update_state.h"

enum { FC_UPDATE_CELL_CAPACITY = 12 };

/* A row to be: names of columns and their texts. */
struct fc_update_record {
    enum fc_update_part part;
    const char *names[FC_UPDATE_CELL_CAPACITY];
    const char *texts[FC_UPDATE_CELL_CAPACITY];
    size_t count;
    size_t key_count;   /* the first ones name the record: series, period */
    size_t value_count; /* the next ones are its numbers */
    char issued[FC_PERIOD_TEXT_SIZE];
    char after[140];
};

/** Append a cell; a NULL text is none. */
void fc_update_put(struct fc_update_record *record, const char *name,
                   const char *text);

/** Text of a column; "" if the file does not have it. */
const char *fc_update_cell(const fc_csv *csv, size_t row, const char *name);

/** Read the file of a part once; @p path is NULL if the descriptor names none,
 * and @p key is what it would be called there. */
fc_status fc_update_open_part(struct fc_update *update,
                              enum fc_update_part part, const char *path,
                              const char *key, fc_error *err);

/** Add the record, correct the one of the same day, or leave an equal one. */
fc_status fc_update_apply(struct fc_update *update,
                          const struct fc_update_record *record, fc_error *err);

#endif
