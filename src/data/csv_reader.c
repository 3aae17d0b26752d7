/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libcsv knows quotes and delimiters; it skips blank lines, counts none, is lax
 * about quotes unless told and has no limits. So the text is handed to it one
 * physical line at a time, in pieces, and everything is counted here.
 */
#include "data/csv_reader.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "data/text_check.h"

/* libcsv's buffer grows by blocks; looking at it after each piece catches a
 * quote that is never closed long before the end of a large file. */
enum { piece = 4096 };

struct reader {
    fc_csv *csv;
    struct csv_parser parser;
    fc_status status;
    fc_error *err;
    size_t line;       /* being read */
    size_t row_line;   /* where the row began */
    size_t field_line; /* where the field began */
    size_t fields;     /* complete ones of the row */
    size_t rows;       /* complete ones, the header included */
    size_t offset_room;
    size_t line_room;
    bool row_ended; /* within the line being read */
};

static void out_of_memory(struct reader *reader)
{
    reader->status = FC_FAIL_AT(reader->err, FC_ERR_MEMORY, reader->csv->source,
                                reader->line, 0,
                                "out of memory reading the file");
}

static void field_too_long(struct reader *reader)
{
    reader->status = FC_FAIL_AT(
        reader->err, FC_ERR_FORMAT, reader->csv->source, reader->field_line,
        reader->fields + 1,
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

static size_t fields_so_far(const struct reader *reader)
{
    return reader->rows * reader->csv->column_count + reader->fields;
}

static bool field_allowed(struct reader *reader, size_t length)
{
    if (length > FC_CSV_FIELD_LIMIT) {
        field_too_long(reader);
    } else if (reader->fields >= FC_CSV_COLUMN_LIMIT) {
        reader->status = FC_FAIL_AT(
            reader->err, FC_ERR_FORMAT, reader->csv->source, reader->row_line,
            0, "the row has more than %d fields; split the file by columns",
            FC_CSV_COLUMN_LIMIT);
    } else if (fields_so_far(reader) >= FC_CSV_TOTAL_LIMIT) {
        reader->status = FC_FAIL_AT(
            reader->err, FC_ERR_FORMAT, reader->csv->source, reader->row_line,
            0, "the file has more than %d fields; split it",
            FC_CSV_TOTAL_LIMIT);
    }
    return reader->status == FC_OK;
}

static void take_field(void *text, size_t length, void *user)
{
    struct reader *reader = user;
    fc_csv *csv = reader->csv;
    size_t index = fields_so_far(reader);

    if (reader->status != FC_OK || !field_allowed(reader, length)) {
        return;
    }
    if (!grow(&csv->offset, &reader->offset_room, index)
        || fc_bytes_append(&csv->text, text, length) != FC_OK
        || fc_bytes_append(&csv->text, "", 1) != FC_OK) {
        out_of_memory(reader);
        return;
    }
    csv->offset[index] = (uint32_t)(csv->text.size - length - 1);
    reader->fields++;
    reader->field_line = reader->line;
}

static void take_data_row(struct reader *reader)
{
    fc_csv *csv = reader->csv;

    if (reader->fields != csv->column_count) {
        reader->status = FC_FAIL_AT(
            reader->err, FC_ERR_FORMAT, csv->source, reader->row_line, 0,
            "the row has %zu field%s, the header has %zu; add or remove "
            "delimiters ('%s')",
            reader->fields, reader->fields == 1 ? "" : "s", csv->column_count,
            csv->delimiter == '\t' ? "tab" : (char[]){csv->delimiter, '\0'});
    } else if (csv->row_count >= FC_CSV_ROW_LIMIT) {
        reader->status = FC_FAIL_AT(
            reader->err, FC_ERR_FORMAT, csv->source, reader->row_line, 0,
            "the file has more than %d rows; split it", FC_CSV_ROW_LIMIT);
    } else if (!grow(&csv->line, &reader->line_room, csv->row_count)) {
        out_of_memory(reader);
    } else {
        csv->line[csv->row_count] = (uint32_t)reader->row_line;
        csv->row_count++;
    }
}

static void take_row(int end, void *user)
{
    struct reader *reader = user;

    (void)end;
    reader->row_ended = true;
    if (reader->status != FC_OK) {
        return;
    }
    if (reader->rows == 0) {
        reader->csv->column_count = reader->fields;
        reader->csv->header_line = reader->row_line;
    } else {
        take_data_row(reader);
    }
    reader->rows++;
    reader->fields = 0;
}

static void parse_failed(struct reader *reader)
{
    if (reader->status != FC_OK) {
        return;
    }
    if (csv_error(&reader->parser) == CSV_EPARSE) {
        reader->status = FC_FAIL_AT(
            reader->err, FC_ERR_FORMAT, reader->csv->source, reader->line,
            reader->fields + 1,
            "a quote stands inside the field; put the whole field in quotes "
            "and double the quotes within");
        return;
    }
    out_of_memory(reader);
}

static void read_line(struct reader *reader, const char *text, size_t size)
{
    while (size > 0 && reader->status == FC_OK) {
        size_t part = size < piece ? size : piece;

        if (csv_parse(&reader->parser, text, part, take_field, take_row, reader)
            != part) {
            parse_failed(reader);
        } else if (csv_get_buffer_size(&reader->parser)
                   > FC_CSV_FIELD_LIMIT + 2 * piece) {
            field_too_long(reader);
        }
        text += part;
        size -= part;
    }
}

static bool is_blank(const struct reader *reader, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL
            || text[i] == reader->csv->delimiter) {
            return false;
        }
    }
    return true;
}

static void read_lines(struct reader *reader, const char *text, size_t size)
{
    bool open = false; /* a quoted line end keeps the row open */

    while (size > 0 && reader->status == FC_OK) {
        size_t length = fc_text_line(text, size);

        reader->line++;
        if (!open) {
            reader->row_line = reader->line;
            reader->field_line = reader->line;
        }
        reader->row_ended = false;
        read_line(reader, text, length);
        open = !reader->row_ended && (open || !is_blank(reader, text, length));
        text += length;
        size -= length;
    }
    if (reader->status == FC_OK
        && csv_fini(&reader->parser, take_field, take_row, reader) != 0) {
        if (csv_error(&reader->parser) == CSV_EPARSE) {
            reader->status = FC_FAIL_AT(
                reader->err, FC_ERR_FORMAT, reader->csv->source,
                reader->field_line, reader->fields + 1,
                "the quote that opens the field is never closed; close it");
        } else {
            parse_failed(reader);
        }
    }
}

/* Length of the text up to the end of the first line with text in it; line ends
 * in quotes do not count. */
static size_t header_length(const char *text, size_t size)
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

/* The delimiter that the header has most of, outside quotes; the comma if there
 * is none, or a tie. */
static char find_delimiter(const char *text, size_t size)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t found[sizeof candidates] = {0};
    size_t best = 0;
    bool quoted = false;

    size = header_length(text, size);
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

static fc_status check_names(const fc_csv *csv, fc_error *err)
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

static fc_status fill(fc_csv *csv, const char *text, size_t size, fc_error *err)
{
    struct reader reader = {.csv = csv, .status = FC_OK, .err = err};

    if (csv_init(&reader.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)
        != 0) {
        return FC_FAIL(err, FC_ERR_INTERNAL, "libcsv does not start");
    }
    csv_set_delim(&reader.parser, (unsigned char)csv->delimiter);
    csv_set_blk_size(&reader.parser, piece);
    read_lines(&reader, text, size);
    csv_free(&reader.parser);
    if (reader.status == FC_OK && reader.rows == 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, 0, 0,
                          "is empty; a header and rows are needed");
    }
    return reader.status == FC_OK ? check_names(csv, err) : reader.status;
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
    csv->delimiter = delimiter != 0 ? delimiter
                                    : find_delimiter(text + mark, size - mark);
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
    length = header_length(text, size);
    /* Whatever is unusual, and every error, is for the full reader. */
    status = length > 0 && length < size
                 ? fc_csv_parse(out, text, length, path, delimiter, err)
                 : fc_csv_read(out, path, delimiter, err);
    free(text);
    return status;
}
