/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An update while it is worked out. */
#ifndef FC_PLANNING_UPDATE_STATE_H
#define FC_PLANNING_UPDATE_STATE_H

#include "forecast/update.h"

#include "data/csv_edit.h"
#include "data/csv_reader.h"

/** A file that may change. */
struct fc_update_file {
    char *path;     /**< NULL: not touched */
    fc_bytes bytes; /**< as it is */
    fc_csv *csv;    /**< the same, read */
    struct fc_csv_edit edit;
    bool changes;
};

enum fc_update_part {
    FC_UPDATE_DATA,
    FC_UPDATE_GUIDANCE,
    FC_UPDATE_PLANS,
    FC_UPDATE_PARTS,
};

/** One line of the report. Owns its texts. */
struct fc_update_change {
    enum fc_update_part part;
    char *series;
    char *period;
    char *before; /**< NULL: nothing */
    char *after;
    const char *what;
};

/** The same, borrowed. */
struct fc_update_told {
    enum fc_update_part part;
    const char *series;
    const char *period;
    const char *before;
    const char *after;
    const char *what;
};

struct fc_update {
    const fc_update_request *request; /**< while it is prepared */
    fc_dataset *dataset;
    struct fc_update_file files[FC_UPDATE_PARTS];
    struct fc_update_change *changes;
    size_t change_count;
};

/** Read a file for changing; @p delimiter 0: as the header says. */
fc_status fc_update_open(struct fc_update_file *out, const char *path,
                         char delimiter, fc_error *err);

/** Note what happens to a cell. Texts are copied. */
fc_status fc_update_note(struct fc_update *update,
                         const struct fc_update_told *told, fc_error *err);

/** The series, or FC_ERR_NOT_FOUND with the nearest name. */
fc_status fc_update_series(const fc_series **out,
                           const struct fc_update *update, const char *name,
                           fc_error *err);

/** FC_ERR_ARGUMENT for what is no number in plain notation. */
fc_status fc_update_number(double *out, const char *text, fc_error *err);

/** The new actuals and revisions. */
fc_status fc_update_values(struct fc_update *update, fc_error *err);
/** The ranges and the plans. */
fc_status fc_update_records(struct fc_update *update, fc_error *err);
/** FC_ERR_FORMAT or FC_ERR_DATA for a file that would not read back, a range in
 * another unit, or a plan that no scenario would take. */
fc_status fc_update_check(const struct fc_update *update, fc_error *err);

#endif
