/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New and revised actuals, each with the place where it goes. */
#ifndef FC_PLANNING_UPDATE_TARGET_H
#define FC_PLANNING_UPDATE_TARGET_H

#include "data/period_style.h"
#include "planning/update_state.h"

/* One value and where it goes. */
struct fc_update_target {
    const fc_update_value *value;
    const fc_series *series;
    int64_t index; /* of the period in the table */
    double number;
    bool is_set; /* the cell changes */
};

struct fc_update_targets {
    struct fc_update *update;
    struct fc_update_target *items;
    size_t count;
};

static inline const fc_table *fc_update_table(
    const struct fc_update_targets *targets)
{
    return targets->update->dataset->table;
}

/** Rows of the table, with those that targets before @p at add. */
int64_t fc_update_row_count(const struct fc_update_targets *targets, size_t at);

enum { FC_UPDATE_NUMBER_SIZE = 64 };

/** The number as this file writes numbers. */
void fc_update_write_number(char out[FC_UPDATE_NUMBER_SIZE],
                            const struct fc_update_targets *targets,
                            const struct fc_update_target *target);

/** A column of periods, whose style a new cell takes up. */
struct fc_period_source {
    struct fc_period_example *examples;
    size_t count;
};

/** Period @p index of the table in that style. */
void fc_update_write_period(char out[FC_PERIOD_TEXT_SIZE],
                            const struct fc_update_targets *targets,
                            const struct fc_period_source *source,
                            int64_t index);

/** Change the text of a file: a column a series, or a row a value. */
fc_status fc_update_write_wide(struct fc_update_targets *targets,
                               fc_error *err);
fc_status fc_update_write_long(struct fc_update_targets *targets,
                               fc_error *err);

#endif
