/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Bringing a dataset up to date: new actuals, revised ones, guidance and plans,
 * in the CSV file and in the guidance and plan files that its descriptor names.
 *
 *  - A new actual stands in the period behind the last value of its series, in
 *    an empty cell or in a new row; periods are not skipped. A value that is
 *    there changes only by a revision.
 *  - A range or a plan that is in its file already is left alone. Another range
 *    or value for the same period is a new row, since what was said before
 *    stays on record; one that was issued on the same day takes its place.
 *  - What is not named keeps its bytes: order of columns, text of numbers, line
 *    ends.
 *  - Doing the same again changes nothing.
 */
#ifndef FORECAST_UPDATE_H
#define FORECAST_UPDATE_H

#include "forecast/dataset.h"
#include "forecast/file.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** A value for a series and period. Borrowed. */
typedef struct fc_update_value {
    const char *series; /**< its name */
    const char *period; /**< which */
    const char *number; /**< as it is to be written, in plain notation */
    bool revises;       /**< changes a value that is there */
} fc_update_value;

/** A guided range. Borrowed. */
typedef struct fc_update_range {
    const char *series; /**< NULL: the one among the values of this update that
                             has had guidance before */
    const char *period; /**< "": the one behind the last actual */
    const char *low;    /**< as they are to be written */
    const char *high;   /**< upper end */
} fc_update_range;

/** Figures to add to a dataset. */
typedef struct fc_update_request {
    const char *path;                /**< the CSV file */
    const fc_table_options *options; /**< how the file is read */
    const fc_update_value *values;   /**< to add or revise */
    size_t value_count;              /**< number of values */
    const fc_update_range *ranges;   /**< of guidance */
    size_t range_count;              /**< number of ranges */
    const fc_update_value *plans;    /**< a period of the series, or its year */
    size_t plan_count;               /**< number of plans */
    fc_date issued;                  /**< of ranges and plans */
    const char *source;              /**< likewise; NULL: none */
    const char *basis;               /**< of plans; NULL: none */
} fc_update_request;

/** What an update would change. */
typedef struct fc_update fc_update;

/**
 * Work out everything in memory; nothing is written.
 * @return FC_ERR_NOT_FOUND for an unknown series, with the nearest name, or a
 *         descriptor that names no file; FC_ERR_ARGUMENT for what is no period
 *         or number; FC_ERR_DATA for a period that would be skipped, or a value
 *         that is there; errors of reading. The caller frees *out with
 *         fc_update_free().
 */
FC_API fc_status fc_update_prepare(fc_update **out,
                                   const fc_update_request *request,
                                   fc_error *err);
/** NULL is fine. */
FC_API void fc_update_free(fc_update *update);

/** Number of files that change. */
FC_API size_t fc_update_file_count(const fc_update *update);
/** Name of file @p index that changes. Borrowed. */
FC_API const char *fc_update_file(const fc_update *update, size_t index);

/**
 * Table `changes`: file, series, period, before, after, change (added, revised,
 * unchanged).
 */
FC_API fc_status fc_update_report(fc_report **out, const fc_update *update,
                                  fc_error *err);

/**
 * Write the files that change, and each one's previous version as FILE.bak. All
 * of them are complete and synced before the first is put in place, and each is
 * put in place in one step; if the process is killed between two, the same
 * update done again completes the rest.
 * @return FC_ERR_WRITE, FC_ERR_MEMORY
 */
FC_API fc_status fc_update_write(const fc_update *update, fc_error *err);

FC_END_DECLS

#endif
