/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run was told beyond its data, as text in the ledger: the plans of its
 * scenario, and that guidance informed it.
 *
 *   capex:FY2025=130; capex:2025Q1=28; split=flat
 */
#ifndef FC_LEDGER_TOLD_H
#define FC_LEDGER_TOLD_H

#include "forecast/scenario.h"

struct fc_projected_scenarios;

/** A parameter that only informed runs have. */
#define FC_TOLD_WEIGHT "guidance_weight"

/** The plans of scenario @p index; the caller frees *out. FC_ERR_MEMORY. */
fc_status fc_told_format(char **out,
                         const struct fc_projected_scenarios *scenarios,
                         size_t index, fc_error *err);

/**
 * Read them back, as one scenario; none of "". The caller releases *out, after
 * a failure, too.
 * @return FC_ERR_DATA for a text that is none; FC_ERR_MEMORY
 */
fc_status fc_told_parse(fc_scenario_list *out, fc_plan_split *split,
                        const char *text, fc_error *err);

/** Did guidance inform a run of this @p spec with these @p parameters? Then
 * the spec ends before its last word. */
bool fc_told_guidance(char *spec, const char *parameters);

#endif
