/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_data.h"

#include <string.h>

fc_status fc_option_parse_frequency(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    request->table.frequency = fc_frequency_find(text);
    if (request->table.frequency == FC_FREQUENCY_NONE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a frequency; give yearly, half-yearly, quarterly, "
                       "monthly, weekly, daily or hourly");
    }
    return FC_OK;
}

fc_status fc_option_parse_fiscal_year_end(struct fc_request *request,
                                          const char *text, fc_error *err)
{
    return fc_argument_month(&request->table.calendar.fiscal_year_end, text,
                             err);
}

fc_status fc_option_parse_layout(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    if (strcmp(text, "wide") == 0) {
        request->table.layout = FC_LAYOUT_WIDE;
    } else if (strcmp(text, "long") == 0) {
        request->table.layout = FC_LAYOUT_LONG;
    } else {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a layout; give wide (a column a series) or long "
                       "(columns series, period, value)");
    }
    return FC_OK;
}

fc_status fc_option_parse_delimiter(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return fc_argument_delimiter(&request->table.delimiter, text, err);
}
