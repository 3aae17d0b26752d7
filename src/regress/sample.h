/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The making of a sample: sample.c finds the rows, sample_columns.c fills the
 * design, sample_decay.c looks for the decay of geometric weights.
 */
#ifndef FC_REGRESS_SAMPLE_H
#define FC_REGRESS_SAMPLE_H

#include "forecast/terms.h"

/** A series as the regression sees it. */
struct fc_variable {
    char *name; /**< "log capex", without its lag */
    double *v;  /**< one a period of the table; NaN: not known */
};

/** What must be known in a row: a variable at a lag. */
struct fc_input {
    const double *v;
    size_t lag;
};

/** A sample in the making. */
struct fc_sampling {
    const fc_sample_request *request;
    const fc_table *table;
    size_t first; /**< the window, as places in the table */
    size_t length;
    size_t season;
    struct fc_variable response;
    struct fc_variable weights;    /**< v NULL: none */
    struct fc_variable *variables; /**< one a term; unused for calendar terms */
    struct fc_input *inputs;       /**< one a reason of the sample */
    size_t *times;                 /**< one a row, as places in the table */
    double *column;                /**< room for one column */
    fc_sample *sample;
};

/** Columns that @p term takes. */
size_t fc_sample_term_columns(const struct fc_sampling *sampling,
                              const fc_term *term);

/** Fill a new design of all terms, with what `decay` of the terms says. */
fc_status fc_sample_fill_design(fc_design **out,
                                const struct fc_sampling *sampling,
                                fc_error *err);

/** Find the decay of the geometric term, if there is one. */
fc_status fc_sample_find_decay(struct fc_sampling *sampling, fc_error *err);

/** "capex(t-4)", or "capex" for lag 0 of a term without another. */
void fc_sample_lag_name(char *text, size_t size, const char *name, size_t lag,
                        bool alone);

#endif
