/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as people write them in tables. What a cell may look like has to be
 * declared, so that no text becomes a number by accident.
 */
#ifndef FC_DATA_NUMBER_TEXT_H
#define FC_DATA_NUMBER_TEXT_H

#include <stdbool.h>

/** What is accepted besides plain numbers. */
struct fc_number_style {
    bool decimal_comma; /**< 1.234,5 */
    bool formatted;     /**< $1,234 (25) 12% */
    bool scaled;        /**< 1.2B, 300 k */
};

/** Is the cell blank, or NA, N/A, #N/A, NaN, null, - (any case)? */
bool fc_number_is_missing(const char *text);

/**
 * Parse the whole of @p text, blanks around it aside. 12% is 12 (the unit is
 * per cent), (25) is -25, 1.2B is 1.2e9.
 * @return false if it is no finite number in this style
 */
bool fc_number_parse_styled(double *out, const char *text,
                            struct fc_number_style style);

/**
 * The options that would make a number of @p text ("--formatted-numbers", "two
 * of them"), or NULL if none does.
 */
const char *fc_number_advice(const char *text, struct fc_number_style style);

#endif
