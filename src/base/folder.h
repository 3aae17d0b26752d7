/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_BASE_FOLDER_H
#define FC_BASE_FOLDER_H

#include "forecast/status.h"

/**
 * Make the missing folders above @p path, which is left as it is. An existing
 * folder is no error. FC_ERR_WRITE
 */
fc_status fc_folders_make_above(char *path, fc_error *err);

#endif
