/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/shares.h"

#include <math.h>
#include <stdio.h>

enum { shares = 3 };

fc_odds fc_shares_round(fc_odds odds, int units)
{
    const double exact[shares] = {odds.below * units, odds.inside * units,
                                  odds.above * units};
    double whole[shares] = {floor(exact[0]), floor(exact[1]), floor(exact[2])};
    int left = units - (int)(whole[0] + whole[1] + whole[2]);

    for (; left > 0; left--) {
        int most = 0;

        for (int i = 1; i < shares; i++) {
            most = exact[i] - whole[i] > exact[most] - whole[most] ? i : most;
        }
        whole[most] += 1.0;
    }
    return (fc_odds){.below = whole[0] / units,
                     .inside = whole[1] / units,
                     .above = whole[2] / units};
}

void fc_odds_format(char text[FC_ODDS_TEXT_SIZE], double share)
{
    double percent = round(100.0 * share);

    if (percent < 1.0) {
        (void)snprintf(text, FC_ODDS_TEXT_SIZE, "under 1 %%");
    } else if (percent > 99.0) {
        (void)snprintf(text, FC_ODDS_TEXT_SIZE, "over 99 %%");
    } else {
        (void)snprintf(text, FC_ODDS_TEXT_SIZE, "%.0f %%", percent);
    }
}
