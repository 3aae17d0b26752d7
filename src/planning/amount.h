/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts in sentences: 157,812 and 16.01, as many decimals as the size of the
 * series asks for. (Tables leave this to the writers.)
 */
#ifndef FC_PLANNING_AMOUNT_H
#define FC_PLANNING_AMOUNT_H

/** Room for any amount text, with the terminating NUL. */
enum { FC_AMOUNT_TEXT_SIZE = 64 };

/** Decimals that a person wants of amounts as large as @p size. */
int fc_amount_decimals(double size);

/** Write @p value with thousands separators and @p decimals decimals. */
void fc_amount_format(char text[FC_AMOUNT_TEXT_SIZE], double value,
                      int decimals);

#endif
