/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Provenance: beside a result file stands a small JSON file, the sidecar
 * (`<file>.json`), that says what the result was made from and how to make it
 * again. It also guards the result: a default file name is never reused for
 * another dataset.
 *
 * Write the sidecar first and the result second: a result without a sidecar
 * counts as someone else's.
 */
#ifndef FORECAST_PROVENANCE_H
#define FORECAST_PROVENANCE_H

#include "forecast/file.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** Name of the sidecar of @p result_path. The caller frees *out with free(). */
FC_API fc_status fc_provenance_path(char **out, const char *result_path,
                                    fc_error *err);

/**
 * Render the metadata of @p report as the sidecar of @p result_path: a flat
 * JSON object of texts, in order. "input" becomes relative to the folder of the
 * sidecar, so that the file holds no path of this machine. *out must be
 * zeroed; the caller frees it with fc_bytes_release(), after a failure too.
 * @return FC_ERR_MEMORY, or the failure of the report.
 */
FC_API fc_status fc_provenance_render(fc_bytes *out, const fc_report *report,
                                      const char *result_path, fc_error *err);

/**
 * May @p result_path be written with a result from @p input_path, whose bytes
 * have the digest @p sha256? Yes if there is no such file, or if its sidecar
 * names the same input file or the same digest.
 * @return FC_OK; FC_ERR_OCCUPIED with advice; FC_ERR_MEMORY.
 */
FC_API fc_status fc_provenance_check(const char *result_path,
                                     const char *input_path, const char *sha256,
                                     fc_error *err);

FC_END_DECLS

#endif
