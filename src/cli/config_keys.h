/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which options may stand in a configuration, and where. */
#ifndef FC_CLI_CONFIG_KEYS_H
#define FC_CLI_CONFIG_KEYS_H

#include "cli/option.h"

/** Kinds of sections. */
enum fc_config_place {
    FC_CONFIG_DEFAULTS, /**< [defaults], and the environment */
    FC_CONFIG_RUN,      /**< [run] */
    FC_CONFIG_JOB,      /**< [job.NAME] */
};

/** Bits of the commands whose options a section of this kind may hold. */
unsigned fc_config_commands(enum fc_config_place place);

/** The option of @p key ("_" and "-" are equal), or NULL if there is none. */
const struct fc_option *fc_config_option(const char *key,
                                         enum fc_config_place place);

/** Why the option may not stand there, or NULL. */
const char *fc_config_refusal(const struct fc_option *option,
                              enum fc_config_place place);

/** Refuse what cannot stand in a section of this kind, with its place. */
fc_status fc_config_check_key(const char *key, enum fc_config_place place,
                              const char *source, size_t line, fc_error *err);

#endif
