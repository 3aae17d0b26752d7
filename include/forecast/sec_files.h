/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The files that an import makes: the data DATA.csv, its descriptor DATA.ini
 * and its provenance DATA.provenance.json.
 */
#ifndef FORECAST_SEC_FILES_H
#define FORECAST_SEC_FILES_H

#include "forecast/sec_report.h"

FC_BEGIN_DECLS

/**
 * Name of the provenance of a CSV file: data.provenance.json for data.csv. The
 * caller frees *out with free().
 */
FC_API fc_status fc_sec_provenance_path(char **out, const char *csv_path,
                                        fc_error *err);

/**
 * Write the data, the descriptor and the provenance, together. The provenance
 * is @p report, which gets the digest of the columns of the import as
 * `data_sha256`. Columns that someone has added to the CSV of an earlier import
 * are carried over; a descriptor that something else wrote, or that describes
 * such columns, is kept. Notes in the report say so.
 * @param force also over figures that no import wrote, or changed since
 * @return FC_ERR_OCCUPIED with advice; FC_ERR_WRITE, FC_ERR_MEMORY.
 */
FC_API fc_status fc_sec_files_write(const char *csv_path,
                                    const fc_sec_table *table,
                                    fc_report *report, bool force,
                                    fc_error *err);

FC_END_DECLS

#endif
