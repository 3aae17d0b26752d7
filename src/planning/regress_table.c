/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/number.h"
#include "planning/columns.h"
#include "planning/regress_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Shown as needed to people, with all digits to machines. */
#define OPEN_COLUMN(id, heading) FC_NUMBER_COLUMN(id, heading, -1)

/* Machines get p values of any size, people "<0.0001". */
static const fc_column exact_columns[] = {
    FC_TEXT_COLUMN("term", NULL),         OPEN_COLUMN("coefficient", NULL),
    OPEN_COLUMN("std_error", NULL),       FC_NUMBER_COLUMN("t", NULL, 2),
    FC_NUMBER_COLUMN("p_value", NULL, 4), FC_NUMBER_COLUMN("vif", NULL, 1),
};

static const fc_column people_columns[] = {
    FC_TEXT_COLUMN("term", "Term"),
    OPEN_COLUMN("coefficient", "Coefficient"),
    OPEN_COLUMN("std_error", "Std. error"),
    FC_NUMBER_COLUMN("t", "t", 2),
    {.name = "p_value",
     .title = "p",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 4},
    FC_NUMBER_COLUMN("vif", "VIF", 1),
};

static void fill_coefficients(fc_report_table *table, const fc_regression *fit)
{
    for (size_t j = 0; j < fit->p; j++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, fit->names[j]);
        fc_report_table_set_number(table, 1, fit->coefficients[j]);
        fc_report_table_set_number(table, 2, fit->standard_errors[j]);
        fc_report_table_set_number(table, 3, fit->t[j]);
        fc_report_table_set_number(table, 4, fit->p_values[j]);
        fc_report_table_set_number(table, 5, fit->vif[j]);
    }
}

static void write_coefficients(struct fc_regress_job *job)
{
    const struct fc_table_shape exact = {"coefficients", NULL, FC_FOR_MACHINES,
                                         exact_columns,
                                         COUNT_OF(exact_columns)};
    const struct fc_table_shape people = {"coefficients_table", "Coefficients",
                                          FC_FOR_PEOPLE, people_columns,
                                          COUNT_OF(people_columns)};

    fill_coefficients(fc_columns_add_table(job->report, &exact, 0), job->fit);
    fill_coefficients(fc_columns_add_table(job->report, &people, 0), job->fit);
}

static const fc_column weight_columns[] = {
    FC_TEXT_COLUMN("term", "Term"),
    FC_COUNT_COLUMN("lag", "Lag"),
    OPEN_COLUMN("weight", "Weight"),
    OPEN_COLUMN("std_error", "Std. error"),
};

static void fill_weights(fc_report_table *table, const fc_sample_term *term,
                         const fc_regression *fit)
{
    double weight[FC_TERM_LAG_MAX + 1];
    double error[FC_TERM_LAG_MAX + 1];
    size_t count = fc_sample_lag_weights(weight, error, term, fit->coefficients,
                                         fit->covariance, fit->p);
    char text[FC_TERM_TEXT_SIZE];
    size_t lag = 0;

    fc_term_format(text, &term->term);
    for (size_t k = 0; k < count; k++, lag++) {
        while (((term->term.lags >> lag) & 1) == 0) {
            lag++;
        }
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_number(table, 1, (double)lag);
        fc_report_table_set_number(table, 2, weight[k]);
        fc_report_table_set_number(table, 3, error[k]);
    }
}

static void write_weights(struct fc_regress_job *job)
{
    const struct fc_table_shape shape = {"lag_weights", "Weights of the lags",
                                         FC_FOR_ALL, weight_columns,
                                         COUNT_OF(weight_columns)};
    fc_report_table *table = NULL;

    for (size_t i = 0; i < job->sample->term_count; i++) {
        const fc_sample_term *term = &job->sample->terms[i];

        if (term->term.kind != FC_TERM_ALMON
            && term->term.kind != FC_TERM_GEOMETRIC) {
            continue;
        }
        if (table == NULL) {
            table = fc_columns_add_table(job->report, &shape, 0);
        }
        fill_weights(table, term, job->fit);
    }
}

static const fc_column fit_columns[] = {
    FC_TEXT_COLUMN("statistic", "Fit"),
    OPEN_COLUMN("value", "Value"),
};

/* What does not exist for the estimator is left out. */
static void write_fit(struct fc_regress_job *job)
{
    const struct fc_table_shape shape = {"fit", "The fit as a whole",
                                         FC_FOR_ALL, fit_columns,
                                         COUNT_OF(fit_columns)};
    const fc_regression *fit = job->fit;
    bool ridge = fit->estimator == FC_RIDGE;
    const struct {
        const char *name;
        double value;
    } rows[] = {
        {"observations", (double)fit->n},
        {"rows dropped", (double)job->sample->dropped_count},
        {"coefficients", (double)fit->p},
        {"degrees of freedom", fit->degrees_of_freedom},
        {"R squared", fit->r_squared},
        {"adjusted R squared", fit->adjusted_r_squared},
        {"F", fit->f_statistic},
        {"F: degrees above",
         fit->f_numerator > 0.0 ? fit->f_numerator : fc_missing()},
        {"F: degrees below",
         fit->f_numerator > 0.0 ? fit->f_denominator : fc_missing()},
        {"F: p value", fit->f_p_value},
        {"residual standard error", fit->sigma},
        {"residual sum of squares", fit->rss},
        {"log likelihood", fit->log_likelihood},
        {"AIC", fit->aic},
        {"AICc", fit->aicc},
        {"BIC", fit->bic},
        {"condition number", fit->condition_number},
        {"ridge penalty", ridge ? fit->lambda : fc_missing()},
        {"effective coefficients",
         ridge ? fit->effective_degrees : fc_missing()},
        {"iterations",
         fit->iterations > 0 ? (double)fit->iterations : fc_missing()},
    };
    fc_report_table *table = fc_columns_add_table(job->report, &shape, 0);

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (isnan(rows[i].value)) {
            continue;
        }
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, rows[i].name);
        fc_report_table_set_number(table, 1, rows[i].value);
    }
}

static const fc_column dropped_columns[] = {
    FC_TEXT_COLUMN("period", NULL),
    FC_TEXT_COLUMN("missing", NULL),
};

static void write_dropped(struct fc_regress_job *job)
{
    const struct fc_table_shape shape = {"dropped", NULL, FC_FOR_MACHINES,
                                         dropped_columns,
                                         COUNT_OF(dropped_columns)};
    const fc_sample *sample = job->sample;
    fc_report_table *table = fc_columns_add_table(job->report, &shape, 0);
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < sample->dropped_count; i++) {
        fc_period_format(text, sample->dropped[i].period, job->calendar);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_text(table, 1,
                                 sample->reasons[sample->dropped[i].reason]);
    }
}

static const fc_column residual_columns[] = {
    FC_TEXT_COLUMN("period", NULL), OPEN_COLUMN("actual", NULL),
    OPEN_COLUMN("fitted", NULL),    OPEN_COLUMN("residual", NULL),
    OPEN_COLUMN("weight", NULL),    OPEN_COLUMN("leverage", NULL),
};

static void write_residuals(struct fc_regress_job *job)
{
    const struct fc_table_shape shape = {"residuals", NULL, FC_FOR_MACHINES,
                                         residual_columns,
                                         COUNT_OF(residual_columns)};
    const fc_regression *fit = job->fit;
    fc_report_table *table = fc_columns_add_table(job->report, &shape, 0);
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < fit->n; i++) {
        fc_period_format(text, job->sample->periods[i], job->calendar);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_number(table, 1, job->sample->y[i]);
        fc_report_table_set_number(table, 2, fit->fitted[i]);
        fc_report_table_set_number(table, 3, fit->residuals[i]);
        fc_report_table_set_number(table, 4, fit->weights[i]);
        fc_report_table_set_number(table, 5, fit->leverage[i]);
    }
}

void fc_regress_write_tables(struct fc_regress_job *job)
{
    write_coefficients(job);
    write_weights(job);
    write_fit(job);
    write_dropped(job);
    write_residuals(job);
}
