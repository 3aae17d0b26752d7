/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A dataset: a CSV file of series and the descriptor beside it.
 *
 * Beside data.csv may stand data.ini:
 *
 *   [dataset]
 *   frequency = quarterly         fiscal_year_end = 12
 *   guidance = guidance.csv       plans = plans.csv
 *   totals = totals.csv           facts = facts.csv
 *   hierarchy = hierarchy.csv     sources = sources.csv
 *   peers = peers.csv             scenarios = scenarios.csv
 *   title = Some company          company = Some
 *   [series.net_sales]
 *   unit = USD million            kind = flow
 *   regressors = capex_net        title = Net sales
 *   metric = revenue
 *   [series.capex_net]
 *   other_basis = capex
 *
 * (one key a line). How the file is to be read may stand in [dataset], too:
 * layout, delimiter, decimal_comma, formatted_numbers, scale_suffixes and
 * period_column, as in fc_table_options.
 *
 * File names are relative to the descriptor. Guidance and plans are read only
 * through it (or by option), so that one company's range is never held against
 * another's series of the same name.
 */
#ifndef FORECAST_DATASET_H
#define FORECAST_DATASET_H

#include "forecast/table.h"

FC_BEGIN_DECLS

/** What the descriptor says of one series. Owned by the dataset. */
typedef struct fc_series_info {
    char *name;   /**< its name */
    char *title;  /**< words for people; the name if none is given */
    char *metric; /**< what peers call it, such as "capex"; NULL if not said */
    size_t regressor_count; /**< number of regressors */
    char **regressors;      /**< names of other series of the same table */
    char *other_basis; /**< the series that holds the same figures on another
                            basis, as gross for net; NULL if none */
} fc_series_info;

/** Owns everything in it; paths are NULL where the descriptor names none. */
typedef struct fc_dataset {
    fc_table *table;       /**< units and kinds are set on its series */
    size_t own_count;      /**< how many of them the file has; those of peers
                                stand behind them */
    char *descriptor_path; /**< NULL if there is no descriptor */
    char *title;           /**< "" if none */
    char *company;         /**< as the file of peers has it; NULL if not said */
    char *guidance_path;   /**< file of ranges */
    char *plans_path;      /**< file of plans */
    char *totals_path;     /**< file of totals */
    char *facts_path;      /**< file of facts */
    char *peers_path;      /**< file of peers */
    char *hierarchy_path;  /**< file of the hierarchy */
    char *sources_path;    /**< file of sources */
    char *scenarios_path;  /**< file of scenarios */
    size_t info_count;     /**< number of records */
    fc_series_info *info;  /**< a record for each series */
} fc_dataset;

/**
 * Read @p path and the descriptor beside it, if there is one. What @p options
 * (may be NULL) sets explicitly wins over the descriptor.
 * @return the errors of fc_table_read(); FC_ERR_FORMAT for an unknown key, a
 *         line the INI reader would cut, or a regressor that is not a series.
 */
FC_API fc_status fc_dataset_open(fc_dataset **out, const char *path,
                                 const fc_table_options *options,
                                 fc_error *err);

/**
 * The name of the descriptor that belongs to a CSV file: data.ini for data.csv.
 * It need not exist. The caller frees *out with free().
 */
FC_API fc_status fc_dataset_descriptor_path(char **out, const char *path,
                                            fc_error *err);

/**
 * As fc_dataset_open() for bytes already read (standard input): no descriptor.
 */
FC_API fc_status fc_dataset_parse(fc_dataset **out, const char *text,
                                  size_t size, const char *source,
                                  const fc_table_options *options,
                                  fc_error *err);

/** Free a dataset; NULL is fine. */
FC_API void fc_dataset_free(fc_dataset *dataset);

/** What the descriptor says of series @p name, or NULL. Borrowed. */
FC_API const fc_series_info *fc_dataset_info(const fc_dataset *dataset,
                                             const char *name);

/**
 * Make a series of the file of peers one of the table: "microsoft_capex" is
 * made of the quarters of Microsoft's capex, in the unit of the table's first
 * series, NaN where the panel has none; quarters outside the table are left
 * out. Nothing happens if the table has a series of that name already, the
 * panel has none, or the table is not one of calendar quarters; what
 * fc_table_find() finds then says so. Regressors that the descriptor names are
 * added when the dataset is opened.
 * @return the errors of reading the file of peers, FC_ERR_MEMORY
 */
FC_API fc_status fc_dataset_add_peer(fc_dataset *dataset, const char *name,
                                     fc_error *err);

/**
 * Does the CSV at @p path hold a series called @p name? Reads the header (and
 * the names of a long file) only. A file that a descriptor in its folder names
 * as guidance, plans, totals, facts, hierarchy or sources never does.
 * @return FC_OK and the answer in *out; errors only for unreadable files.
 */
FC_API fc_status fc_dataset_has_series(bool *out, const char *path,
                                       const char *name, fc_error *err);

/**
 * A commented descriptor for @p table, as `forecast init` writes it. The
 * caller frees *out with free().
 */
FC_API fc_status fc_dataset_describe(char **out, const fc_table *table,
                                     fc_error *err);

FC_END_DECLS

#endif
