/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The rows of a batch as CSV, in the convention of statsforecast: unique_id,
 * ds, model, mean, then lo-80, hi-80 and so on, a row a step. Numbers have 10
 * significant digits; text is quoted and neutralised as fc_writer does it.
 */
#ifndef FORECAST_BATCH_WRITER_H
#define FORECAST_BATCH_WRITER_H

#include "forecast/batch.h"
#include "forecast/file.h"

FC_BEGIN_DECLS

/** Append the header; @p levels may be NULL for the default. FC_ERR_MEMORY. */
FC_API fc_status fc_batch_write_header(fc_bytes *out, const double *levels,
                                       size_t count, fc_error *err);
/** Append the rows of one series. @p digits 0: 10. FC_ERR_MEMORY. */
FC_API fc_status fc_batch_write_rows(fc_bytes *out,
                                     const fc_batch_forecast *forecast,
                                     int digits, fc_error *err);

/** Append the header of a file of failures: unique_id,reason. */
FC_API fc_status fc_batch_write_failure_header(fc_bytes *out, fc_error *err);
/** Append the line of a failed series; the reason begins with the place. */
FC_API fc_status fc_batch_write_failure(fc_bytes *out,
                                        const fc_long_series *series,
                                        const fc_error *why, fc_error *err);

FC_END_DECLS

#endif
