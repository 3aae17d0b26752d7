/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header tells: the delimiter, and names that must differ. */
#include <string.h>

#include "data/csv_stream.h"

size_t fc_csv_header_length(const char *text, size_t size)
{
    bool quoted = false;
    bool begun = false;
    size_t i = 0;

    for (; i < size; i++) {
        bool line_end = text[i] == '\n' || text[i] == '\r';

        if (begun && !quoted && line_end) {
            break;
        }
        begun = begun || !(line_end || text[i] == ' ' || text[i] == '\t');
        quoted = quoted != (text[i] == '"');
    }
    return i;
}

char fc_csv_find_delimiter(const char *text, size_t size)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t found[sizeof candidates] = {0};
    size_t best = 0;
    bool quoted = false;

    size = fc_csv_header_length(text, size);
    for (size_t i = 0; i < size; i++) {
        quoted = quoted != (text[i] == '"');
        for (size_t k = 0; k < sizeof candidates && !quoted; k++) {
            found[k] += text[i] == candidates[k];
        }
    }
    for (size_t k = 1; k < sizeof candidates; k++) {
        best = found[k] > found[best] ? k : best;
    }
    return candidates[best];
}

fc_status fc_csv_check_names(const fc_csv *csv, fc_error *err)
{
    for (size_t i = 1; i < csv->column_count; i++) {
        const char *name = fc_csv_name(csv, i);

        for (size_t k = 0; k < i && name[0] != '\0'; k++) {
            if (strcmp(name, fc_csv_name(csv, k)) == 0) {
                return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                                  csv->header_line, i + 1,
                                  "the header has '%.64s' twice, in columns "
                                  "%zu and %zu; rename one of them",
                                  name, k + 1, i + 1);
            }
        }
    }
    return FC_OK;
}
