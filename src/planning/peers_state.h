/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The companies that are held side by side. peers.c makes them, peers_report.c
 * shows them.
 */
#ifndef FC_PLANNING_PEERS_STATE_H
#define FC_PLANNING_PEERS_STATE_H

#include "forecast/peers.h"

#include "data/panel.h"

/** One company; owns its series. */
struct fc_company {
    const char *name; /**< borrowed */
    bool own;         /**< the dataset's */
    fc_calendar calendar;
    fc_series *capex;   /**< NULL: only plans are known */
    fc_series *revenue; /**< NULL: not known */
};

/** All of them, the dataset's own first, then by name. */
struct fc_peers {
    struct fc_panel panel;
    size_t count;
    struct fc_company *companies;
};

/** A plan against what was; NaN where that is not known. */
struct fc_peer_plan {
    int year; /**< fiscal year of the plan */
    double value;
    double last_year; /**< the fiscal year before */
    double reported;  /**< of the plan's year, so far; 0 if none */
    double run_rate;  /**< four times the latest quarter */
};

/** Fill *out, which is zeroed; released by the caller, after a failure too. */
fc_status fc_peers_init(struct fc_peers *out, const fc_dataset *dataset,
                        fc_error *err);
void fc_peers_release(struct fc_peers *peers);

/** Is @p figure a plan of @p company? */
bool fc_peers_is_plan(const struct fc_figure *figure,
                      const struct fc_company *company);

/** What a plan comes to. */
struct fc_peer_plan fc_peers_plan(const struct fc_figure *figure,
                                  const struct fc_company *company);

/** The sum of the four quarters up to @p last; NaN if one is missing. */
double fc_peers_trailing_year(const fc_series *series, fc_period last);

/** The last quarter of a series with a value. */
fc_period fc_peers_latest(const fc_series *series);

#endif
