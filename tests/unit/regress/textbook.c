/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "textbook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/reference.h"

static const char *const reference = "diagnostics.csv";

void textbook_design(struct textbook *book, bool constant)
{
    double ones[TEXTBOOK_ROWS];
    char name[32];

    fc_design_free(book->design);
    assert_int_equal(fc_design_create(&book->design, book->rows,
                                      book->columns + (constant ? 1 : 0), NULL),
                     FC_OK);
    for (size_t i = 0; i < book->rows; i++) {
        ones[i] = 1.0;
    }
    if (constant) {
        assert_int_equal(fc_design_add(book->design, "constant", ones, NULL),
                         FC_OK);
    }
    for (size_t j = 0; j < book->columns; j++) {
        (void)snprintf(name, sizeof name, "x%zu", j + 1);
        assert_int_equal(fc_design_add(book->design, name, book->x[j], NULL),
                         FC_OK);
    }
}

void textbook_read(struct textbook *book, const char *name)
{
    *book = (struct textbook){
        .rows = (size_t)reference_value(reference, name, "n"),
        .columns = (size_t)reference_value(reference, name, "k") - 1};
    assert_true(book->rows <= TEXTBOOK_ROWS);
    assert_true(book->columns <= TEXTBOOK_COLUMNS);
    for (size_t i = 0; i < book->rows; i++) {
        book->weights[i] = 1.0;
        book->y[i] = reference_numbered(reference, name, "y", i + 1);
        for (size_t j = 0; j < book->columns; j++) {
            char quantity[32];

            (void)snprintf(quantity, sizeof quantity, "x%zu-", j + 1);
            book->x[j][i] = reference_numbered(reference, name, quantity,
                                               i + 1);
        }
    }
    textbook_design(book, true);
}

void textbook_release(struct textbook *book)
{
    fc_design_free(book->design);
    book->design = NULL;
}

fc_linear_problem textbook_problem(const struct textbook *book, bool weighted)
{
    return (fc_linear_problem){.design = book->design,
                               .y = book->y,
                               .weights = weighted ? book->weights : NULL};
}
