/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of options and the reading of argv with it.
 */
#ifndef FC_CLI_OPTION_H
#define FC_CLI_OPTION_H

#include "cli/command.h"

/** Sections of the help, in its order. */
enum fc_option_group {
    FC_OPTIONS_DATA,
    FC_OPTIONS_FORECAST,
    FC_OPTIONS_REGRESSION,
    FC_OPTIONS_OUTPUT,
    FC_OPTIONS_JOBS,
    FC_OPTIONS_UPDATE,
    FC_OPTIONS_OTHER,
};
enum { FC_OPTION_GROUP_COUNT = FC_OPTIONS_OTHER + 1 };

/** How the text of an option gets into the request. */
enum fc_option_kind {
    FC_OPTION_FLAG,   /**< sets the bool at the offset */
    FC_OPTION_TEXT,   /**< stores the text at the offset */
    FC_OPTION_COUNT,  /**< stores a whole number (uint64_t) at the offset */
    FC_OPTION_PARSED, /**< calls its own function */
};

struct fc_option {
    const char *name;     /**< long name, without the dashes */
    char letter;          /**< short name; 0: none */
    const char *argument; /**< name of the argument; NULL: takes none */
    bool optional;        /**< the argument may be left out (PARSED only) */
    bool repeatable;      /**< may be given again, or refuses that by itself */
    const char *help;     /**< one line */
    unsigned commands;    /**< bits of the commands that take it */
    bool common;          /**< shown in the short help */
    enum fc_option_group group;
    enum fc_option_kind kind;
    size_t offset; /**< of the field in struct fc_request */
    uint64_t low;  /**< least and greatest count */
    uint64_t high;
    fc_status (*parse)(struct fc_request *request, const char *text,
                       fc_error *err);
};

size_t fc_option_count(void);
const struct fc_option *fc_option_at(size_t index);
/** Does @p command take it, and does it stand in section @p group? */
bool fc_option_belongs(const struct fc_option *option,
                       const struct fc_command *command,
                       enum fc_option_group group);

/** The option called @p name of one of @p commands (bits), or NULL. */
const struct fc_option *fc_option_find(const char *name, unsigned commands);

/** Has argv given @p option, or another for the same field? */
bool fc_option_is_given(const struct fc_request *request,
                        const struct fc_option *option);

/**
 * Understand argv. The first word is the command unless it begins with '-'.
 * The result borrows from @p argv.
 * @return FC_ERR_ARGUMENT with the option or command named.
 */
fc_status fc_request_parse(struct fc_request *out, int argc, char **argv,
                           fc_error *err);

#endif
