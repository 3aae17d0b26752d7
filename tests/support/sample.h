/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series of tests/reference, and models fitted to them. */
#ifndef FC_SUPPORT_SAMPLE_H
#define FC_SUPPORT_SAMPLE_H

#include <stddef.h>

#include "forecast/model.h"

enum { SAMPLE_MOST = 1200 };

struct sample {
    double y[SAMPLE_MOST];
    size_t n;
    size_t season;
};

/** The rows n, season, y1, y2, ... of @p name in @p file. */
void sample_load(struct sample *out, const char *file, const char *name);

/** The sample as values by the month, whatever its season. Borrows it. */
fc_training sample_training(const struct sample *sample);

/** The model @p text fitted to @p training; the test fails if it cannot be. The
 * caller frees it with fc_fit_free(). */
fc_fit *fit_to(const char *text, const fc_training *training);

/** The same, to a sample. */
fc_fit *fit_to_sample(const char *text, const struct sample *sample);

#endif
