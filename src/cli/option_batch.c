/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_batch.h"

#include <string.h>

fc_status fc_option_parse_levels(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return fc_argument_levels(&request->levels, text, err);
}

static bool ends_in(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    size_t size = strlen(suffix);

    return length > size && strcmp(text + length - size, suffix) == 0;
}

/* A name that says what would be in the file. */
static fc_status check_name(const char *text, fc_error *err)
{
    if (!ends_in(text, ".csv") && !ends_in(text, ".csv.gz")
        && strncmp(text, "/dev/", 5) != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the suffix tells no format; the suffixes are csv and "
                       "csv.gz");
    }
    return FC_OK;
}

fc_status fc_option_parse_batch_output(struct fc_request *request,
                                       const char *text, fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        request->no_file = true;
        return FC_OK;
    }
    request->outputs[request->output_count++] = text;
    return check_name(text, err);
}

/* A file of rows beside what standard output shows. */
static fc_status parse_rows_file(const char **out, const char *text,
                                 fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "standard output is for the forecasts; give the name of "
                       "a file");
    }
    *out = text;
    return check_name(text, err);
}

fc_status fc_option_parse_errors(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return parse_rows_file(&request->errors, text, err);
}

fc_status fc_option_parse_forecasts(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return parse_rows_file(&request->forecasts, text, err);
}
