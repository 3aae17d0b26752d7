/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A combination of forecasts. With the means f(k, h) of its members
 * k = 1 ... K, all of them fitted to the same values,
 *
 *   mean      f(h) = sum of f(k, h) / K
 *   median    f(h) = median of f(k, h)
 *
 * in the unit of the series: a transformation before the combination is one of
 * each member. A member that cannot be fitted (too short a series, a singular
 * design) is left out; one is enough.
 *
 * Paths: every member draws with the same stream, so that a shock meets all of
 * them, and a path of the combination is the mean of theirs. Each step is then
 * given the quantiles
 *
 *   q(p, h) = sum of q(k, p, h) / K
 *
 * of its members' laws (Vincent 1912), the ranks of the paths kept: an average
 * of paths that do not move together would be too narrow. In a median, the law
 * is shifted to it, and a member whose law is more than 2.5 times as wide as
 * that of the median member counts as if it were 2.5 times as wide, and
 * reaches no further than that: one that explodes has no say in the middle and
 * shall have none at the ends.
 *
 * The laws of models know of the errors of their residuals, not that another
 * model was the right one. Those of the default pool are therefore widened,
 * around their mean, by
 *
 *   1.14         with a season
 *   1.22 h^0.3   without
 *
 * which gives 95 % intervals their due on the training parts of the M1 and the
 * Tourism competition (docs/methods.md).
 *
 * References: Bates & Granger, The combination of forecasts, Operational
 * Research Quarterly 20 (1969); Ratcliff, Group reaction time distributions,
 * Psychological Bulletin 86 (1979); Lichtendahl, Grushka-Cockayne & Winkler, Is
 * it better to average probabilities or quantiles?, Management Science 59
 * (2013).
 */
#ifndef FC_MODELS_COMBINE_H
#define FC_MODELS_COMBINE_H

#include "models/model_type.h"

enum { FC_COMBINE_MOST = 8 };

/* What stands behind "combine:". */
struct fc_combine_list {
    bool pool;  /* the default: nothing stands there */
    bool named; /* that, or a word for a list */
    bool median;
    size_t count;
    fc_model_spec specs[FC_COMBINE_MOST];
};

/* The state of a fit. */
struct fc_combination {
    bool pool;
    bool median;
    size_t season;
    size_t count;
    fc_fit *fits[FC_COMBINE_MOST];
};

/* Read "[median+]MEMBER/MEMBER...": a slash before a letter parts members, so
 * that "arima:0,1,1/0,1,1" is one. No text means the default at @p season,
 * "growing" another list with a name. */
fc_status fc_combine_parse(struct fc_combine_list *out, const char *text,
                           size_t season, fc_error *err);

/* Member @p index with the transformation that stands before the combination:
 * instead of its own in a list that has a name, else it has none. */
fc_status fc_combine_member(fc_model_spec *out,
                            const struct fc_combine_list *list, size_t index,
                            const fc_transform_spec *transform, fc_error *err);

/* How much wider than the mean of its members' laws that of step @p step (from
 * 0) is: 1 but for the default pool. */
double fc_combine_widening(const struct fc_combination *model, size_t step);

/* What a deviation of a member whose law is @p width wide counts, where the
 * median width is @p middle. */
double fc_combine_weight(const struct fc_combination *model, double width,
                         double middle);

/* How far a member reaches where the median width is @p middle. */
double fc_combine_limit(double middle);

/* The mean, or the median, of @p count values; sorts them. */
double fc_combine_values(double *values, size_t count, bool median);

fc_status fc_combine_draw(fc_paths *paths, const fc_fit *fit,
                          const fc_draw_request *request, gsl_rng *random,
                          fc_error *err);

#endif
