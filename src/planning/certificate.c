/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/certificate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/moments.h"
#include "forecast/regression.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/path.h"
#include "planning/certificate_curves.h"
#include "planning/certificate_data.h"

enum column {
    COLUMN_PROBLEM,
    COLUMN_COEFFICIENTS,
    COLUMN_ERRORS,
    COLUMN_RESIDUAL,
    COLUMN_KIND,
    COLUMN_FLOOR,
    COLUMN_VERDICT,
    COLUMN_COUNT
};

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_PROBLEM] = {.name = "problem", .title = "Problem"},
    [COLUMN_COEFFICIENTS] = {.name = "coef",
                             .style = FC_STYLE_COMPUTED,
                             .decimals = 1},
    [COLUMN_ERRORS] = {.name = "se", .style = FC_STYLE_COMPUTED, .decimals = 1},
    [COLUMN_RESIDUAL] = {.name = "rsd",
                         .style = FC_STYLE_COMPUTED,
                         .decimals = 1},
    [COLUMN_KIND] = {.name = "kind", .title = "Kind"},
    [COLUMN_FLOOR] = {.name = "floor",
                      .title = "Floor",
                      .style = FC_STYLE_COMPUTED,
                      .decimals = 1},
    [COLUMN_VERDICT] = {.name = "verdict", .title = "Verdict"},
};

/* Digits that agree with the certified values. */
typedef struct fc_digits {
    double coefficients;
    double errors;
    double residual;
} fc_digits;

/* Lowers what is in @p digits to what this problem reaches. */
typedef fc_status runner(fc_digits *digits, const fc_certified *problem,
                         fc_error *err);

/* Digits of @p actual; @p scale takes the place of a certified value of 0.
 * NaN, the error of a failure, has none. */
static double digits_of(double actual, double certified, double scale)
{
    double error = fabs(actual - certified);
    double digits = 0.0;

    if (error == 0.0) {
        return (double)INFINITY;
    }
    digits = -log10(error / (certified != 0.0 ? fabs(certified) : scale));
    return digits > 0.0 ? digits : 0.0;
}

static void lower(double *digits, double actual, double certified, double scale)
{
    double found = digits_of(actual, certified, scale);

    *digits = fmin(*digits, floor(10.0 * found) / 10.0);
}

static double largest_coefficient(const fc_certified *problem)
{
    double largest = 0.0;

    for (size_t j = 0; j < problem->p; j++) {
        largest = fmax(largest, fabs(problem->coefficients[j]));
    }
    return largest;
}

static void compare(fc_digits *digits, const fc_certified *problem,
                    const double *coefficients, const double *errors)
{
    double scale = largest_coefficient(problem);

    for (size_t j = 0; j < problem->p; j++) {
        lower(&digits->coefficients, coefficients[j], problem->coefficients[j],
              scale);
        lower(&digits->errors, errors[j], problem->errors[j], scale);
    }
}

static fc_status add_columns(fc_design *design, const fc_certified *problem,
                             double *values, fc_error *err)
{
    size_t constant = problem->has_constant ? 1 : 0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < problem->n; i++) {
        values[i] = 1.0;
    }
    if (constant > 0) {
        status = fc_design_add(design, "constant", values, err);
    }
    for (size_t j = constant; j < problem->p && status == FC_OK; j++) {
        size_t term = j - constant;
        bool is_power = term >= problem->columns;

        for (size_t i = 0; i < problem->n && !is_power; i++) {
            values[i] = problem->x[i * problem->columns + term];
        }
        status = is_power ? fc_design_add_power(design, "power of x", values,
                                                (unsigned)term + 1, err)
                          : fc_design_add(design, "x", values, err);
    }
    return status;
}

/* Coefficients beyond the columns are those of the powers of the only one. */
static fc_status run_linear(fc_digits *digits, const fc_certified *problem,
                            fc_error *err)
{
    double *values = fc_calloc(problem->n, sizeof *values);
    fc_design *design = NULL;
    fc_regression *fit = NULL;
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a column");
    }
    status = fc_design_create(&design, problem->n, problem->p, err);
    if (status == FC_OK) {
        status = add_columns(design, problem, values, err);
    }
    if (status == FC_OK) {
        status = fc_regression_fit(&fit, design, problem->y, NULL, err);
    }
    if (status == FC_OK) {
        compare(digits, problem, fit->coefficients, fit->standard_errors);
        lower(&digits->residual, fit->sigma, problem->residual_sd,
              largest_coefficient(problem));
        lower(&digits->residual, fit->r_squared, problem->r_squared, 1.0);
    }
    fc_regression_free(fit);
    fc_design_free(design);
    free(values);
    return status;
}

static fc_status run_from(fc_digits *digits, const fc_certified *problem,
                          const fc_nonlinear_problem *request, fc_error *err)
{
    fc_nonlinear *fit = NULL;
    fc_status status = fc_nonlinear_fit(&fit, request, err);

    if (status == FC_OK) {
        compare(digits, problem, fit->parameters, fit->standard_errors);
        lower(&digits->residual, fit->sigma, problem->residual_sd, 1.0);
        lower(&digits->residual, fit->rss, problem->rss, 1.0);
    }
    fc_nonlinear_free(fit);
    return status;
}

static fc_status run_nonlinear(fc_digits *digits, const fc_certified *problem,
                               fc_error *err)
{
    const fc_certificate_curve *curve = fc_certificate_curve_find(
        problem->name);
    double *y = fc_calloc(problem->n, sizeof *y);
    fc_status status = FC_OK;

    if (curve == NULL || curve->p != problem->p) {
        free(y);
        return FC_FAIL(err, FC_ERR_NOT_FOUND,
                       "there is no curve of %zu parameters '%.40s'",
                       problem->p, problem->name);
    }
    if (y == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a response");
    }
    for (size_t i = 0; i < problem->n; i++) {
        y[i] = curve->log_response ? log(problem->y[i]) : problem->y[i];
    }
    for (size_t i = 0; i < FC_CERTIFICATE_STARTS && status == FC_OK; i++) {
        fc_nonlinear_problem request = {
            .model = {.p = curve->p, .value = curve->value},
            .n = problem->n,
            .columns = problem->columns,
            .x = problem->x,
            .y = y,
            .start = problem->start[i],
        };

        status = run_from(digits, problem, &request, err);
    }
    free(y);
    return status;
}

static fc_status run_univariate(fc_digits *digits, const fc_certified *problem,
                                fc_error *err)
{
    fc_moments moments = {0};
    fc_status status = fc_moments_compute(&moments, problem->y, problem->n,
                                          err);

    if (status == FC_OK) {
        lower(&digits->coefficients, moments.mean, problem->mean, 1.0);
        lower(&digits->errors, moments.sd, problem->sd, 1.0);
        lower(&digits->residual, moments.autocorrelation,
              problem->autocorrelation, 1.0);
    }
    return status;
}

static const struct kind {
    const char *name; /* of the folder, too */
    double cap;
    double floor;
    runner *run;
} kinds[] = {
    {"linear", 15.0, 9.0, run_linear},
    {"nonlinear", 11.0, 8.0, run_nonlinear},
    {"univariate", 15.0, 8.0, run_univariate},
};

static bool reaches_floor(const fc_digits *digits, const char *problem,
                          double floor)
{
    /* What is certified there, 1e-13 beside values of 1, is rounding. */
    bool has_residuals = strcmp(problem, "Lanczos1") != 0;

    return digits->coefficients >= floor
           && (!has_residuals
               || (digits->errors >= floor && digits->residual >= floor));
}

/* What is being made. */
struct certificate {
    fc_report *report;
    fc_report_table *table;
    fc_certificate_result result;
};

static void add_row(fc_report_table *table, const fc_digits *digits,
                    const char *problem, const struct kind *kind, bool reached)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, COLUMN_PROBLEM, problem);
    fc_report_table_set_number(table, COLUMN_COEFFICIENTS,
                               digits->coefficients);
    fc_report_table_set_number(table, COLUMN_ERRORS, digits->errors);
    fc_report_table_set_number(table, COLUMN_RESIDUAL, digits->residual);
    fc_report_table_set_text(table, COLUMN_KIND, kind->name);
    fc_report_table_set_number(table, COLUMN_FLOOR, kind->floor);
    fc_report_table_set_text(table, COLUMN_VERDICT,
                             reached ? "reached" : "below");
}

/* What cannot be computed is a row without digits. */
static fc_status run_problem(struct certificate *certificate,
                             const struct kind *kind,
                             const fc_certified *problem, fc_error *err)
{
    fc_digits digits = {kind->cap, kind->cap, kind->cap};
    fc_error failure = {0};
    fc_status status = kind->run(&digits, problem, &failure);
    bool reached = false;

    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", failure.message);
    }
    if (status != FC_OK) {
        digits = (fc_digits){0};
        fc_report_add_note(certificate->report, FC_NOTE_WARNING, "%s: %s",
                           problem->name, failure.message);
    }
    reached = reaches_floor(&digits, problem->name, kind->floor);
    certificate->result.problems++;
    certificate->result.failures += reached ? 0 : 1;
    add_row(certificate->table, &digits, problem->name, kind, reached);
    return FC_OK;
}

static fc_status run_kind(struct certificate *certificate,
                          const struct kind *kind, const char *folder,
                          fc_error *err)
{
    char *path = fc_path_join(folder, kind->name);
    fc_csv *table = NULL;
    fc_status status = FC_OK;

    if (path == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    status = fc_certified_open(&table, path, err);
    for (size_t row = 0; status == FC_OK && row < table->row_count;) {
        fc_certified problem = {0};

        status = fc_certified_next(&problem, &row, table, path, err);
        if (status == FC_OK) {
            status = run_problem(certificate, kind, &problem, err);
        }
        fc_certified_release(&problem);
    }
    fc_csv_free(table);
    free(path);
    return status;
}

fc_status fc_certificate_nist(fc_report **out, fc_certificate_result *result,
                              const char *folder, fc_error *err)
{
    struct certificate certificate = {0};
    fc_status status = fc_report_create(
        &certificate.report, "Digits of NIST's certified values", err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    certificate.table = fc_report_add_table(certificate.report, "certificate",
                                            NULL, FC_FOR_ALL, columns,
                                            COLUMN_COUNT);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && status == FC_OK;
         i++) {
        status = run_kind(&certificate, &kinds[i], folder, err);
    }
    if (status == FC_OK) {
        status = fc_report_finish(certificate.report, err);
    }
    if (status != FC_OK) {
        fc_report_free(certificate.report);
        return status;
    }
    *result = certificate.result;
    *out = certificate.report;
    return FC_OK;
}
