/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of `bench` that are more than a text, a flag or a count. */
#ifndef FC_CLI_OPTION_BENCH_H
#define FC_CLI_OPTION_BENCH_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_entrant(struct fc_request *request, const char *text,
                                  fc_error *err);
fc_status fc_option_parse_bench_draws(struct fc_request *request,
                                      const char *text, fc_error *err);

#endif
