/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data sets of tests/reference/diagnostics.csv as linear problems. */
#ifndef FC_TEST_TEXTBOOK_H
#define FC_TEST_TEXTBOOK_H

#include "forecast/diagnostics.h"

enum { TEXTBOOK_ROWS = 128, TEXTBOOK_COLUMNS = 8 };

struct textbook {
    size_t rows;
    size_t columns; /* of x, which does not hold the constant */
    double y[TEXTBOOK_ROWS];
    double x[TEXTBOOK_COLUMNS][TEXTBOOK_ROWS];
    double weights[TEXTBOOK_ROWS];
    fc_design *design;
};

/** Read "longley", "mtcars" or "amazon"; the design has a constant first. */
void textbook_read(struct textbook *book, const char *name);

/** Make a design of the columns, with a constant if wanted. */
void textbook_design(struct textbook *book, bool constant);

void textbook_release(struct textbook *book);

/** The problem of the book; weights only if @p weighted. */
fc_linear_problem textbook_problem(const struct textbook *book, bool weighted);

#endif
