/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csv_edit.h"

#include <string.h>

#include "base/bytes.h"
#include "data/text_check.h"

/* A stretch of the text. */
struct stretch {
    size_t begin;
    size_t end;
};

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a changed file");
}

fc_status fc_csv_edit_begin(struct fc_csv_edit *out, const char *text,
                            size_t size, char delimiter, fc_error *err)
{
    *out = (struct fc_csv_edit){.delimiter = delimiter};
    return fc_bytes_append(&out->text, text, size) == FC_OK
               ? FC_OK
               : out_of_memory(err);
}

void fc_csv_edit_release(struct fc_csv_edit *edit)
{
    fc_bytes_release(&edit->text);
}

/* Where line @p line begins. */
static size_t line_start(const struct fc_csv_edit *edit, size_t line)
{
    size_t at = 0;

    for (size_t i = 1; i < line && at < edit->text.size; i++) {
        at += fc_text_line(edit->text.data + at, edit->text.size - at);
    }
    return at;
}

/* The field at @p at, which may hold line ends between quotes. */
static struct stretch field_at(const struct fc_csv_edit *edit, size_t at)
{
    struct stretch field = {.begin = at, .end = at};
    bool quoted = false;

    for (; field.end < edit->text.size; field.end++) {
        char c = edit->text.data[field.end];

        quoted = quoted != (c == '"');
        if (!quoted && (c == edit->delimiter || c == '\n' || c == '\r')) {
            break;
        }
    }
    return field;
}

static bool is_last(const struct fc_csv_edit *edit, struct stretch field)
{
    return field.end == edit->text.size
           || edit->text.data[field.end] != edit->delimiter;
}

/* Field @p column of the row at @p at, or an empty one behind the last. */
static struct stretch field_of(const struct fc_csv_edit *edit, size_t at,
                               size_t column)
{
    struct stretch field = field_at(edit, at);

    for (size_t i = 0; i < column; i++) {
        if (is_last(edit, field)) {
            return (struct stretch){.begin = field.end, .end = field.end};
        }
        field = field_at(edit, field.end + 1);
    }
    return field;
}

static bool is_quoted(const struct fc_csv_edit *edit, struct stretch field)
{
    return field.begin < field.end && edit->text.data[field.begin] == '"';
}

static bool needs_quotes(const char *text, char delimiter)
{
    size_t length = strlen(text);

    return strchr(text, delimiter) != NULL || strchr(text, '"') != NULL
           || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static fc_status put_cell(fc_bytes *out, const char *text, bool quoted)
{
    fc_status status = fc_bytes_append(out, "\"", quoted ? 1 : 0);

    for (; *text != '\0' && status == FC_OK; text++) {
        if (*text == '"') {
            status = fc_bytes_append(out, "\"", 1);
        }
        if (status == FC_OK) {
            status = fc_bytes_append(out, text, 1);
        }
    }
    return status == FC_OK && quoted ? fc_bytes_append(out, "\"", 1) : status;
}

/* Put bytes in the place of a stretch. */
static fc_status splice(struct fc_csv_edit *edit, struct stretch where,
                        const fc_bytes *what, fc_error *err)
{
    fc_bytes all = {0};
    fc_status status = fc_bytes_append(&all, edit->text.data, where.begin);

    if (status == FC_OK && what->size > 0) {
        status = fc_bytes_append(&all, what->data, what->size);
    }
    if (status == FC_OK) {
        status = fc_bytes_append(&all, edit->text.data + where.end,
                                 edit->text.size - where.end);
    }
    if (status != FC_OK) {
        fc_bytes_release(&all);
        return out_of_memory(err);
    }
    fc_bytes_release(&edit->text);
    edit->text = all;
    return FC_OK;
}

fc_status fc_csv_edit_set(struct fc_csv_edit *edit, size_t line, size_t column,
                          const char *text, fc_error *err)
{
    struct stretch field = field_of(edit, line_start(edit, line), column);
    bool quoted = is_quoted(edit, field) || needs_quotes(text, edit->delimiter);
    fc_bytes cell = {0};
    fc_status status = put_cell(&cell, text, quoted);

    status = status == FC_OK ? splice(edit, field, &cell, err)
                             : out_of_memory(err);
    fc_bytes_release(&cell);
    return status;
}

/* The line end of the text: of the row that ends at @p at, else of the first
 * line. */
static const char *line_end(const struct fc_csv_edit *edit, size_t at)
{
    const char *text = edit->text.data;

    if (at == edit->text.size) {
        at = strcspn(text, "\r\n");
    }
    if (text[at] == '\r') {
        return text[at + 1] == '\n' ? "\r\n" : "\r";
    }
    return "\n";
}

static fc_status put_row(fc_bytes *out, const struct fc_csv_edit *edit,
                         size_t at, const char *const *cells, size_t count)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        const char *text = cells[i] != NULL ? cells[i] : "";
        bool quoted = is_quoted(edit, field_of(edit, at, i))
                      || needs_quotes(text, edit->delimiter);

        status = fc_bytes_append(out, &edit->delimiter, i > 0 ? 1 : 0);
        if (status == FC_OK) {
            status = put_cell(out, text, quoted && text[0] != '\0');
        }
    }
    return status;
}

fc_status fc_csv_edit_add(struct fc_csv_edit *edit, size_t line,
                          const char *const *cells, size_t count, fc_error *err)
{
    size_t at = line_start(edit, line);
    struct stretch last = field_at(edit, at);
    const char *end = NULL;
    fc_bytes row = {0};
    fc_status status = FC_OK;

    while (!is_last(edit, last)) {
        last = field_at(edit, last.end + 1);
    }
    end = line_end(edit, last.end);
    /* In front of the line end of the row above: so a last line without one
     * stays without. */
    status = fc_bytes_append_text(&row, end);
    if (status == FC_OK) {
        status = put_row(&row, edit, at, cells, count);
    }
    status = status == FC_OK
                 ? splice(edit,
                          (struct stretch){.begin = last.end, .end = last.end},
                          &row, err)
                 : out_of_memory(err);
    fc_bytes_release(&row);
    return status;
}
