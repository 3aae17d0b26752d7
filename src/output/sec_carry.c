/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/sec_carry.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/memory.h"

static const char period_name[] = "period";
static const char end_name[] = "period_end";

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the files");
}

static bool exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

void fc_sec_carry_release(struct fc_sec_carry *carry)
{
    fc_csv_free(carry->csv);
    free(carry->columns);
    *carry = (struct fc_sec_carry){.csv = NULL};
}

/* The provenance; NULL in *out for what is none. */
static fc_status read_provenance(json_t **out, const char *path, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = FC_OK;

    *out = NULL;
    if (!exists(path)) {
        return FC_OK;
    }
    status = fc_file_read(&bytes, path, err);
    if (status == FC_OK && bytes.data != NULL) {
        *out = json_loadb(bytes.data, bytes.size, 0, NULL);
    }
    fc_bytes_release(&bytes);
    return status;
}

/* Did the import of that provenance make a column of this name? */
static bool is_own(const json_t *provenance, const char *name)
{
    const json_t *series = json_object_get(
        json_object_get(provenance, "tables"), "series");

    for (size_t i = 0; i < json_array_size(series); i++) {
        const char *own = json_string_value(
            json_object_get(json_array_get(series, i), "series"));

        if (own != NULL && strcmp(own, name) == 0) {
            return true;
        }
    }
    return strcmp(name, period_name) == 0 || strcmp(name, end_name) == 0;
}

static fc_status find_columns(struct fc_sec_carry *carry,
                              const json_t *provenance, fc_error *err)
{
    carry->columns = fc_calloc(carry->csv->column_count,
                               sizeof *carry->columns);
    if (carry->columns == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < carry->csv->column_count; i++) {
        if (!is_own(provenance, fc_csv_name(carry->csv, i))) {
            carry->columns[carry->count++] = i;
        }
    }
    return FC_OK;
}

static bool is_carried(const struct fc_sec_carry *carry, size_t column)
{
    for (size_t i = 0; i < carry->count; i++) {
        if (carry->columns[i] == column) {
            return true;
        }
    }
    return false;
}

/* Has the row a value in a column that is carried, or, else, in one of a series
 * that is not? */
static bool has_value(const struct fc_sec_carry *carry, size_t row,
                      bool carried)
{
    for (size_t i = 0; i < carry->csv->column_count; i++) {
        const char *name = fc_csv_name(carry->csv, i);

        if (is_carried(carry, i) == carried && strcmp(name, period_name) != 0
            && strcmp(name, end_name) != 0
            && fc_csv_field(carry->csv, row, i)[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* A field as RFC 4180 has it; the first of a line stands without comma. */
static fc_status append_field(fc_bytes *out, const char *text, bool first)
{
    fc_status status = first ? FC_OK : fc_bytes_append_text(out, ",");

    if (strpbrk(text, ",\"\r\n") == NULL) {
        return status == FC_OK ? fc_bytes_append_text(out, text) : status;
    }
    if (status == FC_OK) {
        status = fc_bytes_append_text(out, "\"");
    }
    for (; *text != '\0' && status == FC_OK; text++) {
        status = fc_bytes_append(out, *text == '"' ? "\"\"" : text,
                                 *text == '"' ? 2 : 1);
    }
    return status == FC_OK ? fc_bytes_append_text(out, "\"") : status;
}

/* Header or row of the columns that are not carried, as the import wrote it. */
static fc_status append_own(fc_bytes *out, const struct fc_sec_carry *carry,
                            size_t row, bool header)
{
    fc_status status = FC_OK;
    bool first = true;

    for (size_t i = 0; i < carry->csv->column_count && status == FC_OK; i++) {
        if (!is_carried(carry, i)) {
            status = append_field(out,
                                  header ? fc_csv_name(carry->csv, i)
                                         : fc_csv_field(carry->csv, row, i),
                                  first);
            first = false;
        }
    }
    return status == FC_OK ? fc_bytes_append_text(out, "\n") : status;
}

/* Are the columns that are not carried those that were written? Rows at the end
 * may have been added for the others. */
static fc_status compare(struct fc_sec_carry *carry, const json_t *provenance,
                         fc_error *err)
{
    const char *known = json_string_value(
        json_object_get(json_object_get(provenance, "meta"), "data_sha256"));
    size_t rows = carry->csv->row_count;
    char sha256[65];
    fc_bytes own = {0};
    fc_status status = append_own(&own, carry, 0, true);

    while (rows > 0 && !has_value(carry, rows - 1, false)) {
        rows--;
    }
    for (size_t row = 0; row < rows && status == FC_OK; row++) {
        status = append_own(&own, carry, row, false);
    }
    if (status == FC_OK) {
        fc_digest_sha256(sha256, own.data, own.size);
        carry->is_unchanged = known != NULL && strcmp(known, sha256) == 0;
    }
    fc_bytes_release(&own);
    return status == FC_OK ? FC_OK : out_of_memory(err);
}

fc_status fc_sec_carry_open(struct fc_sec_carry *out, const char *csv_path,
                            const char *provenance_path, fc_error *err)
{
    json_t *provenance = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;

    *out = (struct fc_sec_carry){.is_there = exists(csv_path)};
    if (!out->is_there) {
        return FC_OK;
    }
    status = read_provenance(&provenance, provenance_path, err);
    if (status == FC_OK && provenance != NULL) {
        status = fc_csv_read(&out->csv, csv_path, 0, &why);
        /* What is no table any more is no import's. */
        status = status == FC_ERR_FORMAT ? FC_OK : status;
        if (status != FC_OK && err != NULL) {
            *err = why;
        }
    }
    if (out->csv != NULL && !fc_csv_find(&out->period, out->csv, period_name)) {
        fc_csv_free(out->csv);
        out->csv = NULL;
    }
    if (out->csv != NULL) {
        status = find_columns(out, provenance, err);
    }
    if (out->csv != NULL && status == FC_OK) {
        status = compare(out, provenance, err);
    }
    json_decref(provenance);
    return status;
}

bool fc_sec_carry_drop(struct fc_sec_carry *carry, const char *name)
{
    for (size_t i = 0; i < carry->count; i++) {
        if (strcmp(fc_csv_name(carry->csv, carry->columns[i]), name) == 0) {
            carry->count--;
            memmove(carry->columns + i, carry->columns + i + 1,
                    (carry->count - i) * sizeof *carry->columns);
            return true;
        }
    }
    return false;
}

/* Row of the carried columns with that period; row_count if there is none. */
static size_t find_row(const fc_csv *csv, size_t column, const char *period)
{
    size_t row = 0;

    while (row < csv->row_count
           && strcmp(fc_csv_field(csv, row, column), period) != 0) {
        row++;
    }
    return row;
}

/* Their fields of a row; blanks if it is none. */
static fc_status append_carried(fc_bytes *out, const struct fc_sec_carry *carry,
                                size_t row)
{
    bool is_row = row < carry->csv->row_count;
    fc_status status = FC_OK;

    for (size_t i = 0; i < carry->count && status == FC_OK; i++) {
        status = append_field(
            out, is_row ? fc_csv_field(carry->csv, row, carry->columns[i]) : "",
            false);
    }
    return status == FC_OK ? fc_bytes_append_text(out, "\n") : status;
}

static fc_status append_header(fc_bytes *out, const struct fc_sec_carry *carry,
                               const fc_csv *own)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < own->column_count && status == FC_OK; i++) {
        status = append_field(out, fc_csv_name(own, i), i == 0);
    }
    for (size_t i = 0; i < carry->count && status == FC_OK; i++) {
        status = append_field(out, fc_csv_name(carry->csv, carry->columns[i]),
                              false);
    }
    return status == FC_OK ? fc_bytes_append_text(out, "\n") : status;
}

/* A row that only the carried columns have. */
static fc_status append_lone(fc_bytes *out, const struct fc_sec_carry *carry,
                             const fc_csv *own, size_t row)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < own->column_count && status == FC_OK; i++) {
        size_t column = 0;
        const char *name = fc_csv_name(own, i);
        bool kept = (strcmp(name, period_name) == 0
                     || strcmp(name, end_name) == 0)
                    && fc_csv_find(&column, carry->csv, name);

        status = append_field(
            out, kept ? fc_csv_field(carry->csv, row, column) : "", i == 0);
    }
    return status == FC_OK ? append_carried(out, carry, row) : status;
}

static fc_status append_lone_rows(fc_bytes *out,
                                  const struct fc_sec_carry *carry,
                                  const fc_csv *own, size_t from, size_t to)
{
    fc_status status = FC_OK;

    for (size_t row = from; row < to && status == FC_OK; row++) {
        if (has_value(carry, row, true)) {
            status = append_lone(out, carry, own, row);
        }
    }
    return status;
}

static fc_status merge(fc_bytes *out, const struct fc_sec_carry *carry,
                       const fc_csv *own)
{
    const fc_csv *csv = carry->csv;
    size_t column = 0; /* of the periods of our own, which stand first */
    size_t first = 0;
    size_t last = 0;
    fc_status status = append_header(out, carry, own);

    while (first < csv->row_count
           && find_row(own, column, fc_csv_field(csv, first, carry->period))
                  == own->row_count) {
        first++;
    }
    if (first == csv->row_count) {
        first = 0; /* nothing in common: all of them stand behind */
    }
    last = first;
    if (status == FC_OK) {
        status = append_lone_rows(out, carry, own, 0, first);
    }
    for (size_t i = 0; i < own->row_count && status == FC_OK; i++) {
        size_t row = find_row(csv, carry->period, fc_csv_field(own, i, column));

        for (size_t j = 0; j < own->column_count && status == FC_OK; j++) {
            status = append_field(out, fc_csv_field(own, i, j), j == 0);
        }
        if (status == FC_OK) {
            status = append_carried(out, carry, row);
        }
        last = row < csv->row_count && row >= last ? row + 1 : last;
    }
    return status == FC_OK
               ? append_lone_rows(out, carry, own, last, csv->row_count)
               : status;
}

fc_status fc_sec_carry_merge(fc_bytes *out, const struct fc_sec_carry *carry,
                             const fc_bytes *own, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, own->data, own->size, "the data", ',',
                                    err);

    if (status != FC_OK) {
        return status;
    }
    status = merge(out, carry, csv);
    fc_csv_free(csv);
    return status == FC_OK ? FC_OK : out_of_memory(err);
}
