/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_FETCH_MODULE_H
#define FC_CLI_FETCH_MODULE_H

#include "fetch/fetch.h"

/**
 * fc_fetch(), loaded now: the network is a module of its own, so that commands
 * that do not use it start without its cost.
 * @return FC_ERR_INTERNAL if the module is not there
 */
fc_status fc_fetch_module_load(fc_fetch_function **out, fc_error *err);

#endif
