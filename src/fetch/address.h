/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_FETCH_ADDRESS_H
#define FC_FETCH_ADDRESS_H

#include <stdbool.h>

/** Is it https? */
bool fc_address_is_secure(const char *url);

/** Is it plain http to this machine? */
bool fc_address_is_local(const char *url);

#endif
