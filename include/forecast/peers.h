/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Capital expenditure of a company and its peers: history, run rate and plans.
 */
#ifndef FORECAST_PEERS_H
#define FORECAST_PEERS_H

#include "forecast/dataset.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/**
 * The companies of the dataset's file of peers side by side, and the dataset's
 * own company from its own series: the descriptor says what it is called there
 * (`company`) and which of its series are `metric = capex` and `metric =
 * revenue`. Metrics of the file: capex and revenue by calendar quarter, and
 * plans, whose name begins with `capex_plan`, for fiscal years. A plan is held
 * against the fiscal year before it and against the run rate, four times the
 * latest quarter. Tables: peers (a row a company), plans (a row a plan), years
 * (a row a company and a complete fiscal year). docs/cli-contract.md has the
 * columns.
 * @return FC_ERR_ARGUMENT if the dataset has no file of peers; FC_ERR_DATA if
 *         there is no figure of capex in it; the errors of reading it. The
 *         caller frees *out with fc_report_free().
 */
FC_API fc_status fc_peers_report(fc_report **out, const fc_dataset *dataset,
                                 fc_error *err);

FC_END_DECLS

#endif
