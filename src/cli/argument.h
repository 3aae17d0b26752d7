/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of options, parsed. Pure functions of their text: no files, no
 * environment. A message does not repeat the text it is about; the caller puts
 * the option and the text in front of it.
 */
#ifndef FC_CLI_ARGUMENT_H
#define FC_CLI_ARGUMENT_H

#include "forecast/batch.h"
#include "forecast/model.h"
#include "forecast/period.h"
#include "forecast/reconcile.h"

enum {
    FC_ARGUMENT_NAME_SIZE = 128, /**< longest series name, with the NUL */
    FC_QUANTILE_CAPACITY = 32,   /**< most quantiles of one run */
};

/** [[SERIES:]PERIOD=]LOW:HIGH, with the period still as text. */
struct fc_range_argument {
    char series[FC_ARGUMENT_NAME_SIZE]; /**< "" if none is given */
    char period[FC_PERIOD_TEXT_SIZE];   /**< "" if none is given */
    double low;
    double high; /**< at least low */
};

/** [SERIES:]PERIOD=VALUE, with the period and the number still as text. */
struct fc_value_argument {
    char series[FC_ARGUMENT_NAME_SIZE]; /**< "" if none is given */
    char period[FC_PERIOD_TEXT_SIZE];
    const char *text; /**< of the number; the end of what was parsed */
    double number;
};

/** How forecasts are made to add up. */
struct fc_reconcile_argument {
    fc_reconciliation method;
    bool temporal; /**< with longer periods, not with other series */
};

/** Probabilities of --quantiles, in the order given, all different. */
struct fc_quantile_list {
    double items[FC_QUANTILE_CAPACITY];
    size_t count;
};

/** Levels of --levels in per cent, in the order given, all different. */
struct fc_level_list {
    double items[FC_BATCH_LEVEL_CAPACITY];
    size_t count;
};

/** A whole number from @p low to @p high. */
fc_status fc_argument_count(uint64_t *out, const char *text, uint64_t low,
                            uint64_t high, fc_error *err);

/** The micro-grammar of ranges. @p out is untouched on failure. */
fc_status fc_argument_range(struct fc_range_argument *out, const char *text,
                            fc_error *err);

/** The micro-grammar of values. @p out is untouched on failure. */
fc_status fc_argument_value(struct fc_value_argument *out, const char *text,
                            fc_error *err);

/** METHOD, or temporal[:METHOD]. */
fc_status fc_argument_reconcile(struct fc_reconcile_argument *out,
                                const char *text, fc_error *err);

/** Append numbers between 0 and 1, separated by commas or blanks. */
fc_status fc_argument_quantiles(struct fc_quantile_list *list, const char *text,
                                fc_error *err);

/** Append numbers between 0 and 100, separated by commas or blanks. */
fc_status fc_argument_levels(struct fc_level_list *list, const char *text,
                             fc_error *err);

/** A penalty: a number of 0 or more. */
fc_status fc_argument_penalty(double *out, const char *text, fc_error *err);

/** auto, conformal, simulate, analytic or bootstrap. */
fc_status fc_argument_intervals(fc_intervals *out, const char *text,
                                fc_error *err);

/** A month: 1 to 12, or its English name or the first letters (3 at least). */
fc_status fc_argument_month(int *out, const char *text, fc_error *err);

/** A delimiter: one character, or "comma", "semicolon", "tab", "pipe". */
fc_status fc_argument_delimiter(char *out, const char *text, fc_error *err);

#endif
