/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as text, always with a decimal point. See fc_init() for the locale.
 */
#ifndef FC_BASE_NUMBER_H
#define FC_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/** Room for any number text, with the terminating NUL. */
enum { FC_NUMBER_TEXT_SIZE = 40 };

/** A quiet NaN: the missing value. */
double fc_missing(void);

/**
 * Parse the whole of @p text as a finite decimal number: digits, one point, an
 * exponent, a sign. No blanks, no hexadecimal, no "inf" or "nan".
 */
bool fc_number_parse(double *out, const char *text);

/** The shortest text that reads back as the same double. */
void fc_number_format_exact(char text[FC_NUMBER_TEXT_SIZE], double value);

/** @p digits significant digits, without trailing zeros. */
void fc_number_format_significant(char text[FC_NUMBER_TEXT_SIZE], double value,
                                  int digits);

#endif
