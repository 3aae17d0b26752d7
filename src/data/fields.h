/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Typed fields of the business tables (guidance, plans, totals, facts ...): a
 * file is a header with known names and rows; columns may stand in any order
 * and optional ones may be absent.
 */
#ifndef FC_DATA_FIELDS_H
#define FC_DATA_FIELDS_H

#include <stdint.h>

#include "forecast/period.h"

#include "data/csv_reader.h"

/** A column that a file has or may have. */
struct fc_field_name {
    const char *name;
    bool required;
};

/** In place of the number of a column that the file does not have. */
#define FC_NO_COLUMN SIZE_MAX

/**
 * Find @p count columns; an optional one that is absent gets FC_NO_COLUMN.
 * @return FC_ERR_FORMAT if a required one is absent
 */
fc_status fc_fields_locate(size_t *columns, const fc_csv *csv,
                           const struct fc_field_name *names, size_t count,
                           fc_error *err);

/** Text of a field; "" if it is blank or its column absent. */
const char *fc_field_text(const fc_csv *csv, size_t row, size_t column);

/** A number; NaN if the field is blank. FC_ERR_FORMAT with the place. */
fc_status fc_field_number(double *out, const fc_csv *csv, size_t row,
                          size_t column, fc_error *err);

/** A period of @p frequency; errors carry the place. */
fc_status fc_field_period(fc_period *out, const fc_csv *csv, size_t row,
                          size_t column, fc_frequency frequency,
                          fc_calendar calendar, fc_error *err);

/** Decimals written in a number's text: 2 in "1.25"; 0 with an exponent. */
int fc_text_decimals(const char *text);

#endif
