/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of growth_curve.h with their derivatives. */
#include "regress/growth_shapes.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static const char *const logistic_names[] = {"asymptote", "midpoint", "scale"};
static const char *const gompertz_names[] = {"asymptote", "displacement",
                                             "ratio"};
static const char *const exponential_names[] = {"level", "rate"};
static const char *const bass_names[] = {"market", "p", "q"};

/* u = (midpoint - t) / scale, g = 1 / (1 + e^u) */
static double logistic(const double *b, const double *row, const void *context)
{
    (void)context;
    return b[0] / (1.0 + exp((b[1] - row[FC_GROWTH_NOW]) / b[2]));
}

static void logistic_gradient(double *out, const double *b, const double *row,
                              const void *context)
{
    double u = (b[1] - row[FC_GROWTH_NOW]) / b[2];
    double g = 1.0 / (1.0 + exp(u));
    double slope = b[0] * g * (1.0 - g) / b[2];

    (void)context;
    out[0] = g;
    out[1] = -slope;
    out[2] = slope * u;
}

static void logistic_shape(double *b, double inflection, double speed)
{
    b[1] = inflection;
    b[2] = 1.0 / speed;
}

/* A ratio that is not positive gives NaN: outside of the domain. */
static double gompertz(const double *b, const double *row, const void *context)
{
    (void)context;
    return b[0] * exp(-b[1] * exp(row[FC_GROWTH_NOW] * log(b[2])));
}

static void gompertz_gradient(double *out, const double *b, const double *row,
                              const void *context)
{
    double t = row[FC_GROWTH_NOW];
    double power = exp(t * log(b[2]));
    double g = exp(-b[1] * power);

    (void)context;
    out[0] = g;
    out[1] = -b[0] * g * power;
    out[2] = -b[0] * g * b[1] * t * power / b[2];
}

/* The inflection is where displacement ratio^t is 1. */
static void gompertz_shape(double *b, double inflection, double speed)
{
    b[1] = exp(speed * inflection);
    b[2] = exp(-speed);
}

static double exponential(const double *b, const double *row,
                          const void *context)
{
    (void)context;
    return b[0] * exp(b[1] * row[FC_GROWTH_NOW]);
}

static void exponential_gradient(double *out, const double *b,
                                 const double *row, const void *context)
{
    double t = row[FC_GROWTH_NOW];

    (void)context;
    out[0] = exp(b[1] * t);
    out[1] = b[0] * t * out[0];
}

static void exponential_shape(double *b, double inflection, double speed)
{
    (void)inflection;
    b[1] = speed;
}

/* F(t); neither innovation nor the sum of the coefficients may be negative. */
static double adopted(const double *b, double t)
{
    double sum = b[1] + b[2];

    if (!(b[1] > 0.0 && sum > 0.0)) {
        return fc_missing();
    }
    return -expm1(-sum * t) / (1.0 + b[2] / b[1] * exp(-sum * t));
}

/* Add market dF/dp, dF/dq, and F in front, times @p sign. With E = exp(-(p +
 * q)t), k = q/p, D = 1 + kE: dF/dp = E (tD + (1 - E)(q/p^2 + kt)) / D^2 and
 * dF/dq = E (tD - (1 - E)(1/p - kt)) / D^2. */
static void add_adopted(double *out, const double *b, double t, double sign)
{
    double e = exp(-(b[1] + b[2]) * t);
    double k = b[2] / b[1];
    double d = 1.0 + k * e;
    double rest = 1.0 - e;

    out[0] += sign * adopted(b, t);
    out[1] += sign * b[0] * e * (t * d + rest * (k / b[1] + k * t)) / (d * d);
    out[2] += sign * b[0] * e * (t * d - rest * (1.0 / b[1] - k * t)) / (d * d);
}

static double bass(const double *b, const double *row, const void *context)
{
    (void)context;
    return b[0] * adopted(b, row[FC_GROWTH_NOW]);
}

static void bass_gradient(double *out, const double *b, const double *row,
                          const void *context)
{
    (void)context;
    memset(out, 0, FC_GROWTH_PARAMETERS * sizeof *out);
    add_adopted(out, b, row[FC_GROWTH_NOW], 1.0);
}

static double bass_sales(const double *b, const double *row,
                         const void *context)
{
    (void)context;
    return b[0]
           * (adopted(b, row[FC_GROWTH_NOW])
              - adopted(b, row[FC_GROWTH_BEFORE]));
}

static void bass_sales_gradient(double *out, const double *b, const double *row,
                                const void *context)
{
    bass_gradient(out, b, row, context);
    add_adopted(out, b, row[FC_GROWTH_BEFORE], -1.0);
}

/* Sales peak at log(q / p) / (p + q); p + q is the speed. */
static void bass_shape(double *b, double inflection, double speed)
{
    b[1] = speed / (1.0 + exp(speed * inflection));
    b[2] = speed - b[1];
}

static const fc_growth_curve curves[] = {
    {.name = "logistic",
     .summary = "S-shaped, symmetric about its midpoint, to an asymptote",
     .p = 3,
     .names = logistic_names,
     .can_decline = true,
     .value = logistic,
     .gradient = logistic_gradient,
     .shape = logistic_shape},
    {.name = "gompertz",
     .summary = "S-shaped, early bend and long approach, to an asymptote",
     .p = 3,
     .names = gompertz_names,
     .can_decline = true,
     .value = gompertz,
     .gradient = gompertz_gradient,
     .shape = gompertz_shape},
    {.name = "exponential",
     .summary = "growth (or decline) at a constant rate",
     .p = 2,
     .names = exponential_names,
     .can_decline = true,
     .value = exponential,
     .gradient = exponential_gradient,
     .shape = exponential_shape},
    {.name = "bass",
     .summary = "cumulative adopters of a new product (innovation, imitation)",
     .p = 3,
     .names = bass_names,
     .since_launch = true,
     .value = bass,
     .gradient = bass_gradient,
     .shape = bass_shape},
    {.name = "bass-sales",
     .summary = "adopters of a new product by period",
     .p = 3,
     .names = bass_names,
     .since_launch = true,
     .value = bass_sales,
     .gradient = bass_sales_gradient,
     .shape = bass_shape},
};

size_t fc_growth_curve_count(void)
{
    return sizeof curves / sizeof curves[0];
}

const fc_growth_curve *fc_growth_curve_at(size_t index)
{
    return &curves[index];
}
