/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_output.h"

#include <string.h>

#include "cli/text_list.h"

/* The writers of standard output by name, or by suffix those that have one:
 * "csv, json". */
static void list_writers(char *out, size_t size, bool by_suffix)
{
    const char *names[16];
    size_t count = 0;

    for (size_t i = 0; i < fc_writer_count() && count < 16; i++) {
        const fc_writer *writer = fc_writer_at(i);

        if (by_suffix ? writer->suffix != NULL : !writer->binary) {
            names[count++] = by_suffix ? writer->suffix : writer->name;
        }
    }
    fc_text_list_join(out, size, names, count);
}

/* The name of a file; @p refusal is why it cannot be standard output. */
static fc_status take_file(const char **out, const char *text,
                           const char *refusal, fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "%s", refusal);
    }
    *out = text;
    return FC_OK;
}

fc_status fc_option_parse_format(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    const fc_writer *writer = fc_writer_find(text);
    char names[120];

    if (writer != NULL && writer->binary) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "goes to a file; give its name: -o FILE.%s",
                       writer->suffix);
    }
    request->format = writer;
    if (writer != NULL) {
        return FC_OK;
    }
    list_writers(names, sizeof names, false);
    return FC_FAIL(err, FC_ERR_ARGUMENT, "not a format; the formats are %s",
                   names);
}

fc_status fc_option_parse_dialect(struct fc_request *request, const char *text,
                                  fc_error *err)
{
    char names[120];
    const char *known[FC_CSV_DIALECT_COUNT];

    for (int i = 0; i < FC_CSV_DIALECT_COUNT; i++) {
        known[i] = fc_csv_dialect_name((fc_csv_dialect)i);
        if (strcmp(known[i], text) == 0) {
            request->dialect = (fc_csv_dialect)i;
            return FC_OK;
        }
    }
    fc_text_list_join(names, sizeof names, known, FC_CSV_DIALECT_COUNT);
    return FC_FAIL(err, FC_ERR_ARGUMENT, "not a dialect; the dialects are %s",
                   names);
}

fc_status fc_option_parse_output(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    char names[120];

    if (strcmp(text, "-") == 0) {
        request->no_file = true;
        return FC_OK;
    }
    if (fc_writer_for_path(text) == NULL) {
        list_writers(names, sizeof names, true);
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the suffix tells no format; the suffixes are %s",
                       names);
    }
    if (request->output_count == FC_OUTPUT_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d files",
                       FC_OUTPUT_CAPACITY);
    }
    request->outputs[request->output_count++] = text;
    return FC_OK;
}

fc_status fc_option_parse_paths_file(struct fc_request *request,
                                     const char *text, fc_error *err)
{
    return take_file(&request->paths, text,
                     "the draws go to a file; give its name", err);
}

fc_status fc_option_parse_spec_file(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return take_file(&request->spec, text,
                     "the choice is kept in a file; give its name", err);
}

fc_status fc_option_parse_forecasts_file(struct fc_request *request,
                                         const char *text, fc_error *err)
{
    return take_file(&request->forecasts, text,
                     "the forecasts go to a file; give its name", err);
}
