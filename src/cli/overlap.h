/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Output that would destroy what was read, or other output.
 */
#ifndef FC_CLI_OVERLAP_H
#define FC_CLI_OVERLAP_H

#include "cli/request.h"

/**
 * Is every file that @p request writes its own: no file that was read for it,
 * no file that it writes under another name, no sidecar of one?
 * @param dataset what was read; NULL: nothing
 * @param default_path the file to write if the request names none; NULL: none
 * @return FC_ERR_ARGUMENT that names both files; FC_ERR_MEMORY.
 */
fc_status fc_overlap_check(const struct fc_request *request,
                           const fc_dataset *dataset, const char *default_path,
                           fc_error *err);

/**
 * FC_ERR_ARGUMENT if writing to @p output would change the file @p input;
 * @p what says what the output is, as in "the descriptor".
 */
fc_status fc_overlap_refuse(const char *output, const char *what,
                            const char *input, fc_error *err);

/** Does a sidecar belong beside the file of a projection? Not beside JSON,
 * which says by itself what it was made from. */
bool fc_overlap_has_sidecar(const char *path);

#endif
