/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles as bytes: IEEE 754, little-endian, eight each, whatever the machine.
 * A missing value is the quiet NaN 00 00 00 00 00 00 f8 7f. */
#ifndef FC_LEDGER_VALUES_H
#define FC_LEDGER_VALUES_H

#include <stddef.h>

/** @p bytes has room for 8 times @p count. */
void fc_values_pack(unsigned char *bytes, const double *values, size_t count);
void fc_values_unpack(double *values, const unsigned char *bytes, size_t count);

#endif
