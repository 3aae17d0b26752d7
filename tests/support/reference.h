/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference numbers: the rows case,quantity,value of tests/reference. */
#ifndef FC_SUPPORT_REFERENCE_H
#define FC_SUPPORT_REFERENCE_H

#include <stddef.h>

/**
 * The value of @p quantity of @p name in @p file of tests/reference; the test
 * fails if there is none.
 */
double reference_value(const char *file, const char *name,
                       const char *quantity);

/** As reference_value() of "<quantity><number>", such as w1. */
double reference_numbered(const char *file, const char *name,
                          const char *quantity, size_t number);

/** Assert |actual - expected| <= tolerance * max(|expected|, floor). */
void reference_assert_close(double actual, double expected, double tolerance,
                            double floor);

#endif
