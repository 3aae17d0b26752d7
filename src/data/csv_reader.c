/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csv_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/csv_stream.h"
#include "data/text_check.h"

static fc_status fill(fc_csv *csv, const char *text, size_t size, fc_error *err)
{
    struct fc_csv_stream *stream = NULL;
    fc_status status = fc_csv_stream_create(&stream, csv, NULL, NULL, err);

    if (status == FC_OK) {
        status = fc_csv_stream_feed(stream, text, size, err);
    }
    if (status == FC_OK) {
        status = fc_csv_stream_finish(stream, err);
    }
    fc_csv_stream_free(stream);
    return status == FC_OK ? fc_csv_check_names(csv, err) : status;
}

static fc_status check_text(const char *text, size_t size, const char *source,
                            fc_error *err)
{
    if (size > fc_file_size_limit) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, 0, 0,
                          "is larger than %zu MiB; split it",
                          fc_file_size_limit >> 20);
    }
    return fc_text_check(text, size, source, err);
}

fc_status fc_csv_parse(fc_csv **out, const char *text, size_t size,
                       const char *source, char delimiter, fc_error *err)
{
    size_t mark = fc_text_mark(text, size);
    fc_status status = FC_OK;
    fc_csv *csv = NULL;

    *out = NULL;
    status = check_text(text, size, source, err);
    if (status != FC_OK) {
        return status;
    }
    csv = fc_calloc(1, sizeof *csv);
    if (csv == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory reading '%.200s'",
                       source);
    }
    csv->source = fc_text_copy(source);
    csv->delimiter = delimiter != 0
                         ? delimiter
                         : fc_csv_find_delimiter(text + mark, size - mark);
    if (csv->source == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory reading '%.200s'",
                         source);
    } else {
        status = fill(csv, text + mark, size - mark, err);
    }
    if (status != FC_OK) {
        fc_csv_free(csv);
        return status;
    }
    *out = csv;
    return FC_OK;
}

fc_status fc_csv_read(fc_csv **out, const char *path, char delimiter,
                      fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_csv_parse(out, bytes.data != NULL ? bytes.data : "",
                              bytes.size, path, delimiter, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

/* Bytes from the start of a file that are enough for any sane header. */
enum { header_room = 65536 };

/* Read the start of a file; 0 if it cannot be read. */
static size_t read_start(char *text, const char *path)
{
    size_t size = 0;
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        return 0;
    }
    size = fread(text, 1, header_room, file);
    if (ferror(file)) {
        size = 0;
    }
    (void)fclose(file);
    return size;
}

fc_status fc_csv_read_header(fc_csv **out, const char *path, char delimiter,
                             fc_error *err)
{
    char *text = fc_calloc(header_room, 1);
    size_t size = 0;
    size_t length = 0;
    fc_status status = FC_OK;

    *out = NULL;
    if (text == NULL) {
        return FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
    }
    size = read_start(text, path);
    length = fc_csv_header_length(text, size);
    /* Whatever is unusual, and every error, is for the full reader. */
    status = length > 0 && length < size
                 ? fc_csv_parse(out, text, length, path, delimiter, err)
                 : fc_csv_read(out, path, delimiter, err);
    free(text);
    return status;
}
