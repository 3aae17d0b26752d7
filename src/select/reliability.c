/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The score of n probabilities f for events o (1 if it happened, else 0) is
 * mean (f - o)^2 (Brier 1950, Monthly Weather Review 78, 1-3). With n_k of them
 * in bin k, their mean f_k, the share o_k of their events and the share o of
 * all (Murphy 1973, Journal of Applied Meteorology 12, 595-600):
 *
 *   score = reliability - resolution + uncertainty + within,
 *   reliability = sum n_k (f_k - o_k)^2 / n,
 *   resolution  = sum n_k (o_k - o)^2 / n,
 *   uncertainty = o (1 - o).
 *
 * Murphy's bins hold one probability each; of several the rest is (Stephenson,
 * Coelho & Jolliffe 2008, Weather and Forecasting 23, 752-757)
 *
 *   within = sum over k and i in k of ((f_i - f_k)^2
 *            - 2 (f_i - f_k) (o_i - o_k)) / n.
 */
#include "select/reliability.h"

#include <math.h>

static size_t bin_of(double probability)
{
    size_t bin = (size_t)(probability * FC_RELIABILITY_BINS);

    return bin < FC_RELIABILITY_BINS ? bin : FC_RELIABILITY_BINS - 1;
}

static double square(double x)
{
    return x * x;
}

/* Statements are in order of origin: a new one differs from the last. */
static void fill_bins(struct fc_reliability_bin *bins,
                      const struct fc_stated *stated, size_t count)
{
    size_t last[FC_RELIABILITY_BINS] = {0};

    for (size_t k = 0; k < FC_RELIABILITY_BINS; k++) {
        bins[k] = (struct fc_reliability_bin){0};
    }
    for (size_t i = 0; i < count; i++) {
        size_t k = bin_of(stated[i].probability);

        if (bins[k].n == 0 || last[k] != stated[i].origin) {
            bins[k].origins++;
        }
        last[k] = stated[i].origin;
        bins[k].n++;
        bins[k].stated += stated[i].probability;
        bins[k].observed += stated[i].happened ? 1.0 : 0.0;
    }
    for (size_t k = 0; k < FC_RELIABILITY_BINS; k++) {
        double n = bins[k].n > 0 ? (double)bins[k].n : (double)NAN;

        bins[k].stated /= n;
        bins[k].observed /= n;
    }
}

/* Score, within, and the share of all, which is returned. */
static double sum_statements(struct fc_brier *brier,
                             const struct fc_reliability_bin *bins,
                             const struct fc_stated *stated, size_t count)
{
    double happened = 0.0;

    for (size_t i = 0; i < count; i++) {
        const struct fc_reliability_bin *bin =
            &bins[bin_of(stated[i].probability)];
        double event = stated[i].happened ? 1.0 : 0.0;
        double off = stated[i].probability - bin->stated;

        happened += event;
        brier->origins += i == 0 || stated[i].origin != stated[i - 1].origin;
        brier->score += square(stated[i].probability - event);
        brier->within += square(off) - 2.0 * off * (event - bin->observed);
    }
    return happened / (double)count;
}

void fc_reliability_compute(struct fc_reliability_bin bins[FC_RELIABILITY_BINS],
                            struct fc_brier *brier,
                            const struct fc_stated *stated, size_t count)
{
    double n = (double)count;
    double share = 0.0;

    *brier = (struct fc_brier){.n = count};
    fill_bins(bins, stated, count);
    share = sum_statements(brier, bins, stated, count);
    for (size_t k = 0; k < FC_RELIABILITY_BINS; k++) {
        double weight = (double)bins[k].n;

        if (bins[k].n > 0) {
            brier->reliability += weight
                                  * square(bins[k].stated - bins[k].observed);
            brier->resolution += weight * square(bins[k].observed - share);
        }
    }
    brier->score /= n;
    brier->within /= n;
    brier->reliability /= n;
    brier->resolution /= n;
    brier->uncertainty = share * (1.0 - share);
}
