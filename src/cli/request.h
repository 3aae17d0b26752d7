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
    FC_MODEL_CAPACITY = 32,   /**< most --model of one run */
    FC_OUTPUT_CAPACITY = 16,  /**< most --output of one run */
    FC_BREAK_CAPACITY = 8,    /**< most --break of one run */
    FC_TERM_CAPACITY = 64,    /**< most --x and --event of one run */
    FC_PLAN_CAPACITY = 64,    /**< most --plan of one run */
    FC_TARGET_CAPACITY = 16,  /**< most --target of one run */
    FC_ALERT_CAPACITY = 16,   /**< most --alert of one run */
    FC_JOB_CAPACITY = 64,     /**< most --job of one run */
    FC_CHANGE_CAPACITY = 64,  /**< most changes of each kind of one update */
    FC_OPTION_CAPACITY = 192, /**< more than the table of options has */
    FC_WORD_CAPACITY = 2,     /**< most words behind the operand */
};

struct fc_command;
struct fc_config;

/** What `run` takes, and what of it `forecast` shares. */
struct fc_unattended {
    const char *config;
    const char *jobs[FC_JOB_CAPACITY]; /**< names; none: all */
    size_t job_count;
    const char *log; /**< "-" is standard error */
    bool json_log;
    const char *lock;
    uint64_t lock_timeout; /**< seconds */
    const char *summary;
    bool show_origin; /**< config */

    fc_alert alerts[FC_ALERT_CAPACITY];
    const char *alert_texts[FC_ALERT_CAPACITY];
    size_t alert_count;
    uint64_t max_age; /**< days; 0: any age will do */
    fc_date today;    /**< year 0: ask the clock */
    bool if_changed;
    bool silent; /**< nothing on standard output; set by `run` */
};

/** All --add, --revise or --plan of one run. */
struct fc_value_list {
    struct fc_value_argument items[FC_CHANGE_CAPACITY];
    size_t count;
};

/** What `update` takes. */
struct fc_update_options {
    struct fc_value_list added;
    struct fc_value_list revised;
    struct fc_value_list planned;
    struct fc_range_argument ranges[FC_CHANGE_CAPACITY];
    const char *range_texts[FC_CHANGE_CAPACITY]; /**< LOW:HIGH as typed */
    size_t range_count;
    fc_date issued; /**< year 0: today */
    const char *source;
    const char *basis;
    bool dry_run;
};

struct fc_request {
    const struct fc_command *command;
    const char *operand; /**< the word behind the command, where it takes one */
    const char *further[FC_WORD_CAPACITY]; /**< the words behind that one */

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
    fc_plan plans[FC_PLAN_CAPACITY];
    size_t plan_count;
    bool use_plans;            /**< --plans: those of the dataset */
    const char *scenario_file; /**< --scenario */
    fc_plan_split split;
    bool odds; /**< guidance: --odds */
    bool use_guidance;
    const char *aside; /**< origins to compare without, FIRST:LAST */
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
    uint64_t cik;                /**< import: number of the company */
    const char *facts_file;      /**< import: --file */
    const char *user_agent;      /**< import */
    const char *cache;           /**< import: folder of downloads */
    uint64_t timeout;            /**< import: seconds; 0: the default */
    const char *data_output;     /**< import: the CSV to make */
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

    const char *picture; /**< chart to draw, by name; NULL: the first */
    bool chart;          /**< show the chart above the table */
    const fc_writer *format;
    const char *outputs[FC_OUTPUT_CAPACITY]; /**< without "-" */
    size_t output_count;
    bool no_file; /**< --output - */
    const char *paths;
    uint64_t digits;
    fc_csv_dialect dialect;

    bool record;        /**< append the forecast to the ledger */
    const char *ledger; /**< NULL: forecasts/ledger.db */
    const char *head;   /**< ledger verify */
    const char *csv;    /**< ledger add */
    const char *whose;  /**< ledger add: --source */

    bool force;
    bool quiet;
    bool no_color;
    bool help;
    bool version;

    struct fc_unattended unattended;
    struct fc_update_options update;

    /** By the index of the option in the table: its text, the last one where
     * it may come again, "" of a flag; NULL: not given. */
    const char *given[FC_OPTION_CAPACITY];
    const struct fc_config *config; /**< NULL for commands that take none */
    int word_count; /**< argv, for the line that reproduces the run */
    char *const *words;
};

#endif
