/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The decomposition of stats/mstl.h. The trend is that of the last STL.
 */
#include "stats/mstl.h"

#include <string.h>

#include "base/memory.h"
#include "stats/stl.h"

enum { rounds = 2, first_window = 11, window_step = 4 };

static fc_status check(const struct fc_mstl_options *options, fc_error *err)
{
    if (options->count == 0 || options->count > FC_MSTL_MOST) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a decomposition takes 1 to %d seasons", FC_MSTL_MOST);
    }
    for (size_t i = 1; i < options->count; i++) {
        if (options->seasons[i] <= options->seasons[i - 1]) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the seasons of a decomposition have to rise");
        }
    }
    return FC_OK;
}

/* Season @p i anew, from what is left of y by all seasons. */
static fc_status renew(const struct fc_mstl_parts *out, double *left, size_t n,
                       size_t i, const struct fc_mstl_options *options,
                       fc_error *err)
{
    double *season = out->seasons + i * n;
    struct fc_stl_options stl = fc_stl_defaults(options->seasons[i],
                                                first_window + window_step * i);
    const struct fc_stl_parts parts = {
        .season = season, .trend = out->trend, .remainder = out->remainder};
    fc_status status = FC_OK;

    stl.robust = options->robust;
    for (size_t t = 0; t < n; t++) {
        left[t] += season[t];
    }
    status = fc_stl(&parts, left, n, &stl, err);
    for (size_t t = 0; status == FC_OK && t < n; t++) {
        left[t] -= season[t];
    }
    return status;
}

fc_status fc_mstl(const struct fc_mstl_parts *out, const double *y, size_t n,
                  const struct fc_mstl_options *options, fc_error *err)
{
    fc_status status = check(options, err);
    size_t repeat = options->count > 1 ? rounds : 1;
    double *left = NULL;

    if (status != FC_OK) {
        return status;
    }
    left = fc_calloc(n, sizeof *left);
    if (left == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a decomposition");
    }
    memcpy(left, y, n * sizeof *left);
    memset(out->seasons, 0, options->count * n * sizeof(double));
    for (size_t k = 0; k < repeat; k++) {
        for (size_t i = 0; status == FC_OK && i < options->count; i++) {
            status = renew(out, left, n, i, options, err);
        }
    }
    free(left);
    return status;
}
