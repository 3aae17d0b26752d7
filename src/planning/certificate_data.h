/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NIST's problems as files: FOLDER/certified.csv (dataset, quantity, start1,
 * start2, certified, certified_sd, n_obs) and FOLDER/DATASET.csv (y, x...).
 */
#ifndef FC_PLANNING_CERTIFICATE_DATA_H
#define FC_PLANNING_CERTIFICATE_DATA_H

#include <stdbool.h>

#include "data/csv_reader.h"

enum { FC_CERTIFICATE_PARAMETERS = 16, FC_CERTIFICATE_STARTS = 2 };

/** One problem. What it does not have is NaN. */
typedef struct fc_certified {
    const char *name;  /* borrowed from the table of certified values */
    size_t p;          /* coefficients */
    bool has_constant; /* the first coefficient is B0 */
    double coefficients[FC_CERTIFICATE_PARAMETERS];
    double errors[FC_CERTIFICATE_PARAMETERS];
    double start[FC_CERTIFICATE_STARTS][FC_CERTIFICATE_PARAMETERS];
    double rss;
    double residual_sd;
    double r_squared;
    double mean;
    double sd;
    double autocorrelation;

    size_t n;
    size_t columns; /* of x */
    double *y;      /* n */
    double *x;      /* n * columns, row-major */
} fc_certified;

/** The table of certified values in @p folder; free with fc_csv_free(). */
fc_status fc_certified_open(fc_csv **out, const char *folder, fc_error *err);

/**
 * Read the problem that begins at @p *row of @p table, with its data; *row
 * moves on to the next. Release *out also after a failure.
 */
fc_status fc_certified_next(fc_certified *out, size_t *row, const fc_csv *table,
                            const char *folder, fc_error *err);
/** Safe on a zeroed struct. */
void fc_certified_release(fc_certified *problem);

#endif
