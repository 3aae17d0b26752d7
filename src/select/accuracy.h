/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_SELECT_ACCURACY_H
#define FC_SELECT_ACCURACY_H

#include "forecast/score.h"

/** Running sums of the accuracy measures; zero is empty. */
struct fc_accuracy_sums {
    size_t n;
    double error;
    double absolute;
    double squared;
    double percentage;
    double symmetric;
    double scaled;
    double scaled_squares;
};

/** An error over an actual or a scale; infinite if that is zero or NaN. */
double fc_accuracy_ratio(double size, double base);

/** Add a pair; nothing if a side is missing. @p scale may hold NaN. */
void fc_accuracy_add(struct fc_accuracy_sums *sums, double forecast,
                     double actual, fc_naive_scale scale);

fc_accuracy fc_accuracy_of(const struct fc_accuracy_sums *sums);

#endif
