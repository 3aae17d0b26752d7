/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of cells as text: for machines, and for people. */
#ifndef FC_OUTPUT_CELL_TEXT_H
#define FC_OUTPUT_CELL_TEXT_H

#include "forecast/report.h"

/** Room for any number of a cell, with sign, separators and NUL. */
enum { FC_CELL_TEXT_SIZE = 64 };

/**
 * A number as CSV and JSON write it, by its style. COMPUTED numbers get
 * @p digits significant digits (0: 10). A probability is never written as 0 or
 * 1.
 */
void fc_cell_text_exact(char text[FC_CELL_TEXT_SIZE], const fc_cell *cell,
                        int digits);

/**
 * A number as people read it: the decimals of its column, thousands apart,
 * without the suffix. @p digits other than 0 replace the decimals of COMPUTED
 * numbers. Where a column leaves its decimals open, EXACT numbers are whole and
 * COMPUTED ones get six digits. A probability that would round to 0 or 1 is
 * "<0.01" or ">0.99" (for two decimals).
 */
void fc_cell_text_rounded(char text[FC_CELL_TEXT_SIZE], const fc_cell *cell,
                          const fc_column *column, int digits);

#endif
