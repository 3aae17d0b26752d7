/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deliver.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/terminal.h"

/* The writer for standard output: a table, unless the user wants the data there
 * instead of in a file. */
static const fc_writer *stdout_writer(const struct fc_request *request)
{
    if (request->format != NULL) {
        return request->format;
    }
    return fc_writer_find(request->no_file ? "csv" : "table");
}

static bool is_for_people(const fc_writer *writer)
{
    return writer->suffix == NULL;
}

static bool writes_default(const struct fc_request *request,
                           const struct fc_delivery *delivery)
{
    return delivery->default_path != NULL && request->output_count == 0
           && !request->no_file;
}

static fc_status show(const struct fc_request *request,
                      const struct fc_delivery *delivery, fc_error *err)
{
    const fc_report *report = delivery->report;
    const fc_writer *writer = stdout_writer(request);
    fc_writer_options options = fc_terminal_style(request->no_color);
    fc_bytes bytes = {0};
    fc_status status = FC_OK;

    options.digits = (int)request->digits;
    status = fc_writer_render(&bytes, writer, report, &options, err);
    if (status == FC_OK) {
        status = fc_terminal_write(bytes.data, bytes.size, err);
    }
    fc_bytes_release(&bytes);
    if (status == FC_OK && is_for_people(writer)
        && (request->output_count > 0 || writes_default(request, delivery))) {
        status = fc_terminal_write("\n", 1, err); /* the files follow */
    }
    if (strcmp(writer->name, "csv") == 0 && !request->quiet) {
        fc_message_warnings(report); /* CSV has no place for them */
    }
    return status;
}

fc_status fc_deliver_file(const struct fc_request *request,
                          const fc_report *report, const fc_writer *writer,
                          const char *path, fc_error *err)
{
    fc_writer_options options = {.digits = (int)request->digits};
    fc_bytes bytes = {0};
    fc_status status = fc_writer_render(&bytes, writer, report, &options, err);

    if (status == FC_OK) {
        status = fc_file_replace(path, bytes.data, bytes.size, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

static fc_status write_sidecar(const fc_report *report, const char *result_path,
                               fc_error *err)
{
    char *path = NULL;
    fc_bytes bytes = {0};
    fc_status status = fc_provenance_path(&path, result_path, err);

    if (status == FC_OK) {
        status = fc_provenance_render(&bytes, report, result_path, err);
    }
    if (status == FC_OK) {
        status = fc_file_replace(path, bytes.data, bytes.size, err);
    }
    fc_bytes_release(&bytes);
    free(path);
    return status;
}

/* Tell where a file went: below the tables for people, else on stderr. */
static fc_status tell(const struct fc_request *request, const char *path,
                      fc_error *err)
{
    char line[1024];
    int length = snprintf(line, sizeof line, "wrote %.1000s\n", path);

    if (is_for_people(stdout_writer(request))) {
        return fc_terminal_write(line, (size_t)length, err);
    }
    if (!request->quiet) {
        fc_message_print("wrote %s", path);
    }
    return FC_OK;
}

/* The sidecar first: a result without one counts as someone else's. */
static fc_status write_result(const struct fc_request *request,
                              const struct fc_delivery *delivery,
                              const char *path, fc_error *err)
{
    const fc_writer *writer = fc_writer_for_path(path);
    fc_status status = FC_OK;

    if (delivery->input != NULL && strcmp(writer->name, "csv") == 0) {
        status = write_sidecar(delivery->report, path, err);
    }
    if (status == FC_OK) {
        status = fc_deliver_file(request, delivery->report, writer, path, err);
    }
    return status == FC_OK ? tell(request, path, err) : status;
}

static fc_status write_default(const struct fc_request *request,
                               const struct fc_delivery *delivery,
                               fc_error *err)
{
    fc_status status = fc_provenance_check(delivery->default_path,
                                           delivery->input->source,
                                           delivery->input->sha256, err);

    if (status == FC_OK) {
        status = write_result(request, delivery, delivery->default_path, err);
    }
    return status;
}

fc_status fc_deliver(const struct fc_request *request,
                     const struct fc_delivery *delivery, fc_error *err)
{
    fc_status shown = show(request, delivery, err);
    fc_status status = FC_OK;

    /* A full disk under standard output is no reason to lose the files. */
    for (size_t i = 0; i < request->output_count && status == FC_OK; i++) {
        status = write_result(request, delivery, request->outputs[i], err);
    }
    if (writes_default(request, delivery)) {
        status = write_default(request, delivery, err);
    }
    return status != FC_OK ? status : shown;
}

/* Longest stem of a file name: file systems take 255 bytes, and suffixes
 * follow. */
enum { STEM_LIMIT = 200 };

/* Bytes of the name to keep: no character of UTF-8 is cut in two. */
static size_t stem_length(const char *series)
{
    size_t length = strlen(series);

    if (length > STEM_LIMIT) {
        length = STEM_LIMIT;
        while (length > 0 && ((unsigned char)series[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    return length;
}

fc_status fc_deliver_default_path(char **out, const char *series, fc_error *err)
{
    static const char folder[] = "forecasts/";
    static const char suffix[] = ".csv";
    size_t length = stem_length(series);
    char *path = malloc(sizeof folder + length + sizeof suffix);
    char *stem = NULL;

    *out = NULL;
    if (path == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    memcpy(path, folder, sizeof folder);
    stem = path + strlen(folder);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)series[i];
        bool plain = isalnum(c) || c == '_' || c == '-' || c >= 0x80
                     || (c == '.' && i > 0);

        stem[i] = plain ? series[i] : '_';
    }
    memcpy(stem + length, suffix, sizeof suffix);
    *out = path;
    return FC_OK;
}
