/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The audit of a dataset: one file a kind of check, all writing here.
 */
#ifndef FC_PLANNING_AUDIT_STATE_H
#define FC_PLANNING_AUDIT_STATE_H

#include "forecast/audit.h"

#include "data/csv_reader.h"

enum fc_audit_kind {
    FC_AUDIT_HIERARCHY,
    FC_AUDIT_TOTALS,
    FC_AUDIT_GUIDANCE,
    FC_AUDIT_SOURCES,
    FC_AUDIT_PLANS,
    FC_AUDIT_PEERS,
    FC_AUDIT_FACTS,
    FC_AUDIT_KINDS, /* how many */
};

enum fc_audit_outcome {
    FC_AUDIT_PASSED,
    FC_AUDIT_EXPLAINED, /**< differs, and the file says why */
    FC_AUDIT_FAILED,
    FC_AUDIT_NOT_IN_DATA, /**< cannot be checked here */
    FC_AUDIT_OUTCOMES,    /* how many */
};

/** An audit in progress. */
struct fc_audit {
    const fc_dataset *dataset;
    fc_report_table *problems;
    fc_report_table *facts;
    fc_report_table *absent; /**< what is not in the data */
    size_t tally[FC_AUDIT_KINDS][FC_AUDIT_OUTCOMES];
};

/** One check and what came of it; texts are copied. */
struct fc_audit_check {
    enum fc_audit_kind kind;
    enum fc_audit_outcome outcome;
    const char *source; /**< file */
    size_t line;        /**< 0: none */
    const char *what;   /**< "FY2024 net_sales" */
    double stated;
    double computed;
    const char *note; /**< may be NULL */
};

/** Count a check; what did not pass becomes a row. */
void fc_audit_add(struct fc_audit *audit, const struct fc_audit_check *check);

/** A file that has a header and nothing else becomes a row, but no check. */
void fc_audit_no_rows(struct fc_audit *audit, enum fc_audit_kind kind,
                      const char *source);

/* The checks, one file each. */
fc_status fc_audit_hierarchy(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_totals(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_guidance(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_sources(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_plans(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_peers(struct fc_audit *audit, fc_error *err);
fc_status fc_audit_facts(struct fc_audit *audit, fc_error *err);

/** Equal but for the noise of adding decimal fractions in binary. */
bool fc_audit_equal(double a, double b);

/**
 * Largest difference between a sum of @p parts rounded numbers and their
 * rounded total, all with @p decimals decimals: half a unit for each.
 */
double fc_audit_rounding(size_t parts, int decimals);

/** Decimals of a number as written. */
int fc_audit_decimals(double value);

#endif
