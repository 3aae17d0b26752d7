/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import finds where it is to write: a CSV of an earlier import, to
 * which someone may have added columns, such as segments. They are carried
 * over.
 */
#ifndef FC_OUTPUT_SEC_CARRY_H
#define FC_OUTPUT_SEC_CARRY_H

#include "data/csv_reader.h"

/** Zeroed: there is nothing. */
struct fc_sec_carry {
    bool is_there;     /**< a file has the name */
    bool is_unchanged; /**< an import wrote it, and its columns are as it did */
    fc_csv *csv;       /**< NULL unless an import wrote it */
    size_t period;     /**< column of the periods */
    size_t count;      /**< columns that no import made */
    size_t *columns;
};

/**
 * Look at the CSV, with the provenance beside it.
 * @return FC_ERR_READ, FC_ERR_MEMORY. The caller ends it with
 *         fc_sec_carry_release(), after a failure too.
 */
fc_status fc_sec_carry_open(struct fc_sec_carry *out, const char *csv_path,
                            const char *provenance_path, fc_error *err);
void fc_sec_carry_release(struct fc_sec_carry *carry);

/** Leave out the column called @p name. Was there one? */
bool fc_sec_carry_drop(struct fc_sec_carry *carry, const char *name);

/**
 * The new CSV @p own with the columns that are carried over, by period; periods
 * that only they have keep their rows before or behind. Into *out, which must
 * be zeroed.
 * @return FC_ERR_MEMORY
 */
fc_status fc_sec_carry_merge(fc_bytes *out, const struct fc_sec_carry *carry,
                             const fc_bytes *own, fc_error *err);

#endif
