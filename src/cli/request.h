/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user asked for: the command line, understood. A plain value whose
 * texts are those of argv; zero in a field means that it was not given.
 */
#ifndef FC_CLI_REQUEST_H
#define FC_CLI_REQUEST_H

#include <forecast.h>

#include "cli/argument.h"

enum {
    FC_MODEL_CAPACITY = 32,  /**< most --model of one run */
    FC_OUTPUT_CAPACITY = 16, /**< most --output of one run */
    FC_BREAK_CAPACITY = 8,   /**< most --break of one run */
    FC_TERM_CAPACITY = 64,   /**< most --x and --event of one run */
    FC_TARGET_CAPACITY = 16, /**< most --target of one run */
};

struct fc_command;

struct fc_request {
    const struct fc_command *command;
    const char *operand; /**< the word behind the command, where it takes one */

    const char *data; /**< "-" is standard input */
    const char *series;
    fc_table_options table;

    uint64_t horizon;
    fc_model_spec specs[FC_MODEL_CAPACITY];
    size_t spec_count;
    bool automatic; /**< --model auto */
    bool has_range;
    struct fc_range_argument range;
    const char *guidance_file;
    const char *as_of;
    const char *against; /**< explain: the earlier forecast */
    const char *spec;    /**< file of the frozen choice */
    uint64_t seed;
    uint64_t draws;
    uint64_t origins;
    uint64_t window; /**< backtest */
    uint64_t stride; /**< backtest: periods from origin to origin; bench: every
                          so many series */
    const char *forecasts; /**< backtest, bench: file of all forecasts */
    fc_transform_spec transform;
    fc_intervals intervals;
    bool has_intervals;
    struct fc_quantile_list quantiles;
    struct fc_reconcile_argument reconcile;
    struct fc_value_argument targets[FC_TARGET_CAPACITY];
    size_t target_count;
    bool check;
    uint64_t season;             /**< batch: of ds that are whole numbers */
    struct fc_level_list levels; /**< batch */
    const char *errors;          /**< batch: file of failed series */
    const char *folder;          /**< bench: --path */
    const char *set;             /**< bench */
    bool no_draws;               /**< bench: --draws 0 */
    bool timed;                  /**< bench: --time */
    bool nist;                   /**< doctor: the digits of NIST's problems */

    fc_term terms[FC_TERM_CAPACITY];
    size_t term_count;
    bool logged;
    bool no_constant;
    bool seasonal_difference;
    uint64_t difference;
    const char *weights;
    fc_regression_options regression;
    const char *from;
    const char *to;
    const char *lead;
    uint64_t lags;
    const char *breaks[FC_BREAK_CAPACITY];
    size_t break_count;

    const fc_writer *format;
    const char *outputs[FC_OUTPUT_CAPACITY]; /**< without "-" */
    size_t output_count;
    bool no_file; /**< --output - */
    const char *paths;
    uint64_t digits;

    bool force;
    bool quiet;
    bool no_color;
    bool help;
    bool version;

    int word_count; /**< argv, for the line that reproduces the run */
    char *const *words;
};

#endif
