/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/alert.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/names.h"

#include "base/number.h"

static const char *const names[FC_ALERT_NAME_COUNT] = {
    [FC_ALERT_VALUE] = "value",       [FC_ALERT_YOY] = "yoy",
    [FC_ALERT_CHANGE] = "change",     [FC_ALERT_P_BELOW] = "p_below",
    [FC_ALERT_P_INSIDE] = "p_inside", [FC_ALERT_P_ABOVE] = "p_above",
    [FC_ALERT_VERDICT] = "verdict",
};

/* The longer of two that begin alike stands first. */
static const struct {
    const char *text;
    fc_alert_operator compare;
} operators[] = {
    {"<=", FC_ALERT_AT_MOST},  {"<", FC_ALERT_LESS},
    {">=", FC_ALERT_AT_LEAST}, {">", FC_ALERT_GREATER},
    {"!=", FC_ALERT_UNEQUAL},  {"=", FC_ALERT_EQUAL},
};

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

static fc_status parse_name(fc_alert *alert, const char **text, fc_error *err)
{
    const char *begin = skip_blanks(*text);
    size_t length = strcspn(begin, " \t<>=!");
    const char *nearest = NULL;
    char name[32] = "";

    if (length < sizeof name) {
        memcpy(name, begin, length);
    }
    *text = begin + length;
    for (size_t i = 0; i < FC_ALERT_NAME_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            alert->name = (fc_alert_name)i;
            return FC_OK;
        }
    }
    nearest = fc_name_nearest(name, names, FC_ALERT_NAME_COUNT);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there is no figure '%s'; did you mean '%s'?", name,
                       nearest);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "not an alert; write NAME OP NUMBER with one of value, yoy, "
                   "change, p_below, p_inside, p_above, or verdict=WORD");
}

static fc_status parse_operator(fc_alert *alert, const char **text,
                                fc_error *err)
{
    const char *begin = skip_blanks(*text);

    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        size_t length = strlen(operators[i].text);

        if (strncmp(begin, operators[i].text, length) == 0) {
            alert->compare = operators[i].compare;
            *text = skip_blanks(begin + length);
            return FC_OK;
        }
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "no comparison; behind the name stands one of < <= > >= = "
                   "!=");
}

static size_t length_without_blanks(const char *text)
{
    size_t length = strlen(text);

    while (length > 0 && strchr(" \t", text[length - 1]) != NULL) {
        length--;
    }
    return length;
}

static fc_status parse_word(fc_alert *alert, const char *text, fc_error *err)
{
    static const char *const words[] = {"below", "inside", "above"};
    size_t length = length_without_blanks(text);

    if (alert->compare != FC_ALERT_EQUAL
        && alert->compare != FC_ALERT_UNEQUAL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a verdict is compared with = or != only");
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == length
            && strncmp(words[i], text, length) == 0) {
            memcpy(alert->word, words[i], length + 1);
            return FC_OK;
        }
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT, "a verdict is below, inside or above");
}

static fc_status parse_number(fc_alert *alert, const char *text, fc_error *err)
{
    char number[64] = "";
    size_t length = length_without_blanks(text);

    if (length < sizeof number) {
        memcpy(number, text, length);
    }
    if (!fc_number_parse(&alert->number, number)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "no number stands behind the comparison");
    }
    return FC_OK;
}

fc_status fc_alert_parse(fc_alert *out, const char *text, fc_error *err)
{
    fc_alert alert = {.number = 0.0};
    fc_status status = parse_name(&alert, &text, err);

    if (status == FC_OK) {
        status = parse_operator(&alert, &text, err);
    }
    if (status == FC_OK) {
        status = alert.name == FC_ALERT_VERDICT
                     ? parse_word(&alert, text, err)
                     : parse_number(&alert, text, err);
    }
    if (status == FC_OK) {
        *out = alert;
    }
    return status;
}

/* Column @p name of a table of the report; FC_CELL_EMPTY if there is none. */
static fc_cell find_cell(const fc_report_table *table, size_t row,
                         const char *name)
{
    for (size_t i = 0; i < fc_report_table_column_count(table); i++) {
        if (strcmp(fc_report_table_column(table, i)->name, name) == 0) {
            return fc_report_table_cell(table, row, i);
        }
    }
    return (fc_cell){.type = FC_CELL_EMPTY};
}

static double cell_number(const fc_report_table *table, size_t row,
                          const char *name)
{
    fc_cell cell = find_cell(table, row, name);

    return cell.type == FC_CELL_NUMBER ? cell.number : fc_missing();
}

static void copy_text(char *out, size_t size, const fc_report_table *table,
                      size_t row, const char *name)
{
    fc_cell cell = find_cell(table, row, name);

    (void)snprintf(out, size, "%s", cell.type == FC_CELL_TEXT ? cell.text : "");
}

static void read_row(fc_alert_facts *facts, const fc_report_table *table,
                     size_t row)
{
    if (facts->period[0] == '\0') {
        copy_text(facts->period, sizeof facts->period, table, row, "period");
        facts->number[FC_ALERT_VALUE] = cell_number(table, row, "value");
        facts->number[FC_ALERT_YOY] = cell_number(table, row, "yoy_pct");
    }
    if (facts->verdict[0] == '\0') {
        copy_text(facts->verdict, sizeof facts->verdict, table, row,
                  "guidance_verdict");
        facts->number[FC_ALERT_P_BELOW] = cell_number(table, row, "p_below");
        facts->number[FC_ALERT_P_INSIDE] = cell_number(table, row, "p_inside");
        facts->number[FC_ALERT_P_ABOVE] = cell_number(table, row, "p_above");
    }
}

void fc_alert_facts_read(fc_alert_facts *out, const fc_report *projection)
{
    const fc_report_table *table = fc_report_find_table(projection,
                                                        "projection");
    fc_alert_facts facts = {.period = ""};

    for (size_t i = 0; i < FC_ALERT_NAME_COUNT; i++) {
        facts.number[i] = fc_missing();
    }
    for (size_t row = 0;
         table != NULL && row < fc_report_table_row_count(table); row++) {
        fc_cell kind = find_cell(table, row, "kind");

        if (kind.type == FC_CELL_TEXT && strcmp(kind.text, "forecast") == 0) {
            read_row(&facts, table, row);
        }
    }
    *out = facts;
}

void fc_alert_set_previous(fc_alert_facts *facts, double previous)
{
    double value = facts->number[FC_ALERT_VALUE];

    facts->number[FC_ALERT_CHANGE] = previous > 0.0
                                         ? 100.0 * (value - previous) / previous
                                         : fc_missing();
}

bool fc_alert_is_known(const fc_alert *alert, const fc_alert_facts *facts)
{
    return alert->name == FC_ALERT_VERDICT ? facts->verdict[0] != '\0'
                                           : !isnan(facts->number[alert->name]);
}

static bool compare_numbers(fc_alert_operator compare, double a, double b)
{
    switch (compare) {
    case FC_ALERT_LESS:
        return a < b;
    case FC_ALERT_AT_MOST:
        return a <= b;
    case FC_ALERT_GREATER:
        return a > b;
    case FC_ALERT_AT_LEAST:
        return a >= b;
    case FC_ALERT_EQUAL:
        return !(a < b) && !(a > b);
    case FC_ALERT_UNEQUAL:
        return a < b || a > b;
    }
    return false;
}

bool fc_alert_fires(const fc_alert *alert, const fc_alert_facts *facts)
{
    if (!fc_alert_is_known(alert, facts)) {
        return false;
    }
    if (alert->name == FC_ALERT_VERDICT) {
        bool equal = strcmp(alert->word, facts->verdict) == 0;

        return equal == (alert->compare == FC_ALERT_EQUAL);
    }
    return compare_numbers(alert->compare, facts->number[alert->name],
                           alert->number);
}
