/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closed-form laws of single steps, put on joint sample paths: the draw of rank
 * r (from 0) among N at a step gets the quantile at r / (N - 1) of the law, the
 * lowest and the highest those at 1 / 2N and 1 - 1 / 2N. So the quantiles of
 * the step are the closed ones, and how steps hang together stays as it was
 * drawn: totals and odds follow.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/model_type.h"

static double law_quantile(struct fc_law law, double probability)
{
    return law.kind == FC_LAW_STUDENT
               ? gsl_cdf_tdist_Pinv(probability, law.degrees)
               : gsl_cdf_ugaussian_Pinv(probability);
}

static double rank_probability(size_t rank, size_t draws)
{
    double half = 0.5 / (double)draws;

    if (rank == 0 || rank + 1 == draws) {
        return rank + 1 == draws && rank > 0 ? 1.0 - half : half;
    }
    return (double)rank / (double)(draws - 1);
}

fc_status fc_marginal_set(fc_paths *paths, size_t step, const fc_fit *fit,
                          struct fc_marginal marginal, fc_error *err)
{
    size_t *order = fc_calloc(paths->draws, sizeof *order);

    if (order == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    gsl_sort_index(order, paths->values + step, paths->steps, paths->draws);
    for (size_t rank = 0; rank < paths->draws; rank++) {
        double z = law_quantile(fit->law, rank_probability(rank, paths->draws));

        paths->values[order[rank] * paths->steps + step] =
            marginal.centre + marginal.spread * z;
    }
    free(order);
    return FC_OK;
}
