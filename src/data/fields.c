/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fields.h"

#include <string.h>

#include "base/number.h"

fc_status fc_fields_locate(size_t *columns, const fc_csv *csv,
                           const struct fc_field_name *names, size_t count,
                           fc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        columns[i] = FC_NO_COLUMN;
        if (names[i].required) {
            fc_status status = fc_csv_require(&columns[i], csv, names[i].name,
                                              err);

            if (status != FC_OK) {
                return status;
            }
        } else {
            (void)fc_csv_find(&columns[i], csv, names[i].name);
        }
    }
    return FC_OK;
}

const char *fc_field_text(const fc_csv *csv, size_t row, size_t column)
{
    return column != FC_NO_COLUMN ? fc_csv_field(csv, row, column) : "";
}

fc_status fc_field_number(double *out, const fc_csv *csv, size_t row,
                          size_t column, fc_error *err)
{
    const char *text = fc_field_text(csv, row, column);

    *out = fc_missing();
    if (text[0] != '\0' && !fc_number_parse(out, text)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                          fc_csv_line(csv, row), column + 1,
                          "'%.64s' in column '%.64s' is not a number; write "
                          "digits with a decimal point, or leave it blank",
                          text, fc_csv_name(csv, column));
    }
    return FC_OK;
}

fc_status fc_field_period(fc_period *out, const fc_csv *csv, size_t row,
                          size_t column, fc_frequency frequency,
                          fc_calendar calendar, fc_error *err)
{
    fc_error why = {0};
    fc_status status = fc_period_parse(out, fc_csv_field(csv, row, column),
                                       frequency, calendar, &why);

    if (status != FC_OK) {
        return FC_FAIL_AT(err, status, csv->source, fc_csv_line(csv, row),
                          column + 1, "%s", why.message);
    }
    return FC_OK;
}

int fc_text_decimals(const char *text)
{
    const char *point = strchr(text, '.');

    return point != NULL ? (int)strspn(point + 1, "0123456789") : 0;
}
