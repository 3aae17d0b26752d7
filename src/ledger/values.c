/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/values.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* NaN has many bit patterns; equal values must give equal bytes. */
static const uint64_t missing = UINT64_C(0x7ff8000000000000);

void fc_values_pack(unsigned char *bytes, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = missing;

        if (!isnan(values[i])) {
            memcpy(&bits, &values[i], sizeof bits);
        }
        for (size_t b = 0; b < 8; b++) {
            bytes[8 * i + b] = (unsigned char)(bits >> (8 * b));
        }
    }
}

void fc_values_unpack(double *values, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = 0;

        for (size_t b = 0; b < 8; b++) {
            bits |= (uint64_t)bytes[8 * i + b] << (8 * b);
        }
        memcpy(&values[i], &bits, sizeof bits);
    }
}
