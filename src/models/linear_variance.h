/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_MODELS_LINEAR_VARIANCE_H
#define FC_MODELS_LINEAR_VARIANCE_H

#include "models/linear.h"

/** Variance of w by step, with room to compute it. */
struct fc_linear_variance {
    size_t steps;
    double *v;   /* steps; zero until the first run */
    double *psi; /* 2 * steps: response of z, then of w, to an error */
    double *dz;  /* steps * p: derivatives of z(h) by the coefficients */
    double *dw;  /* steps * p */
};

fc_status fc_linear_variance_init(struct fc_linear_variance *out,
                                  const struct fc_linear *model, size_t steps,
                                  fc_error *err);
void fc_linear_variance_release(struct fc_linear_variance *variance);
/** Compute v along @p path, which has been run without errors over @p rows. */
void fc_linear_variance_run(struct fc_linear_variance *variance,
                            const struct fc_linear *model,
                            const struct fc_linear_path *path,
                            const double *rows);

#endif
