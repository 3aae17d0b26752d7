/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_TEST_PLANNING_NEAR_H
#define FC_TEST_PLANNING_NEAR_H

#include <math.h>

/* A macro, so that cmocka names the line of the test. NaN is near nothing. */
#define assert_near(actual, expected, tolerance)                        \
    do {                                                                \
        double near_actual = (actual);                                  \
        double near_expected = (expected);                              \
                                                                        \
        if (!(fabs(near_actual - near_expected) <= (tolerance))) {      \
            fail_msg("%.12g is not %.12g", near_actual, near_expected); \
        }                                                               \
    } while (0)

#endif
