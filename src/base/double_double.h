/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of about 31 decimal digits: the unevaluated sum of two doubles, the
 * second at most half a unit in the last place of the first. Built on additions
 * and multiplications of doubles alone, so that results do not depend on what a
 * platform's long double is, nor on whether it has fused multiply-add
 * (cmake/CodeGeneration.cmake turns contraction off).
 *
 * References: Dekker (1971), "A floating-point technique for extending the
 * available precision", Numerische Mathematik 18. Knuth, "The Art of Computer
 * Programming", vol. 2, section 4.2.2. Joldes, Muller & Popescu (2017), "Tight
 * and rigorous error bounds for basic building blocks of double-word
 * arithmetic", ACM TOMS 44(2).
 */
#ifndef FC_BASE_DOUBLE_DOUBLE_H
#define FC_BASE_DOUBLE_DOUBLE_H

#include <float.h>

_Static_assert(FLT_EVAL_METHOD == 0,
               "doubles must be rounded to double after every operation; on "
               "32-bit x86 compile with -msse2 -mfpmath=sse");

typedef struct fc_dd {
    double high;
    double low;
} fc_dd;

/** a + b, exactly. */
static inline fc_dd fc_dd_two_sum(double a, double b)
{
    double sum = a + b;
    double part = sum - a;

    return (fc_dd){sum, (a - (sum - part)) + (b - part)};
}

/** a + b, exactly, if |a| >= |b| or a is 0. */
static inline fc_dd fc_dd_quick_sum(double a, double b)
{
    double sum = a + b;

    return (fc_dd){sum, b - (sum - a)};
}

/** a b, exactly, if no part leaves the range: |a|, |b| < 2^995 and the product
 * is not near the smallest numbers. */
static inline fc_dd fc_dd_two_product(double a, double b)
{
    const double splitter = 134217729.0; /* 2^27 + 1 */
    double wide_a = splitter * a;
    double wide_b = splitter * b;
    double high_a = wide_a - (wide_a - a);
    double high_b = wide_b - (wide_b - b);
    double low_a = a - high_a;
    double low_b = b - high_b;
    double product = a * b;

    return (fc_dd){
        product, ((high_a * high_b - product) + high_a * low_b + low_a * high_b)
                     + low_a * low_b};
}

static inline fc_dd fc_dd_add(fc_dd a, fc_dd b)
{
    fc_dd high = fc_dd_two_sum(a.high, b.high);
    fc_dd low = fc_dd_two_sum(a.low, b.low);

    high = fc_dd_quick_sum(high.high, high.low + low.high);
    return fc_dd_quick_sum(high.high, high.low + low.low);
}

static inline fc_dd fc_dd_subtract(fc_dd a, fc_dd b)
{
    return fc_dd_add(a, (fc_dd){-b.high, -b.low});
}

static inline fc_dd fc_dd_multiply(fc_dd a, fc_dd b)
{
    fc_dd product = fc_dd_two_product(a.high, b.high);

    return fc_dd_quick_sum(product.high,
                           product.low + (a.high * b.low + a.low * b.high));
}

/** a times a double. */
static inline fc_dd fc_dd_scale(fc_dd a, double b)
{
    fc_dd product = fc_dd_two_product(a.high, b);

    return fc_dd_quick_sum(product.high, product.low + a.low * b);
}

/** a / b, b not zero. */
static inline fc_dd fc_dd_divide(fc_dd a, fc_dd b)
{
    double first = a.high / b.high;
    fc_dd rest = fc_dd_subtract(a, fc_dd_scale(b, first));

    return fc_dd_two_sum(first, (rest.high + rest.low) / b.high);
}

static inline double fc_dd_value(fc_dd a)
{
    return a.high + a.low;
}

#endif
