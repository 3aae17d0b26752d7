/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Box & Cox, An analysis of transformations, JRSS B 26 (1964); for negative
 * values Bickel & Doksum, JASA 76 (1981); Hyndman & Athanasopoulos,
 * Forecasting: Principles and Practice (3rd ed.), sections 3.1 and 5.6.
 */
#include "forecast/transformation.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "stats/transform.h"

/* As fc_exp_bounded(). */
static const double largest = 1e150;

static const double largest_lambda = 2.0;

/* The integral over the normal law: nodes this far apart, in standard
 * deviations, up to this many on either side. The trapezoid rule converges
 * faster than any power for such integrands; the rest is below 1e-15. */
static const double node_distance = 0.1;
enum { NODES_EACH_SIDE = 90 };

bool fc_transform_bends(const fc_transform *transform)
{
    return transform->floor || transform->scale == FC_SCALE_LOG
           || transform->scale == FC_SCALE_BOX_COX;
}

static bool is_log(const fc_transform *transform)
{
    return transform->scale == FC_SCALE_LOG
           || (transform->scale == FC_SCALE_BOX_COX
               && transform->lambda == 0.0);
}

double fc_transform_apply(const fc_transform *transform, double y)
{
    double lambda = transform->lambda;

    if (is_log(transform)) {
        return y > 0.0 ? log(y) : fc_missing();
    }
    if (transform->scale != FC_SCALE_BOX_COX) {
        return y;
    }
    if (y > 0.0) {
        return expm1(lambda * log(y)) / lambda;
    }
    return lambda > 0.0 ? -(pow(-y, lambda) + 1.0) / lambda : fc_missing();
}

static double invert_box_cox(double lambda, double w)
{
    double base = 1.0 + lambda * w;

    if (base > 0.0) {
        return fmin(exp(log1p(lambda * w) / lambda), largest);
    }
    return lambda > 0.0 ? -fmin(pow(-base, 1.0 / lambda), largest) : largest;
}

double fc_transform_invert(const fc_transform *transform, double w)
{
    double y = w;

    if (is_log(transform)) {
        y = fc_exp_bounded(w);
    } else if (transform->scale == FC_SCALE_BOX_COX) {
        y = invert_box_cox(transform->lambda, w);
    }
    return transform->floor ? fmax(y, 0.0) : y;
}

/* The mean of max(0, w). */
static double mean_above_zero(double centre, double spread)
{
    double z = 0.0;

    if (!(spread > 0.0)) {
        return fmax(centre, 0.0);
    }
    z = centre / spread;
    return centre * gsl_cdf_ugaussian_P(z) + spread * gsl_ran_ugaussian_pdf(z);
}

static double integrate(const fc_transform *transform, double centre,
                        double spread)
{
    double sum = 0.0;
    double weights = 0.0;

    for (int i = -NODES_EACH_SIDE; i <= NODES_EACH_SIDE; i++) {
        double z = node_distance * (double)i;
        double weight = exp(-0.5 * z * z);

        sum += weight * fc_transform_invert(transform, centre + spread * z);
        weights += weight;
    }
    return sum / weights;
}

double fc_transform_mean(const fc_transform *transform, double centre,
                         double spread)
{
    if (is_log(transform)) {
        return fc_exp_bounded(centre + 0.5 * spread * spread);
    }
    if (transform->scale == FC_SCALE_BOX_COX) {
        return integrate(transform, centre, spread);
    }
    return transform->floor ? mean_above_zero(centre, spread) : centre;
}

static fc_status parse_lambda(fc_transform_spec *out, const char *text,
                              fc_error *err)
{
    double lambda = 0.0;

    if (!fc_number_parse(&lambda, text) || lambda < 0.0
        || lambda > largest_lambda) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.40s' is no lambda; give guerrero, likelihood or a "
                       "number from 0 (logarithms) to %g",
                       text, largest_lambda);
    }
    out->choice = FC_LAMBDA_GIVEN;
    out->lambda = lambda + 0.0; /* no negative zero */
    return FC_OK;
}

fc_status fc_transform_parse(fc_transform_spec *out, const char *text,
                             fc_error *err)
{
    fc_transform_spec spec = {.positive = out->positive};
    size_t length = strcspn(text, ":");
    const char *tail = text[length] == ':' ? text + length + 1 : NULL;
    fc_status status = FC_OK;

    if (strcmp(text, "none") == 0) {
        spec.scale = FC_SCALE_LEVEL;
    } else if (strcmp(text, "log") == 0) {
        spec.scale = FC_SCALE_LOG;
    } else if (length == strlen("boxcox")
               && strncmp(text, "boxcox", length) == 0) {
        spec.scale = FC_SCALE_BOX_COX;
    } else {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.40s' is no transformation; give log, none, boxcox, "
                       "or boxcox: with guerrero, likelihood or a number",
                       text);
    }
    if (tail != NULL && strcmp(tail, "likelihood") == 0) {
        spec.choice = FC_LAMBDA_LIKELIHOOD;
    } else if (tail != NULL && strcmp(tail, "guerrero") != 0) {
        status = parse_lambda(&spec, tail, err);
    }
    if (status == FC_OK) {
        *out = spec;
    }
    return status;
}

void fc_transform_format(char text[FC_TRANSFORM_TEXT_SIZE],
                         const fc_transform_spec *spec)
{
    static const char *const names[] = {
        [FC_SCALE_OWN] = "",
        [FC_SCALE_LEVEL] = "none",
        [FC_SCALE_LOG] = "log",
        [FC_SCALE_BOX_COX] = "boxcox",
    };
    char number[FC_NUMBER_TEXT_SIZE] = "";
    const char *tail = "";

    if (spec->scale == FC_SCALE_BOX_COX) {
        if (spec->choice == FC_LAMBDA_LIKELIHOOD) {
            tail = ":likelihood";
        } else if (spec->choice == FC_LAMBDA_GIVEN) {
            fc_number_format_exact(number, spec->lambda);
            tail = ":";
        }
    }
    (void)snprintf(text, FC_TRANSFORM_TEXT_SIZE, "%s%s%s", names[spec->scale],
                   tail, number);
}

static fc_status check_values(const fc_transform_spec *spec,
                              const double *values, size_t n, fc_error *err)
{
    bool chosen = spec->scale == FC_SCALE_BOX_COX
                  && spec->choice != FC_LAMBDA_GIVEN;
    bool logs = spec->scale == FC_SCALE_LOG
                || (spec->scale == FC_SCALE_BOX_COX && !chosen
                    && spec->lambda == 0.0);

    for (size_t t = 0; t < n; t++) {
        if (isnan(values[t])) {
            continue;
        }
        if (spec->positive && values[t] < 0.0) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "observation %zu is %g: a series with values below "
                           "zero cannot be forecast with a floor at zero",
                           t + 1, values[t]);
        }
        if ((logs || chosen) && !(values[t] > 0.0)) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "observation %zu is %g: %s; give none, or boxcox: "
                           "with a number above 0",
                           t + 1, values[t],
                           logs ? "it has no logarithm"
                                : "lambda is chosen on positive values only");
        }
    }
    return FC_OK;
}

fc_status fc_transform_settle(fc_transform *out, const fc_transform_spec *spec,
                              const fc_seasonal_values *y, fc_error *err)
{
    static const fc_lambda_range range = {.lower = 0.0, .upper = 2.0};
    fc_transform transform = {
        .scale = spec->scale, .lambda = spec->lambda, .floor = spec->positive};
    fc_status status = check_values(spec, y->values, y->n, err);

    if (status == FC_OK && spec->scale == FC_SCALE_BOX_COX
        && spec->choice != FC_LAMBDA_GIVEN) {
        status = fc_lambda_choose(&transform.lambda, y, spec->choice, range,
                                  err);
    }
    if (status == FC_OK) {
        *out = transform;
    }
    return status;
}
