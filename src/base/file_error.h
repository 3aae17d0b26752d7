/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the system says when a file cannot be read or written. */
#ifndef FC_BASE_FILE_ERROR_H
#define FC_BASE_FILE_ERROR_H

#include "forecast/status.h"

/** FC_ERR_READ: @p path cannot be read, for the reason of errno @p number. */
fc_status fc_file_read_error(fc_error *err, const char *path, int number);

/** FC_ERR_WRITE: @p what happened to @p path, for the reason of @p number. */
fc_status fc_file_write_error(fc_error *err, const char *path, const char *what,
                              int number);

#endif
