/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deliver.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/overlap.h"
#include "cli/terminal.h"

/* The writer for standard output: for people, unless the user wants the data
 * there instead of in a file. */
static const fc_writer *stdout_writer(const struct fc_request *request)
{
    const char *shown_as = request->command->shown_as != NULL
                               ? request->command->shown_as
                               : "table";

    if (request->format != NULL) {
        return request->format;
    }
    return fc_writer_find(request->no_file ? "csv" : shown_as);
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

static const char *chart_of(const struct fc_request *request,
                            const struct fc_delivery *delivery)
{
    return delivery->chart != NULL ? delivery->chart : request->picture;
}

/* The chart, and a line between it and the table. */
static fc_status show_chart(const fc_report *report,
                            const fc_writer_options *options, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_writer_render(&bytes, fc_writer_find("chart"), report,
                                        options, err);

    if (status == FC_OK) {
        status = fc_terminal_write(bytes.data, bytes.size, err);
    }
    if (status == FC_OK) {
        status = fc_terminal_write("\n", 1, err);
    }
    fc_bytes_release(&bytes);
    return status;
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
    options.dialect = request->dialect;
    options.chart = chart_of(request, delivery);
    if (request->chart && is_for_people(writer)) {
        status = show_chart(report, &options, err);
    }
    if (status == FC_OK) {
        status = fc_writer_render(&bytes, writer, report, &options, err);
    }
    if (status == FC_OK) {
        status = fc_terminal_write(bytes.data, bytes.size, err);
    }
    fc_bytes_release(&bytes);
    if (status == FC_OK && is_for_people(writer)
        && (request->output_count > 0 || delivery->is_followed
            || writes_default(request, delivery))) {
        status = fc_terminal_write("\n", 1, err); /* the files follow */
    }
    if (strcmp(writer->name, "csv") == 0 && !request->quiet) {
        fc_message_warnings(report); /* CSV has no place for them */
    }
    return status;
}

static fc_status render(fc_bytes *out, const struct fc_request *request,
                        const struct fc_delivery *delivery,
                        const fc_writer *writer, fc_error *err)
{
    fc_writer_options options = {.digits = (int)request->digits,
                                 .dialect = request->dialect,
                                 .chart = chart_of(request, delivery)};

    return fc_writer_render(out, writer, delivery->report, &options, err);
}

/* --if-changed: a file that holds the bytes already keeps its time. */
static bool holds_already(const struct fc_request *request,
                          const fc_file_content *file)
{
    fc_bytes present = {0};
    bool same = request->unattended.if_changed
                && fc_file_read(&present, file->path, NULL) == FC_OK
                && present.size == file->size
                && (file->size == 0
                    || memcmp(present.data, file->data, file->size) == 0);

    fc_bytes_release(&present);
    return same;
}

/* Files that belong together: all of them, or none if none would change. */
static fc_status replace(const struct fc_request *request,
                         const fc_file_content *files, size_t count,
                         fc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!holds_already(request, &files[i])) {
            return fc_files_replace(files, count, err);
        }
    }
    return FC_OK;
}

static fc_status write_second(const struct fc_request *request,
                              const struct fc_delivery *delivery, fc_error *err)
{
    const struct fc_delivery second = {.report = delivery->second};
    fc_bytes bytes = {0};
    fc_status status = render(&bytes, request, &second, fc_writer_find("csv"),
                              err);

    if (status == FC_OK) {
        const fc_file_content file = {.path = delivery->second_path,
                                      .data = bytes.data,
                                      .size = bytes.size};

        status = replace(request, &file, 1, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

/* The sidecar first: a process that is killed between the two leaves a sidecar
 * without its result, which the next run replaces, and never a result without a
 * sidecar, which counts as someone else's and stops the next run. */
static fc_status write_with_sidecar(const struct fc_request *request,
                                    const fc_bytes *result,
                                    const fc_report *report, const char *path,
                                    fc_error *err)
{
    char *sidecar_path = NULL;
    fc_bytes sidecar = {0};
    fc_status status = fc_provenance_path(&sidecar_path, path, err);

    if (status == FC_OK) {
        status = fc_provenance_render(&sidecar, report, path, err);
    }
    if (status == FC_OK) {
        const fc_file_content files[] = {
            {.path = sidecar_path, .data = sidecar.data, .size = sidecar.size},
            {.path = path, .data = result->data, .size = result->size},
        };

        status = replace(request, files, 2, err);
    }
    fc_bytes_release(&sidecar);
    free(sidecar_path);
    return status;
}

fc_status fc_deliver_tell(const char *path, fc_error *err)
{
    char line[1024];
    size_t length = 0;

    (void)snprintf(line, sizeof line - 1, "wrote %s", path);
    fc_message_filter(line);
    length = strlen(line);
    line[length] = '\n';
    return fc_terminal_write(line, length + 1, err);
}

fc_status fc_deliver_name(const struct fc_request *request, const char *path,
                          fc_error *err)
{
    if (request->unattended.silent) {
        return FC_OK;
    }
    if (is_for_people(stdout_writer(request))) {
        return fc_deliver_tell(path, err);
    }
    if (!request->quiet) {
        fc_message_print("wrote %s", path);
    }
    return FC_OK;
}

fc_status fc_deliver_bytes(const struct fc_request *request, const char *path,
                           const fc_bytes *bytes, fc_error *err)
{
    fc_status status = fc_file_replace(path, bytes->data, bytes->size, err);

    return status == FC_OK ? fc_deliver_name(request, path, err) : status;
}

static fc_status write_result(const struct fc_request *request,
                              const struct fc_delivery *delivery,
                              const char *path, fc_error *err)
{
    const fc_writer *writer = fc_writer_for_path(path);
    fc_bytes bytes = {0};
    fc_status status = render(&bytes, request, delivery, writer, err);

    if (status == FC_OK && delivery->input != NULL
        && fc_overlap_has_sidecar(path)) {
        status = write_with_sidecar(request, &bytes, delivery->report, path,
                                    err);
    } else if (status == FC_OK) {
        const fc_file_content file = {
            .path = path, .data = bytes.data, .size = bytes.size};

        status = replace(request, &file, 1, err);
    }
    fc_bytes_release(&bytes);
    return status == FC_OK ? fc_deliver_name(request, path, err) : status;
}

static fc_status write_default(const struct fc_request *request,
                               const struct fc_delivery *delivery,
                               fc_error *err)
{
    const fc_table *table = delivery->input->table;
    fc_status status = fc_provenance_check(delivery->default_path,
                                           table->source, table->sha256, err);

    if (status == FC_OK) {
        status = write_result(request, delivery, delivery->default_path, err);
    }
    return status;
}

fc_status fc_deliver(const struct fc_request *request,
                     const struct fc_delivery *delivery, fc_error *err)
{
    const char *default_path = writes_default(request, delivery)
                                   ? delivery->default_path
                                   : NULL;
    fc_status shown = FC_OK;
    fc_status status = fc_overlap_check(request, delivery->input, default_path,
                                        err);

    if (status == FC_OK && delivery->second != NULL) {
        status = write_second(request, delivery, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (!request->unattended.silent) {
        shown = show(request, delivery, err);
    }
    /* A full disk under standard output is no reason to lose the files. */
    for (size_t i = 0; i < request->output_count && status == FC_OK; i++) {
        status = write_result(request, delivery, request->outputs[i], err);
    }
    if (default_path != NULL) {
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
