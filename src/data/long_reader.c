/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of one series at a time: they gather in an fc_csv until the id
 * changes, are read as any long table is, and are dropped.
 */
#include "forecast/long_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/csv_stream.h"
#include "data/id_set.h"
#include "data/long_series.h"
#include "data/period_text.h"
#include "data/text_check.h"

/* Room for text not yet split into lines: the longest line. */
enum { TEXT_ROOM = 1 << 20 };

struct long_reader {
    fc_csv csv;
    struct fc_csv_stream *stream; /* NULL until the header is there */
    struct fc_long_frame frame;
    struct fc_id_set ids;
    fc_long_handler *handler;
    void *context;
    char *text; /* TEXT_ROOM */
    size_t held;
};

static fc_status out_of_memory(const struct long_reader *self, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, self->csv.source, 0, 0,
                      "out of memory reading the file");
}

static const char *row_id(const struct long_reader *self, size_t row)
{
    return fc_csv_field(&self->csv, row, self->frame.columns.series);
}

static bool is_whole(const char *text)
{
    const char *digits = text + (text[0] == '-' || text[0] == '+');
    size_t length = strspn(digits, "0123456789");

    return length > 0 && digits[length] == '\0';
}

/* With the first row: which column is what, and what ds are. */
static fc_status start(struct long_reader *self, fc_error *err)
{
    const fc_long_options *options = self->frame.options;
    const fc_csv *csv = &self->csv;
    const char *ds = NULL;
    fc_status status = fc_csv_check_names(csv, err);

    if (status != FC_OK) {
        return status;
    }
    if (!fc_table_find_long(&self->frame.columns, csv,
                            options->table.period_column)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                          "the columns unique_id, ds and y are needed (or "
                          "series, period and value)");
    }
    ds = fc_csv_field(csv, 0, self->frame.columns.period);
    if (options->season > 0 && !is_whole(ds)) {
        return FC_FAIL_AT(err, FC_ERR_ARGUMENT, csv->source,
                          fc_csv_line(csv, 0), self->frame.columns.period + 1,
                          "a season is given, but ds are no whole numbers "
                          "('%.40s'); dates have the season of their "
                          "frequency, leave --season out",
                          ds);
    }
    /* Four digits are a year. */
    self->frame.numbers = options->season > 0
                          || (options->table.frequency == FC_FREQUENCY_NONE
                              && is_whole(ds)
                              && fc_period_text_form(ds) == FC_FREQUENCY_NONE);
    return FC_OK;
}

static fc_status remember(struct long_reader *self, fc_error *err)
{
    const fc_csv *csv = &self->csv;
    bool seen = false;

    if (fc_id_set_add(&self->ids, row_id(self, 0), &seen) != FC_OK) {
        return out_of_memory(self, err);
    }
    if (seen) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, fc_csv_line(csv, 0),
                          self->frame.columns.series + 1,
                          "'%.64s' comes again after other series; the rows of "
                          "a series must stand together: sort the file by id "
                          "and ds",
                          row_id(self, 0));
    }
    return FC_OK;
}

/* Hand over the series of the first @p count rows, and forget them. */
static fc_status finish_series(struct long_reader *self, size_t count,
                               fc_error *err)
{
    fc_long_series series = {.id = row_id(self, 0),
                             .line = fc_csv_line(&self->csv, 0)};
    fc_error why = {.status = FC_OK};
    fc_status status = fc_long_series_read(&series, &self->frame, &self->csv,
                                           count, &why);

    if (status == FC_ERR_MEMORY) {
        return out_of_memory(self, err);
    }
    status = self->handler(self->context, &series,
                           status != FC_OK ? &why : NULL, err);
    fc_csv_drop(&self->csv, count);
    return status;
}

static fc_status check_row(const struct long_reader *self, size_t row,
                           fc_error *err)
{
    const fc_csv *csv = &self->csv;

    if (row_id(self, row)[0] == '\0') {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, fc_csv_line(csv, row),
                          self->frame.columns.series + 1,
                          "the row does not name its series; name it, or "
                          "delete the row");
    }
    if (csv->row_count > FC_LONG_ROW_LIMIT) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, fc_csv_line(csv, row),
                          0,
                          "series '%.64s' has more than %d rows; keep the "
                          "latest of them",
                          row_id(self, row), FC_LONG_ROW_LIMIT);
    }
    return FC_OK;
}

/* An fc_csv_row. */
static fc_status take_row(void *context, fc_csv *csv, fc_error *err)
{
    struct long_reader *self = context;
    size_t row = csv->row_count - 1;
    fc_status status = csv->row_count == 1 && self->ids.count == 0
                           ? start(self, err)
                           : FC_OK;

    if (status == FC_OK) {
        status = check_row(self, row, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (row > 0 && strcmp(row_id(self, row), row_id(self, 0)) == 0) {
        return FC_OK;
    }
    if (row > 0) {
        status = finish_series(self, row, err);
    }
    return status == FC_OK ? remember(self, err) : status;
}

/* The header is there, whole: begin. */
static fc_status open_stream(struct long_reader *self, size_t length,
                             fc_error *err)
{
    char delimiter = self->frame.options->table.delimiter;

    self->csv.delimiter = delimiter != 0
                              ? delimiter
                              : fc_csv_find_delimiter(self->text, length);
    return fc_csv_stream_create(&self->stream, &self->csv, take_row, self, err);
}

static fc_status take_text(struct long_reader *self, size_t length,
                           fc_error *err)
{
    const char *text = self->text;
    size_t left = length;
    fc_status status = FC_OK;

    for (size_t line = fc_csv_stream_line(self->stream) + 1;
         left > 0 && status == FC_OK; line++) {
        size_t size = fc_text_line(text, left);

        status = fc_text_check_line(text, size, self->csv.source, line, err);
        text += size;
        left -= size;
    }
    return status == FC_OK
               ? fc_csv_stream_feed(self->stream, self->text, length, err)
               : status;
}

/* Bytes up to the end of the last whole line. A CR at the very end may be half
 * of a CRLF. */
static size_t whole_lines(const char *text, size_t size)
{
    size_t length = size;

    while (length > 0 && text[length - 1] != '\n'
           && (text[length - 1] != '\r' || length == size)) {
        length--;
    }
    return length;
}

static void forget_text(struct long_reader *self, size_t length)
{
    self->held -= length;
    memmove(self->text, self->text + length, self->held);
}

/* Take what is held as far as it is whole. */
static fc_status take_held(struct long_reader *self, bool ended, fc_error *err)
{
    size_t length = ended ? self->held : whole_lines(self->text, self->held);
    fc_status status = FC_OK;

    if (self->stream == NULL && !ended) {
        size_t header = fc_csv_header_length(self->text, length);

        length = header < length ? length : 0;
    }
    if (length == 0 && self->held == TEXT_ROOM) {
        return FC_FAIL_AT(
            err, FC_ERR_FORMAT, self->csv.source,
            self->stream != NULL ? fc_csv_stream_line(self->stream) + 1 : 1, 0,
            "the line is longer than %d bytes; is this a CSV file?", TEXT_ROOM);
    }
    if (length == 0 && !ended) {
        return FC_OK;
    }
    if (self->stream == NULL) {
        size_t mark = fc_text_mark(self->text, length);

        forget_text(self, mark);
        length -= mark;
        status = open_stream(self, length, err);
    }
    if (status == FC_OK) {
        status = take_text(self, length, err);
        forget_text(self, length);
    }
    return status;
}

static fc_status finish(struct long_reader *self, fc_error *err)
{
    fc_status status = fc_csv_stream_finish(self->stream, err);

    if (status == FC_OK && self->ids.count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, self->csv.source,
                          self->csv.header_line, 0,
                          "there is a header, but no row below it; add the "
                          "observations");
    }
    return status == FC_OK ? finish_series(self, self->csv.row_count, err)
                           : status;
}

static fc_status read_all(struct long_reader *self, fc_input *input,
                          fc_error *err)
{
    bool ended = false;
    fc_status status = FC_OK;

    while (!ended && status == FC_OK) {
        size_t got = 0;

        status = fc_input_read(&got, input, self->text + self->held,
                               TEXT_ROOM - self->held, err);
        self->held += got;
        ended = got == 0;
        if (status == FC_OK) {
            status = take_held(self, ended, err);
        }
    }
    return status == FC_OK ? finish(self, err) : status;
}

static void release(struct long_reader *self)
{
    fc_csv_stream_free(self->stream);
    fc_id_set_release(&self->ids);
    fc_bytes_release(&self->csv.text);
    free(self->csv.source);
    free(self->csv.offset);
    free(self->csv.line);
    free(self->frame.periods);
    free(self->frame.values);
    free(self->text);
}

fc_status fc_long_read(fc_input *input, const fc_long_options *options,
                       fc_long_handler *handler, void *context, fc_error *err)
{
    static const fc_long_options defaults = {0};
    struct long_reader self = {
        .handler = handler,
        .context = context,
        .text = fc_calloc(TEXT_ROOM, 1),
        .frame = {.options = options != NULL ? options : &defaults}};
    fc_status status = FC_OK;

    self.frame.frequency = self.frame.options->table.frequency;
    self.frame.calendar = self.frame.options->table.calendar;
    self.csv.source = fc_text_copy(fc_input_source(input));
    if (self.text == NULL || self.csv.source == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory reading '%.200s'",
                         fc_input_source(input));
    } else {
        status = read_all(&self, input, err);
    }
    release(&self);
    return status;
}
