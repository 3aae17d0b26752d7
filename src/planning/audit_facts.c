/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claims, each computed anew from the tables: `reproduced`, `differs` with the
 * computed value and those of the metrics to compare with, or `not in data`.
 * The column `expected` is the result when the tables were checked; a result
 * that is another one fails. A claim that differs must lie within `within_pct`
 * per cent of the nearest of the computed values: the claim is checked, too.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "data/fields.h"
#include "planning/audit_state.h"
#include "planning/facts.h"

enum column {
    CLAIM,
    METRIC,
    COMPARE,
    COMPANY,
    PERIOD,
    VALUE,
    UNIT,
    DECIMALS,
    EXPECTED,
    WITHIN,
    COLUMNS
};

static const struct fc_field_name names[COLUMNS] = {
    [CLAIM] = {.name = "claim", .required = true},
    [METRIC] = {.name = "metric", .required = true},
    [COMPARE] = {.name = "compare"},
    [COMPANY] = {.name = "company"},
    [PERIOD] = {.name = "period", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [UNIT] = {.name = "unit", .required = true},
    [DECIMALS] = {.name = "decimals"},
    [EXPECTED] = {.name = "expected"},
    [WITHIN] = {.name = "within_pct"},
};

/* Longest difference and result, with the terminating NUL. */
enum { difference_size = 480, result_size = 512, note_size = 1024 };

/* Decimals of computed values in results. */
enum { result_decimals = 3 };

/* One row of the file. */
struct fact {
    size_t line;
    const char *claim;
    struct fc_metric metric;
    const char *compare;
    const char *unit;
    const char *expected;
    double value;
    double within; /* per cent; NaN: not stated */
    int decimals;
};

/* What came of it. */
struct result {
    char text[result_size];
    bool known;
    bool differs;
    double gap; /* of one that differs, to the nearest value, per cent */
};

/* What a unit counts in: "USD million" a million, "USD bn" a billion. */
static double unit_scale(const char *unit)
{
    static const struct {
        const char *word;
        double scale;
    } words[] = {{"thousand", 1e3}, {"million", 1e6}, {"mn", 1e6},
                 {"billion", 1e9},  {"bn", 1e9},      {"trillion", 1e12}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *at = strstr(unit, words[i].word);
        size_t length = strlen(words[i].word);

        if (at != NULL && (at == unit || at[-1] == ' ')
            && (at[length] == '\0' || at[length] == ' ')) {
            return words[i].scale;
        }
    }
    return 1.0;
}

/* A computed value in the unit of the claim. */
static double in_claim_unit(double value, const struct fc_metric_value *of,
                            const struct fact *fact)
{
    return of->percent ? value
                       : value * unit_scale(of->unit) / unit_scale(fact->unit);
}

static bool is_reproduced(const struct fact *fact,
                          const struct fc_metric_value *of)
{
    double computed = in_claim_unit(of->value, of, fact);
    double unit = pow(10.0, fact->decimals);

    if (isfinite(of->before)) { /* a threshold that is crossed */
        return computed >= fact->value
               && in_claim_unit(of->before, of, fact) < fact->value;
    }
    return fc_audit_equal(round(computed * unit), fact->value * unit);
}

static void format_value(char text[FC_NUMBER_TEXT_SIZE], double value)
{
    double unit = pow(10.0, result_decimals);

    fc_number_format_exact(text, round(value * unit) / unit);
}

/* Of @p computed; infinite if that is zero. */
static double gap_percent(double claimed, double computed)
{
    return 100.0 * fabs(claimed - computed) / fabs(computed);
}

/* "104.208 capex_net_run_rate, 111.336 capex_run_rate", and how far the
 * nearest of them is from the claim. */
static void describe_difference(char out[difference_size], double *gap,
                                const struct fc_fact_tables *tables,
                                const struct fact *fact, double computed)
{
    struct fc_metric other = fact->metric;
    char number[FC_NUMBER_TEXT_SIZE];
    size_t used = 0;

    *gap = gap_percent(fact->value, computed);
    format_value(number, computed);
    used = (size_t)snprintf(out, difference_size, "%s %.100s", number,
                            fact->metric.name);
    if (fact->compare[0] != '\0' && used < difference_size) {
        struct fc_metric_value value;

        other.name = fact->compare;
        value = fc_metric_compute(tables, &other);
        if (value.known) {
            computed = in_claim_unit(value.value, &value, fact);
            *gap = fmin(*gap, gap_percent(fact->value, computed));
            format_value(number, computed);
            (void)snprintf(out + used, difference_size - used, ", %s %.100s",
                           number, other.name);
        }
    }
}

static void compute_result(struct result *out,
                           const struct fc_fact_tables *tables,
                           const struct fact *fact)
{
    struct fc_metric_value value = fc_metric_compute(tables, &fact->metric);
    char words[difference_size] = "";
    char number[FC_NUMBER_TEXT_SIZE];
    double computed = 0.0;

    out->known = value.known;
    if (!value.known) {
        (void)snprintf(out->text, result_size, "not in data");
        return;
    }
    computed = in_claim_unit(value.value, &value, fact);
    if (is_reproduced(fact, &value)) {
        format_value(number, computed);
        (void)snprintf(out->text, result_size, "reproduced (%s)", number);
        return;
    }
    out->differs = true;
    describe_difference(words, &out->gap, tables, fact, computed);
    (void)snprintf(out->text, result_size, "differs (%s)", words);
}

/* Does a claim that differs stay as near as it says? */
static bool is_near(const struct fact *fact, const struct result *result)
{
    return result->gap <= fact->within; /* never, if it says nothing */
}

static enum fc_audit_outcome judge(const struct fact *fact,
                                   const struct result *result)
{
    bool expects = fact->expected[0] != '\0';

    if (expects && strcmp(fact->expected, result->text) != 0) {
        return FC_AUDIT_FAILED;
    }
    if (!result->known) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (result->differs) {
        return expects && is_near(fact, result) ? FC_AUDIT_EXPLAINED
                                                : FC_AUDIT_FAILED;
    }
    return FC_AUDIT_PASSED;
}

/* What failed, or the result alone. */
static void describe(char note[note_size], const struct fact *fact,
                     const struct result *result, bool failed)
{
    if (!failed) {
        (void)snprintf(note, note_size, "%s", result->text);
    } else if (strcmp(fact->expected, result->text) != 0) {
        (void)snprintf(note, note_size, "%s; expected: %.400s", result->text,
                       fact->expected);
    } else if (isnan(fact->within)) {
        (void)snprintf(note, note_size,
                       "%s; give within_pct, the per cent that the claim may "
                       "be off",
                       result->text);
    } else {
        (void)snprintf(note, note_size,
                       "%s; %.2f %% off, more than the %g %% of within_pct",
                       result->text, result->gap, fact->within);
    }
}

static void check_fact(struct fc_audit *audit,
                       const struct fc_fact_tables *tables,
                       const struct fact *fact)
{
    struct result result = {.text = ""};
    char note[note_size];
    enum fc_audit_outcome outcome = FC_AUDIT_PASSED;

    compute_result(&result, tables, fact);
    outcome = judge(fact, &result);
    describe(note, fact, &result, outcome == FC_AUDIT_FAILED);
    fc_audit_add(audit,
                 &(struct fc_audit_check){.kind = FC_AUDIT_FACTS,
                                          .outcome = outcome,
                                          .source = audit->dataset->facts_path,
                                          .line = fact->line,
                                          .what = fact->claim,
                                          .stated = fact->value,
                                          .computed = fc_missing(),
                                          .note = note});
    fc_report_table_add_row(audit->facts);
    fc_report_table_set_text(audit->facts, 0, fact->claim);
    fc_report_table_set_text(audit->facts, 1, fact->metric.period);
    fc_report_table_set_number(audit->facts, 2, fact->value);
    fc_report_table_set_text(audit->facts, 3, fact->unit);
    fc_report_table_set_text(audit->facts, 4, result.text);
}

static fc_status read_fact(struct fact *out, const fc_csv *csv,
                           const size_t *columns, size_t row, fc_error *err)
{
    double decimals = 0.0;
    fc_status status = fc_field_number(&out->value, csv, row, columns[VALUE],
                                       err);

    if (status == FC_OK) {
        status = fc_field_number(&decimals, csv, row, columns[DECIMALS], err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&out->within, csv, row, columns[WITHIN], err);
    }
    if (status != FC_OK) {
        return status;
    }
    out->line = fc_csv_line(csv, row);
    if (isnan(out->value)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, out->line,
                          columns[VALUE] + 1,
                          "the claim has no value; give the number claimed");
    }
    out->claim = fc_csv_field(csv, row, columns[CLAIM]);
    out->metric.name = fc_csv_field(csv, row, columns[METRIC]);
    out->metric.company = fc_field_text(csv, row, columns[COMPANY]);
    out->metric.period = fc_csv_field(csv, row, columns[PERIOD]);
    out->compare = fc_field_text(csv, row, columns[COMPARE]);
    out->unit = fc_csv_field(csv, row, columns[UNIT]);
    out->expected = fc_field_text(csv, row, columns[EXPECTED]);
    /* Without a column of its own the claim says how it is rounded. */
    out->decimals = decimals >= 0.0 && decimals <= 15.0
                        ? (int)decimals
                        : fc_audit_decimals(out->value);
    return FC_OK;
}

static fc_status check_rows(struct fc_audit *audit,
                            const struct fc_fact_tables *tables,
                            const fc_csv *csv, fc_error *err)
{
    size_t columns[COLUMNS];
    fc_status status = fc_fields_locate(columns, csv, names, COLUMNS, err);

    if (status == FC_OK && csv->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_FACTS, csv->source);
    }
    for (size_t row = 0; status == FC_OK && row < csv->row_count; row++) {
        struct fact fact = {0};

        status = read_fact(&fact, csv, columns, row, err);
        if (status == FC_OK) {
            check_fact(audit, tables, &fact);
        }
    }
    return status;
}

fc_status fc_audit_facts(struct fc_audit *audit, fc_error *err)
{
    struct fc_fact_tables tables = {0};
    fc_csv *csv = NULL;
    fc_status status = fc_fact_tables_init(&tables, audit->dataset, err);

    if (status == FC_OK) {
        status = fc_csv_read(&csv, audit->dataset->facts_path, 0, err);
    }
    if (status == FC_OK) {
        status = check_rows(audit, &tables, csv, err);
    }
    fc_csv_free(csv);
    fc_fact_tables_release(&tables);
    return status;
}
