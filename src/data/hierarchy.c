/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading of hierarchy files. */
#include "forecast/hierarchy.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/csv_reader.h"

/* More rows are no hierarchy of one company. */
enum { FC_HIERARCHY_CAPACITY = 2000 };

/* The columns of a file; what is not there is csv->column_count. */
struct columns {
    size_t parent;
    size_t child;
    size_t sign;
    size_t rounding;
};

static size_t find_optional(const fc_csv *csv, const char *name)
{
    size_t column = csv->column_count;

    (void)fc_csv_find(&column, csv, name);
    return column;
}

static fc_status locate(struct columns *out, const fc_csv *csv, fc_error *err)
{
    fc_status status = fc_csv_require(&out->parent, csv, "parent", err);

    if (status == FC_OK) {
        status = fc_csv_require(&out->child, csv, "child", err);
    }
    out->sign = find_optional(csv, "sign");
    out->rounding = find_optional(csv, "rounding");
    return status;
}

static fc_status read_series(const fc_series **out, const fc_csv *csv,
                             size_t row, size_t column, const fc_table *table,
                             fc_error *err)
{
    const char *name = fc_csv_field(csv, row, column);

    *out = fc_table_find(table, name);
    if (*out == NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                          fc_csv_line(csv, row), column + 1,
                          "'%.64s' is not a series of the dataset; correct the "
                          "name or remove the row",
                          name);
    }
    return FC_OK;
}

/* @p blank is the number of a field without text. */
static fc_status read_number(double *out, const fc_csv *csv, size_t row,
                             size_t column, double blank, fc_error *err)
{
    const char *text = column < csv->column_count
                           ? fc_csv_field(csv, row, column)
                           : "";

    *out = blank;
    if (text[0] != '\0' && !fc_number_parse(out, text)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                          fc_csv_line(csv, row), column + 1,
                          "'%.64s' in column '%.64s' is not a number; write "
                          "digits with a decimal point, or leave it blank",
                          text, fc_csv_name(csv, column));
    }
    return FC_OK;
}

static fc_status read_link(fc_hierarchy_link *link, const fc_csv *csv,
                           size_t row, const struct columns *columns,
                           const fc_table *table, fc_error *err)
{
    fc_status status = read_series(&link->parent, csv, row, columns->parent,
                                   table, err);

    link->line = fc_csv_line(csv, row);
    if (status == FC_OK) {
        status = read_series(&link->child, csv, row, columns->child, table,
                             err);
    }
    if (status == FC_OK) {
        status = read_number(&link->sign, csv, row, columns->sign, 1.0, err);
    }
    if (status == FC_OK) {
        status = read_number(&link->rounding, csv, row, columns->rounding,
                             fc_missing(), err);
    }
    if (status == FC_OK && link->sign == 0.0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, link->line,
                          columns->sign + 1,
                          "a sign of 0 takes '%.64s' out of the sum; write 1 "
                          "or -1, or remove the row",
                          link->child->name);
    }
    return status;
}

static fc_status refuse_twins(const fc_hierarchy *hierarchy, size_t index,
                              fc_error *err)
{
    const fc_hierarchy_link *link = &hierarchy->links[index];

    for (size_t i = 0; i < index; i++) {
        const fc_hierarchy_link *other = &hierarchy->links[i];

        if (other->parent == link->parent && other->child == link->child) {
            return FC_FAIL_AT(
                err, FC_ERR_DATA, hierarchy->source, link->line, 0,
                "'%.64s' is a child of '%.64s' already (line "
                "%zu); remove one of the rows",
                link->child->name, link->parent->name, other->line);
        }
    }
    return FC_OK;
}

/* Has @p series a parent among the links that are left? */
static bool hangs(const fc_hierarchy *hierarchy, const bool *done,
                  const fc_series *series)
{
    for (size_t i = 0; i < hierarchy->link_count; i++) {
        if (!done[i] && hierarchy->links[i].child == series) {
            return true;
        }
    }
    return false;
}

/* Take away the links of the roots, then those of what are roots now, and so
 * on: what cannot be taken away goes round. */
static fc_status refuse_cycles(const fc_hierarchy *hierarchy, bool *done,
                               fc_error *err)
{
    const fc_hierarchy_link *left = NULL;
    bool moved = true;

    while (moved) {
        moved = false;
        left = NULL;
        for (size_t i = 0; i < hierarchy->link_count; i++) {
            const fc_hierarchy_link *link = &hierarchy->links[i];

            if (!done[i] && !hangs(hierarchy, done, link->parent)) {
                done[i] = true;
                moved = true;
            }
            left = done[i] || left != NULL ? left : link;
        }
    }
    if (left != NULL) {
        return FC_FAIL_AT(err, FC_ERR_DATA, hierarchy->source, left->line, 0,
                          "'%.64s' is, over '%.64s', a part of itself; remove "
                          "one row of the circle",
                          left->parent->name, left->child->name);
    }
    return FC_OK;
}

static fc_status check(const fc_hierarchy *hierarchy, fc_error *err)
{
    bool *done = fc_calloc(hierarchy->link_count, sizeof *done);
    fc_status status = FC_OK;

    if (done == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a hierarchy");
    }
    for (size_t i = 0; i < hierarchy->link_count && status == FC_OK; i++) {
        status = refuse_twins(hierarchy, i, err);
    }
    if (status == FC_OK) {
        status = refuse_cycles(hierarchy, done, err);
    }
    free(done);
    return status;
}

static fc_status read_links(fc_hierarchy *hierarchy, const fc_csv *csv,
                            const fc_table *table, fc_error *err)
{
    struct columns columns = {0};
    fc_status status = locate(&columns, csv, err);

    if (status == FC_OK && csv->row_count > FC_HIERARCHY_CAPACITY) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, 0, 0,
                          "%zu rows are too many for a hierarchy; at most %d",
                          csv->row_count, FC_HIERARCHY_CAPACITY);
    }
    hierarchy->source = fc_text_copy(csv->source);
    hierarchy->links = fc_calloc(csv->row_count, sizeof *hierarchy->links);
    if (status == FC_OK
        && (hierarchy->source == NULL || hierarchy->links == NULL)) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a hierarchy");
    }
    for (size_t row = 0; row < csv->row_count && status == FC_OK; row++) {
        status = read_link(&hierarchy->links[row], csv, row, &columns, table,
                           err);
        hierarchy->link_count = row + 1;
    }
    return status == FC_OK ? check(hierarchy, err) : status;
}

/* Takes over @p csv. */
static fc_status build(fc_hierarchy **out, fc_csv *csv, const fc_table *table,
                       fc_error *err)
{
    fc_hierarchy *hierarchy = fc_calloc(1, sizeof *hierarchy);
    fc_status status = FC_OK;

    if (hierarchy == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a hierarchy");
    } else {
        status = read_links(hierarchy, csv, table, err);
    }
    fc_csv_free(csv);
    if (status != FC_OK) {
        fc_hierarchy_free(hierarchy);
        return status;
    }
    *out = hierarchy;
    return FC_OK;
}

fc_status fc_hierarchy_read(fc_hierarchy **out, const char *path,
                            const fc_table *table, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, 0, err);

    *out = NULL;
    return status == FC_OK ? build(out, csv, table, err) : status;
}

fc_status fc_hierarchy_parse(fc_hierarchy **out, const char *text, size_t size,
                             const char *source, const fc_table *table,
                             fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, text, size, source, 0, err);

    *out = NULL;
    return status == FC_OK ? build(out, csv, table, err) : status;
}

void fc_hierarchy_free(fc_hierarchy *hierarchy)
{
    if (hierarchy != NULL) {
        free(hierarchy->source);
        free(hierarchy->links);
        free(hierarchy);
    }
}
