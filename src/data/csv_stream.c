/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libcsv knows quotes and delimiters; it skips blank lines, counts none, is lax
 * about quotes unless told and has no limits. So the text is handed to it one
 * physical line at a time, in pieces, and everything is counted here.
 */
#include "data/csv_stream.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "data/text_check.h"

/* libcsv's buffer grows by blocks; looking at it after each piece catches a
 * quote that is never closed long before the end of a large file. */
enum { piece = 4096 };

struct fc_csv_stream {
    fc_csv *csv; /* borrowed */
    struct csv_parser parser;
    fc_csv_row *take; /* may be NULL */
    void *context;
    fc_status status;
    fc_error *err;
    size_t line;       /* being read */
    size_t row_line;   /* where the row began */
    size_t field_line; /* where the field began */
    size_t fields;     /* complete ones of the row */
    size_t offset_room;
    size_t line_room;
    bool open;      /* a quoted line end keeps the row open */
    bool row_ended; /* within the line being read */
};

static void out_of_memory(struct fc_csv_stream *stream)
{
    stream->status = FC_FAIL_AT(stream->err, FC_ERR_MEMORY, stream->csv->source,
                                stream->line, 0,
                                "out of memory reading the file");
}

static void field_too_long(struct fc_csv_stream *stream)
{
    stream->status = FC_FAIL_AT(
        stream->err, FC_ERR_FORMAT, stream->csv->source, stream->field_line,
        stream->fields + 1,
        "the field is longer than %d bytes; is a quote never closed?",
        FC_CSV_FIELD_LIMIT);
}

/* Make room for one more element; false when memory is out. */
static bool grow(uint32_t **array, size_t *room, size_t count)
{
    size_t wanted = *room > 0 ? 2 * *room : 1024;
    uint32_t *bigger = NULL;

    if (count < *room) {
        return true;
    }
    bigger = fc_reallocarray(*array, wanted, sizeof **array);
    if (bigger == NULL) {
        return false;
    }
    *array = bigger;
    *room = wanted;
    return true;
}

static size_t fields_so_far(const struct fc_csv_stream *stream)
{
    const fc_csv *csv = stream->csv;

    /* Before the end of the header no column is counted. */
    return (csv->row_count + 1) * csv->column_count + stream->fields;
}

static bool field_allowed(struct fc_csv_stream *stream, size_t length)
{
    if (length > FC_CSV_FIELD_LIMIT) {
        field_too_long(stream);
    } else if (stream->fields >= FC_CSV_COLUMN_LIMIT) {
        stream->status = FC_FAIL_AT(
            stream->err, FC_ERR_FORMAT, stream->csv->source, stream->row_line,
            0, "the row has more than %d fields; split the file by columns",
            FC_CSV_COLUMN_LIMIT);
    } else if (fields_so_far(stream) >= FC_CSV_TOTAL_LIMIT) {
        stream->status = FC_FAIL_AT(
            stream->err, FC_ERR_FORMAT, stream->csv->source, stream->row_line,
            0, "the file has more than %d fields; split it",
            FC_CSV_TOTAL_LIMIT);
    }
    return stream->status == FC_OK;
}

static void take_field(void *text, size_t length, void *user)
{
    struct fc_csv_stream *stream = user;
    fc_csv *csv = stream->csv;
    size_t index = fields_so_far(stream);

    if (stream->status != FC_OK || !field_allowed(stream, length)) {
        return;
    }
    if (!grow(&csv->offset, &stream->offset_room, index)
        || fc_bytes_append(&csv->text, text, length) != FC_OK
        || fc_bytes_append(&csv->text, "", 1) != FC_OK) {
        out_of_memory(stream);
        return;
    }
    csv->offset[index] = (uint32_t)(csv->text.size - length - 1);
    stream->fields++;
    stream->field_line = stream->line;
}

static void take_data_row(struct fc_csv_stream *stream)
{
    fc_csv *csv = stream->csv;

    if (stream->fields != csv->column_count) {
        stream->status = FC_FAIL_AT(
            stream->err, FC_ERR_FORMAT, csv->source, stream->row_line, 0,
            "the row has %zu field%s, the header has %zu; add or remove "
            "delimiters ('%s')",
            stream->fields, stream->fields == 1 ? "" : "s", csv->column_count,
            csv->delimiter == '\t' ? "tab" : (char[]){csv->delimiter, '\0'});
    } else if (csv->row_count >= FC_CSV_ROW_LIMIT) {
        stream->status = FC_FAIL_AT(
            stream->err, FC_ERR_FORMAT, csv->source, stream->row_line, 0,
            "the file has more than %d rows; split it", FC_CSV_ROW_LIMIT);
    } else if (!grow(&csv->line, &stream->line_room, csv->row_count)) {
        out_of_memory(stream);
    } else {
        csv->line[csv->row_count] = (uint32_t)stream->row_line;
        csv->row_count++;
        if (stream->take != NULL) {
            stream->status = stream->take(stream->context, csv, stream->err);
        }
    }
}

static void take_row(int end, void *user)
{
    struct fc_csv_stream *stream = user;

    (void)end;
    stream->row_ended = true;
    if (stream->status != FC_OK) {
        return;
    }
    if (stream->csv->column_count == 0) {
        stream->csv->column_count = stream->fields;
        stream->csv->header_line = stream->row_line;
    } else {
        take_data_row(stream);
    }
    stream->fields = 0;
}

static void parse_failed(struct fc_csv_stream *stream)
{
    if (stream->status != FC_OK) {
        return;
    }
    if (csv_error(&stream->parser) == CSV_EPARSE) {
        stream->status = FC_FAIL_AT(
            stream->err, FC_ERR_FORMAT, stream->csv->source, stream->line,
            stream->fields + 1,
            "a quote stands inside the field; put the whole field in quotes "
            "and double the quotes within");
        return;
    }
    out_of_memory(stream);
}

static void read_line(struct fc_csv_stream *stream, const char *text,
                      size_t size)
{
    while (size > 0 && stream->status == FC_OK) {
        size_t part = size < piece ? size : piece;

        if (csv_parse(&stream->parser, text, part, take_field, take_row, stream)
            != part) {
            parse_failed(stream);
        } else if (csv_get_buffer_size(&stream->parser)
                   > FC_CSV_FIELD_LIMIT + 2 * piece) {
            field_too_long(stream);
        }
        text += part;
        size -= part;
    }
}

static bool is_blank(const struct fc_csv_stream *stream, const char *text,
                     size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL
            || text[i] == stream->csv->delimiter) {
            return false;
        }
    }
    return true;
}

fc_status fc_csv_stream_feed(struct fc_csv_stream *stream, const char *text,
                             size_t size, fc_error *err)
{
    stream->err = err;
    while (size > 0 && stream->status == FC_OK) {
        size_t length = fc_text_line(text, size);

        stream->line++;
        if (!stream->open) {
            stream->row_line = stream->line;
            stream->field_line = stream->line;
        }
        stream->row_ended = false;
        read_line(stream, text, length);
        stream->open = !stream->row_ended
                       && (stream->open || !is_blank(stream, text, length));
        text += length;
        size -= length;
    }
    return stream->status;
}

fc_status fc_csv_stream_finish(struct fc_csv_stream *stream, fc_error *err)
{
    const fc_csv *csv = stream->csv;

    stream->err = err;
    if (stream->status == FC_OK
        && csv_fini(&stream->parser, take_field, take_row, stream) != 0) {
        if (csv_error(&stream->parser) == CSV_EPARSE) {
            stream->status = FC_FAIL_AT(
                err, FC_ERR_FORMAT, csv->source, stream->field_line,
                stream->fields + 1,
                "the quote that opens the field is never closed; close it");
        } else {
            parse_failed(stream);
        }
    }
    if (stream->status == FC_OK && csv->column_count == 0) {
        stream->status = FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, 0, 0,
                                    "is empty; a header and rows are needed");
    }
    return stream->status;
}

size_t fc_csv_stream_line(const struct fc_csv_stream *stream)
{
    return stream->line;
}

fc_status fc_csv_stream_create(struct fc_csv_stream **out, fc_csv *csv,
                               fc_csv_row *take, void *context, fc_error *err)
{
    struct fc_csv_stream *stream = fc_calloc(1, sizeof *stream);

    *out = NULL;
    if (stream == NULL) {
        return FC_FAIL_AT(err, FC_ERR_MEMORY, csv->source, 0, 0,
                          "out of memory reading the file");
    }
    stream->csv = csv;
    stream->take = take;
    stream->context = context;
    if (csv_init(&stream->parser,
                 CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)
        != 0) {
        free(stream);
        return FC_FAIL(err, FC_ERR_INTERNAL, "libcsv does not start");
    }
    csv_set_delim(&stream->parser, (unsigned char)csv->delimiter);
    csv_set_blk_size(&stream->parser, piece);
    *out = stream;
    return FC_OK;
}

void fc_csv_stream_free(struct fc_csv_stream *stream)
{
    if (stream != NULL) {
        csv_free(&stream->parser);
        free(stream);
    }
}
