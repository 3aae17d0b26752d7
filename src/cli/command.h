/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of commands. It drives the dispatch, the help and the suggestions;
 * the first one is what runs without a command.
 */
#ifndef FC_CLI_COMMAND_H
#define FC_CLI_COMMAND_H

#include "cli/request.h"

/** One bit a command, so that an option can say where it belongs. */
enum {
    FC_ON_FORECAST = 1 << 0,
    FC_ON_CHECK = 1 << 1,
    FC_ON_HISTORY = 1 << 2,
    FC_ON_INIT = 1 << 3,
    FC_ON_MODELS = 1 << 4,
    FC_ON_SERIES = 1 << 5,
    FC_ON_HELP = 1 << 6,
    FC_ON_VERSION = 1 << 7,
    FC_ON_REGRESS = 1 << 8,
    FC_ON_EXPLAIN = 1 << 9,
    FC_ON_DOCTOR = 1 << 10,
    FC_ON_BATCH = 1 << 11,
    FC_ON_BENCH = 1 << 12,
    FC_ON_BACKTEST = 1 << 13,
    FC_ON_PLOT = 1 << 14,
    FC_ON_REPORT = 1 << 15,
    FC_ON_COMPLETIONS = 1 << 16,
    FC_ON_SCENARIO = 1 << 17,
    FC_ON_IMPORT = 1 << 18,
    FC_ON_GUIDANCE = 1 << 19,
    FC_ON_PEERS = 1 << 20,
    FC_ON_LEDGER = 1 << 21,
    FC_ON_SCORE = 1 << 22,
    FC_ON_RUN = 1 << 23,
    FC_ON_CONFIG = 1 << 24,
    FC_ON_UPDATE = 1 << 25,
    FC_ON_ALL = (1 << 26) - 1,
};

struct fc_command {
    const char *name;
    unsigned bit;
    const char *operand;  /**< word that may follow, for help; NULL: none */
    size_t further;       /**< words that may stand behind the operand */
    const char *summary;  /**< one line */
    const char *about;    /**< what the manual says of it: whole sentences */
    bool common;          /**< described in the short help, not only named */
    const char *shown_as; /**< writer for standard output; NULL: table */
    const char *example;  /**< arguments of a typical call; NULL: none */
    /**
     * Do it. What is no error but not all well either sets *outcome to its
     * exit status, FC_EXIT_MODEL_FAILED or FC_EXIT_CHECK_FAILED.
     */
    fc_status (*run)(const struct fc_request *request, int *outcome,
                     fc_error *err);
};

size_t fc_command_count(void);
const struct fc_command *fc_command_at(size_t index);
/** The command called @p name, or NULL. */
const struct fc_command *fc_command_find(const char *name);
/** Does @p word look like the name of a file? No command does. */
bool fc_command_word_is_file(const char *word);
/** FC_ERR_ARGUMENT: there is no command @p name, with the nearest one. */
fc_status fc_command_unknown(const char *name, fc_error *err);

fc_status fc_command_forecast(const struct fc_request *request, int *outcome,
                              fc_error *err);
fc_status fc_command_explain(const struct fc_request *request, int *outcome,
                             fc_error *err);
fc_status fc_command_plot(const struct fc_request *request, int *outcome,
                          fc_error *err);
fc_status fc_command_report(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_scenario(const struct fc_request *request, int *outcome,
                              fc_error *err);
fc_status fc_command_regress(const struct fc_request *request, int *outcome,
                             fc_error *err);
fc_status fc_command_backtest(const struct fc_request *request, int *outcome,
                              fc_error *err);
fc_status fc_command_batch(const struct fc_request *request, int *outcome,
                           fc_error *err);
fc_status fc_command_bench(const struct fc_request *request, int *outcome,
                           fc_error *err);
fc_status fc_command_check(const struct fc_request *request, int *outcome,
                           fc_error *err);
fc_status fc_command_doctor(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_history(const struct fc_request *request, int *outcome,
                             fc_error *err);
fc_status fc_command_import(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_guidance(const struct fc_request *request, int *outcome,
                              fc_error *err);
fc_status fc_command_peers(const struct fc_request *request, int *outcome,
                           fc_error *err);
fc_status fc_command_init(const struct fc_request *request, int *outcome,
                          fc_error *err);
fc_status fc_command_ledger(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_models(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_score(const struct fc_request *request, int *outcome,
                           fc_error *err);
fc_status fc_command_series(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_completions(const struct fc_request *request, int *outcome,
                                 fc_error *err);
fc_status fc_command_run(const struct fc_request *request, int *outcome,
                         fc_error *err);
fc_status fc_command_config(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_update(const struct fc_request *request, int *outcome,
                            fc_error *err);
fc_status fc_command_help(const struct fc_request *request, int *outcome,
                          fc_error *err);
fc_status fc_command_version(const struct fc_request *request, int *outcome,
                             fc_error *err);

#endif
