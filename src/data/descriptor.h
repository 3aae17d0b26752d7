/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The descriptor of a CSV file, as written: nothing in it is held against the
 * table yet. Lines are kept for the messages of those who do.
 */
#ifndef FC_DATA_DESCRIPTOR_H
#define FC_DATA_DESCRIPTOR_H

#include "forecast/table.h"

/** Files that a descriptor may name; none of them is a candidate for series. */
enum fc_role {
    FC_ROLE_GUIDANCE,
    FC_ROLE_PLANS,
    FC_ROLE_TOTALS,
    FC_ROLE_FACTS,
    FC_ROLE_PEERS,
    FC_ROLE_HIERARCHY,
    FC_ROLE_SOURCES,
    FC_ROLE_SCENARIOS,
    FC_ROLE_COUNT,
};

/** What [series.NAME] says. Texts are NULL where it says nothing. */
struct fc_series_section {
    char *name;
    char *title;
    char *unit;
    char *metric;
    fc_series_kind kind;
    size_t regressor_count;
    char **regressors;
    char *other_basis;       /**< NULL if none */
    size_t line;             /**< of the section */
    size_t regressors_line;  /**< of the key */
    size_t other_basis_line; /**< of the key */
    unsigned seen;           /* keys met so far */
};

/** Owns everything in it. */
struct fc_descriptor {
    char *path;
    char *title;                /**< NULL if none */
    char *company;              /**< likewise */
    fc_table_options options;   /**< the period column is owned below */
    char *period_column;        /**< NULL if none */
    char *files[FC_ROLE_COUNT]; /**< as seen from here; NULL where none */
    size_t series_count;
    struct fc_series_section *series;
};

/** Longest name of a series that a section can hold. */
enum { FC_SERIES_NAME_LIMIT = 49 - (int)(sizeof "series." - 1) };

/**
 * Read the descriptor at @p path.
 * @return FC_ERR_READ; FC_ERR_FORMAT with the line for unknown sections and
 *         keys, values that do not fit and lines that the INI reader would
 *         cut. The caller frees *out with fc_descriptor_free().
 */
fc_status fc_descriptor_read(struct fc_descriptor **out, const char *path,
                             fc_error *err);

/** The descriptor beside a CSV file; NULL and FC_OK if there is none. */
fc_status fc_descriptor_find(struct fc_descriptor **out, const char *csv_path,
                             fc_error *err);

/** As fc_descriptor_read(), from memory. */
fc_status fc_descriptor_parse(struct fc_descriptor **out, const char *text,
                              size_t size, const char *path, fc_error *err);

/** NULL is fine. */
void fc_descriptor_free(struct fc_descriptor *descriptor);

/** Add a section for series @p name; NULL when memory is out. */
struct fc_series_section *fc_descriptor_add_series(
    struct fc_descriptor *descriptor, const char *name);

#endif
