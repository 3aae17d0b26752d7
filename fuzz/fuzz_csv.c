/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table from any bytes. The first byte chooses the options. */
#include <stdint.h>

#include "forecast/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const fc_table_options choices[] = {
    {.frequency = FC_FREQUENCY_NONE},
    {.formatted_numbers = true, .scale_suffixes = true},
    {.decimal_comma = true, .delimiter = ';'},
    {.layout = FC_LAYOUT_LONG},
    {.layout = FC_LAYOUT_WIDE, .delimiter = '\t'},
    {.frequency = FC_QUARTERLY, .calendar = {.fiscal_year_end = 1}},
    {.frequency = FC_MONTHLY, .period_column = "when"},
    {.formatted_numbers = true,
     .scale_suffixes = true,
     .decimal_comma = true,
     .calendar = {.fiscal_year_end = 6}},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_table *table = NULL;
    size_t choice = 0;

    if (size == 0) {
        return 0;
    }
    choice = data[0] % (sizeof choices / sizeof choices[0]);
    if (fc_table_parse(&table, (const char *)data + 1, size - 1, "fuzz",
                       &choices[choice], NULL)
        == FC_OK) {
        for (size_t i = 0; i < table->count; i++) {
            (void)fc_span_latest_unbroken(fc_series_span(table->series[i]));
        }
    }
    fc_table_free(table);
    return 0;
}
