/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a field of CSV after RFC 4180. */
#ifndef FC_OUTPUT_CSV_TEXT_H
#define FC_OUTPUT_CSV_TEXT_H

#include <stdbool.h>

#include "output/sink.h"

/** How fields are written; zero is RFC 4180. */
struct fc_csv_form {
    char separator; /**< 0: comma */
    bool alone; /**< the only column: an empty line would be skipped by readers
                 */
    bool keeps_months; /**< "2025-03" becomes ="2025-03" */
};

/**
 * Append @p text, quoted where needed. A text that a spreadsheet would take for
 * a formula gets an apostrophe in front.
 * @param field working memory, kept for the next text
 */
void fc_csv_text(struct fc_sink *out, struct fc_sink *field, const char *text,
                 struct fc_csv_form form);

#endif
