/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of about 32 digits as the unevaluated sum of two doubles, for sums
 * whose terms cancel. Every operation is correct to a few units of 2^-104
 * unless it overflows.
 *
 * References: Dekker (1971), "A floating-point technique for extending the
 * available precision", Numerische Mathematik 18; Ogita, Rump & Oishi (2005),
 * "Accurate sum and dot product", SIAM Journal on Scientific Computing 26.
 * Arithmetic must be plain IEEE 754: never compile with -ffast-math.
 */
#ifndef FC_BASE_DOUBLE_DOUBLE_H
#define FC_BASE_DOUBLE_DOUBLE_H

#include <math.h>

typedef struct fc_dd {
    double high;
    double low; /**< at most half a unit in the last place of high */
} fc_dd;

/** a + b, exactly (Knuth). */
static inline fc_dd fc_dd_sum(double a, double b)
{
    double high = a + b;
    double part = high - a;

    return (fc_dd){high, (a - (high - part)) + (b - part)};
}

/** a * b, exactly. */
static inline fc_dd fc_dd_product(double a, double b)
{
    double high = a * b;

    return (fc_dd){high, fma(a, b, -high)};
}

static inline fc_dd fc_dd_add(fc_dd a, fc_dd b)
{
    fc_dd high = fc_dd_sum(a.high, b.high);
    fc_dd low = fc_dd_sum(a.low, b.low);

    high = fc_dd_sum(high.high, high.low + low.high);
    return fc_dd_sum(high.high, high.low + low.low);
}

static inline fc_dd fc_dd_subtract(fc_dd a, fc_dd b)
{
    return fc_dd_add(a, (fc_dd){-b.high, -b.low});
}

static inline fc_dd fc_dd_multiply(fc_dd a, fc_dd b)
{
    fc_dd product = fc_dd_product(a.high, b.high);

    return fc_dd_sum(product.high,
                     product.low + (a.high * b.low + a.low * b.high));
}

/** a / b, b not zero. */
static inline fc_dd fc_dd_divide(fc_dd a, fc_dd b)
{
    double first = a.high / b.high;
    fc_dd rest = fc_dd_subtract(a, fc_dd_multiply((fc_dd){first, 0.0}, b));

    return fc_dd_sum(first, rest.high / b.high);
}

static inline double fc_dd_value(fc_dd a)
{
    return a.high + a.low;
}

#endif
