/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States to start the search at: seasonal indices of classical decomposition
 * (of the line through all values where the series is too short for it or has
 * gaps), then the line through the first 10 values, or two seasons, without
 * their season, as in R's ets().
 */
#include <math.h>

#include "models/ets_search.h"
#include "stats/decompose.h"

/* Smaller factors would blow up what is divided by them. */
static const double smallest_index = 0.01;

struct line {
    double level; /* at t = 0, the period before the first */
    double slope;
};

/* Least squares through the known values of the first @p n periods. */
static struct line line_through(const double *y, size_t n)
{
    double count = 0.0;
    double mean_t = 0.0;
    double mean_y = 0.0;
    double tt = 0.0;
    double ty = 0.0;
    struct line out = {0};

    for (size_t i = 0; i < n; i++) {
        if (!isnan(y[i])) {
            double t = (double)i + 1.0 - mean_t;
            double v = y[i] - mean_y;

            count += 1.0;
            mean_t += t / count;
            mean_y += v / count;
            tt += t * ((double)i + 1.0 - mean_t);
            ty += v * ((double)i + 1.0 - mean_t);
        }
    }
    out.slope = tt > 0.0 ? ty / tt : 0.0;
    out.level = mean_y - out.slope * mean_t;
    return out;
}

static void indices_of_line(double *index, const struct fc_ets_search *search)
{
    size_t m = search->form.m;
    bool multiplies = search->form.season == 'M';
    struct line line = line_through(search->y, search->n);

    for (size_t s = 0; s < m; s++) {
        double sum = 0.0;
        double count = 0.0;

        for (size_t t = s; t < search->n; t += m) {
            double base = line.level + line.slope * ((double)t + 1.0);

            if (!isnan(search->y[t]) && (!multiplies || base > 0.0)) {
                sum += multiplies ? search->y[t] / base : search->y[t] - base;
                count += 1.0;
            }
        }
        index[s] = count > 0.0 ? sum / count : multiplies ? 1.0 : 0.0;
    }
}

/* Indices that sum to 0 or m. */
static void fill_indices(double *index, const struct fc_ets_search *search)
{
    size_t m = search->form.m;
    bool multiplies = search->form.season == 'M';
    double mean = 0.0;

    if (search->known == search->n && search->n >= 3 * m) {
        fc_seasonal_indices(index, search->y, search->n, m, multiplies);
    } else {
        indices_of_line(index, search);
    }
    for (size_t s = 0; s < m; s++) {
        if (multiplies) {
            index[s] = index[s] > smallest_index ? index[s] : smallest_index;
        }
        mean += index[s] / (double)m;
    }
    for (size_t s = 0; s < m; s++) {
        index[s] = multiplies ? index[s] / mean : index[s] - mean;
    }
}

/* A multiplicative trend through the first two points of the line. */
static void place_ratio(double *x, struct line line, double mean)
{
    double one = line.level + line.slope;
    double two = one + line.slope;

    if (one > 0.0 && two > 0.0) {
        x[FC_ETS_GROWTH] = two / one;
        x[FC_ETS_LEVEL] = one / x[FC_ETS_GROWTH];
    } else {
        x[FC_ETS_GROWTH] = 1.0;
        x[FC_ETS_LEVEL] = mean;
    }
}

/* Level and growth by the mean or the line of @p adjusted. */
static void place_line(double *x, const struct fc_ets_form *form,
                       const double *adjusted, size_t n)
{
    struct line line = line_through(adjusted, n);
    double middle = 0.5 * ((double)n + 1.0);
    double mean = line.level + line.slope * middle;

    x[FC_ETS_LEVEL] = mean;
    if (form->trend == 'A') {
        x[FC_ETS_LEVEL] = line.level;
        x[FC_ETS_GROWTH] = line.slope;
    } else if (form->trend == 'M') {
        place_ratio(x, line, mean);
    }
}

void fc_ets_start(struct fc_ets_search *search)
{
    const struct fc_ets_form *form = &search->form;
    size_t m = form->m;
    size_t reach = 2 * m > 10 ? 2 * m : 10;
    double *index = search->x + FC_ETS_SEASON;
    double *adjusted = search->adjusted;

    if (form->season != 'N') {
        fill_indices(index, search);
    }
    reach = reach < search->n ? reach : search->n;
    for (size_t t = 0, slot = 0; t < reach; t++) {
        adjusted[t] = form->season == 'N'   ? search->y[t]
                      : form->season == 'A' ? search->y[t] - index[slot]
                                            : search->y[t] / index[slot];
        slot = slot + 1 == m ? 0 : slot + 1;
    }
    place_line(search->x, form, adjusted, reach);
}
