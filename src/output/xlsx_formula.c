/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas of a sheet. They restate what the report has: each is worked out
 * here, too, and written only if it gives the value that stands in the report.
 *
 *   total    the sum of the periods of the fiscal year
 *   growth   100 (y / y of the year before - 1)
 *   verdict  below, inside or above the range
 *   lags     growth on an earlier row, and the sum of the latest rows
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/xlsx_view.h"

/* A year before, in days written as digits. */
enum { one_year = 10000 };

/* What is written has ten digits, in percent of growth two fewer. */
static const double total_tolerance = 1e-9;
static const double growth_tolerance = 1e-7;

/* An expression and what it comes to. */
struct expression {
    char text[FC_XLSX_FORMULA_SIZE / 2];
    size_t terms;
    double value;
};

/* Do row @p i of @p home and row @p j of @p view belong to one series? On one
 * sheet, to one scenario, too; what was before is that of all. */
static bool same_key(const struct fc_xlsx_view *home, size_t i,
                     const struct fc_xlsx_view *view, size_t j)
{
    static const char *const keys[] = {"series", "scenario"};
    size_t count = view == home ? 2 : 1;

    for (size_t k = 0; k < count; k++) {
        if (strcmp(fc_xlsx_text(home->table, home->rows[i], keys[k]),
                   fc_xlsx_text(view->table, view->rows[j], keys[k]))
            != 0) {
            return false;
        }
    }
    return true;
}

/* Cells first to last of the values, as seen from the sheet @p home. */
static void refer(struct expression *out, const struct fc_xlsx_view *home,
                  const struct fc_xlsx_view *view, size_t first, size_t last)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    char sheet[FC_XLSX_NAME_SIZE + 4] = "";
    size_t column = 0;
    size_t used = strlen(out->text);

    if (!fc_xlsx_view_place(view, "value", &column)) {
        return;
    }
    lxw_rowcol_to_range(range, (lxw_row_t)first + 1, (lxw_col_t)column,
                        (lxw_row_t)last + 1, (lxw_col_t)column);
    if (view != home) {
        (void)snprintf(sheet, sizeof sheet, "'%s'!", view->sheet.name);
    }
    (void)snprintf(out->text + used, sizeof out->text - used, "%s%s%s",
                   used > 0 ? "," : "", sheet, range);
}

/* Add the rows of @p view with the key of row @p row of @p home that end in
 * (after, until]. They stand together, in order of time; in front of @p end. */
static void add_rows(struct expression *out, const struct fc_xlsx_view *home,
                     size_t row, const struct fc_xlsx_view *view, int after,
                     int until)
{
    size_t end = view == home ? row : view->row_count;
    size_t first = 0;
    size_t last = 0;
    size_t count = 0;

    for (size_t i = end; i-- > 0 && view->facts[i].day != 0;) {
        const struct fc_xlsx_fact *fact = &view->facts[i];

        if (!fact->total && fact->day <= after) {
            break;
        }
        if (fact->total || fact->day > until || !same_key(home, row, view, i)) {
            continue;
        }
        first = i;
        last = count == 0 ? i : last;
        out->value += fact->value;
        count++;
    }
    if (count != last - first + 1) {
        count = 0; /* others stand between them */
    }
    if (count > 0) {
        refer(out, home, view, first, last);
        out->terms += count;
    }
}

/* All rows that end in (after, until], of the sheet before and of this one. */
static void add_span(struct expression *out, const struct fc_xlsx_view *view,
                     size_t row, int after, int until)
{
    *out = (struct expression){.terms = 0};
    if (view->before != NULL) {
        add_rows(out, view, row, view->before, after, until);
    }
    add_rows(out, view, row, view, after, until);
}

/* Growth on @p base, as the formulas have it; NaN on nothing. */
static double percent(double value, double base)
{
    return base > 0.0 || base < 0.0 ? 100.0 * (value / base - 1.0)
                                    : (double)NAN;
}

static bool is_near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * (1.0 + fabs(b));
}

static bool total(char out[FC_XLSX_FORMULA_SIZE],
                  const struct fc_xlsx_view *view, size_t row)
{
    const struct fc_xlsx_fact *fact = &view->facts[row];
    struct expression sum;

    if (!fact->total || fact->day == 0) {
        return false;
    }
    add_span(&sum, view, row, fact->day - one_year, fact->day);
    (void)snprintf(out, FC_XLSX_FORMULA_SIZE, "=SUM(%s)", sum.text);
    return sum.terms > 0 && is_near(sum.value, fact->value, total_tolerance);
}

/* What @p row is compared with: the sum of the fiscal year before, or the
 * period a year before. */
static void add_year_before(struct expression *out,
                            const struct fc_xlsx_view *view, size_t row)
{
    const struct fc_xlsx_fact *fact = &view->facts[row];
    int day = fact->day - one_year;

    add_span(out, view, row, fact->total ? day - one_year : day - 1, day);
}

static bool growth(char out[FC_XLSX_FORMULA_SIZE],
                   const struct fc_xlsx_view *view, size_t row, double written)
{
    const struct fc_xlsx_fact *fact = &view->facts[row];
    struct expression base;
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    size_t column = 0;

    if (fact->day == 0 || !fc_xlsx_view_place(view, "value", &column)) {
        return false;
    }
    add_year_before(&base, view, row);
    lxw_rowcol_to_cell(cell, (lxw_row_t)row + 1, (lxw_col_t)column);
    (void)snprintf(out, FC_XLSX_FORMULA_SIZE, "=100*(%s/%s%s%s-1)", cell,
                   base.terms > 1 ? "SUM(" : "", base.text,
                   base.terms > 1 ? ")" : "");
    return base.terms > 0
           && is_near(percent(fact->value, base.value), written,
                      growth_tolerance);
}

/* The columns that a verdict follows from. */
static const struct range_rule {
    const char *verdict;
    const char *low;
    const char *high;
    const char *value;
} range_rules[] = {
    {"guidance_verdict", "guidance_low", "guidance_high", "value"},
    {"verdict", "low", "high", "forecast"},
    {"verdict", "low", "high", "actual"},
};

/* A number of the row, and the name of its cell. */
static bool find_number(const struct fc_xlsx_view *view, size_t row,
                        const char *name, double *value,
                        char place[LXW_MAX_CELL_NAME_LENGTH])
{
    size_t column = 0;
    fc_cell cell = {.type = FC_CELL_EMPTY};

    if (fc_xlsx_view_place(view, name, &column)) {
        cell = fc_report_table_cell(view->table, view->rows[row],
                                    view->columns[column]);
        lxw_rowcol_to_cell(place, (lxw_row_t)row + 1, (lxw_col_t)column);
    }
    *value = cell.number;
    return cell.type == FC_CELL_NUMBER;
}

static bool verdict(char out[FC_XLSX_FORMULA_SIZE],
                    const struct fc_xlsx_view *view, size_t row,
                    const struct range_rule *rule, const char *written)
{
    char place[3][LXW_MAX_CELL_NAME_LENGTH];
    double low = 0.0;
    double high = 0.0;
    double value = 0.0;
    const char *found = "inside";

    if (!find_number(view, row, rule->low, &low, place[0])
        || !find_number(view, row, rule->high, &high, place[1])
        || !find_number(view, row, rule->value, &value, place[2])) {
        return false;
    }
    if (value < low) {
        found = "below";
    } else if (value > high) {
        found = "above";
    }
    (void)snprintf(out, FC_XLSX_FORMULA_SIZE,
                   "=IF(%s<%s,\"below\",IF(%s>%s,\"above\",\"inside\"))",
                   place[2], place[0], place[2], place[1]);
    return strcmp(found, written) == 0;
}

/* Columns of the history that follow from earlier rows. How many rows back is
 * seen from the first row that has a value. */
static const struct lag_rule {
    const char *column;
    bool sums;
} lag_rules[] = {
    {"growth_year_pct", false},
    {"growth_period_pct", false},
    {"trailing_year", true},
};

static size_t first_filled(const struct fc_xlsx_view *view, size_t index)
{
    size_t row = 0;

    while (row < view->row_count
           && fc_report_table_cell(view->table, view->rows[row], index).type
                  == FC_CELL_EMPTY) {
        row++;
    }
    return row;
}

static double sum_values(const struct fc_xlsx_view *view, size_t first,
                         size_t last)
{
    double sum = 0.0;

    for (size_t i = first; i <= last; i++) {
        sum += view->facts[i].value;
    }
    return sum;
}

static bool trailing(char out[FC_XLSX_FORMULA_SIZE],
                     const struct fc_xlsx_view *view, size_t row, size_t lag,
                     double written)
{
    struct expression range = {.terms = 0};

    refer(&range, view, view, row - lag, row);
    (void)snprintf(out, FC_XLSX_FORMULA_SIZE, "=SUM(%s)", range.text);
    return is_near(sum_values(view, row - lag, row), written, total_tolerance);
}

static bool growth_on(char out[FC_XLSX_FORMULA_SIZE],
                      const struct fc_xlsx_view *view, size_t row, size_t lag,
                      double written)
{
    char now[LXW_MAX_CELL_NAME_LENGTH];
    char earlier[LXW_MAX_CELL_NAME_LENGTH];
    size_t column = 0;

    if (!fc_xlsx_view_place(view, "value", &column)) {
        return false;
    }
    lxw_rowcol_to_cell(now, (lxw_row_t)row + 1, (lxw_col_t)column);
    lxw_rowcol_to_cell(earlier, (lxw_row_t)(row - lag) + 1, (lxw_col_t)column);
    (void)snprintf(out, FC_XLSX_FORMULA_SIZE, "=100*(%s/%s-1)", now, earlier);
    return is_near(
        percent(view->facts[row].value, view->facts[row - lag].value), written,
        growth_tolerance);
}

static bool lagged(char out[FC_XLSX_FORMULA_SIZE],
                   const struct fc_xlsx_view *view, size_t row, size_t index,
                   bool sums)
{
    size_t lag = first_filled(view, index);
    double written =
        fc_report_table_cell(view->table, view->rows[row], index).number;

    if (row < lag || lag == 0) {
        return false;
    }
    return sums ? trailing(out, view, row, lag, written)
                : growth_on(out, view, row, lag, written);
}

bool fc_xlsx_formula(char out[FC_XLSX_FORMULA_SIZE],
                     const struct fc_xlsx_view *view, size_t row, size_t column)
{
    size_t index = view->columns[column];
    const char *name = fc_report_table_column(view->table, index)->name;
    fc_cell cell = fc_report_table_cell(view->table, view->rows[row], index);

    if (cell.type == FC_CELL_NUMBER && strcmp(name, "value") == 0) {
        return total(out, view, row);
    }
    if (cell.type == FC_CELL_NUMBER && strcmp(name, "yoy_pct") == 0) {
        return growth(out, view, row, cell.number);
    }
    for (size_t i = 0; i < sizeof lag_rules / sizeof lag_rules[0]; i++) {
        if (cell.type == FC_CELL_NUMBER
            && strcmp(name, lag_rules[i].column) == 0) {
            return lagged(out, view, row, index, lag_rules[i].sums);
        }
    }
    for (size_t i = 0; i < sizeof range_rules / sizeof range_rules[0]; i++) {
        if (cell.type == FC_CELL_TEXT
            && strcmp(name, range_rules[i].verdict) == 0
            && verdict(out, view, row, &range_rules[i], cell.text)) {
            return true;
        }
    }
    return false;
}
