/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_AS_OF_H
#define FC_CLI_AS_OF_H

#include "cli/request.h"

/**
 * The period of --as-of, of the frequency of @p series and between its first
 * and last value; frequency NONE if it was not given.
 * @return FC_ERR_ARGUMENT
 */
fc_status fc_as_of_read(fc_period *out, const struct fc_request *request,
                        const fc_dataset *dataset, const fc_series *series,
                        fc_error *err);

#endif
