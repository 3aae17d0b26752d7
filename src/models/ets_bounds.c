/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The admissible region: forecasts forget the start of the series. The roots of
 * the characteristic polynomial must not lie outside the unit circle (HKOS
 * 2008, section 10.2; R: forecast:::admissible). They are not looked for: the
 * recursion of Schur and Cohn brings the degree down by one as long as the
 * outer coefficients say that the roots are inside.
 */
#include <math.h>

#include "models/ets.h"

/* Rounding of coefficients moves roots that lie on the circle. */
static const double slack = 1e-10;

/* Are all roots of p[0] + p[1] z + ... + p[degree] z^degree, p[degree] = 1, at
 * most at 1 + slack? Overwrites p. */
static bool roots_inside(double *p, size_t degree)
{
    double power = 1.0;

    for (size_t i = degree; i-- > 0;) {
        power *= 1.0 + slack;
        p[i] /= power;
    }
    for (size_t d = degree; d > 0; d--, p++) {
        double k = p[0];
        double scale = 1.0 - k * k;

        if (!(scale > 0.0)) {
            return false;
        }
        for (size_t i = 1, j = d - 1; i <= j; i++, j--) {
            double low = (p[i] - k * p[j]) / scale;
            double high = (p[j] - k * p[i]) / scale;

            p[i] = low;
            p[j] = high;
        }
    }
    return true;
}

static bool line_is_admissible(const double *x, bool trend)
{
    double alpha = x[FC_ETS_ALPHA];
    double beta = x[FC_ETS_BETA];
    double phi = x[FC_ETS_PHI];

    return alpha >= 1.0 - 1.0 / phi && alpha <= 1.0 + 1.0 / phi
           && (!trend
               || (beta >= alpha * (phi - 1.0)
                   && beta <= (1.0 + phi) * (2.0 - alpha)));
}

bool fc_ets_is_admissible(const struct fc_ets_form *form, const double *x,
                          double *room)
{
    double alpha = x[FC_ETS_ALPHA];
    double beta = x[FC_ETS_BETA];
    double gamma = x[FC_ETS_GAMMA];
    double phi = x[FC_ETS_PHI];
    double m = (double)form->m;

    if (!(phi > 0.0 && phi <= 1.0 + 1e-8)) {
        return false;
    }
    if (form->season == 'N') {
        return line_is_admissible(x, form->trend != 'N');
    }
    if (gamma < fmax(1.0 - 1.0 / phi - alpha, 0.0)
        || gamma > 1.0 + 1.0 / phi - alpha
        || alpha < 1.0 - 1.0 / phi
                       - gamma * (1.0 - m + phi + phi * m) / (2.0 * phi * m)
        || beta < -(1.0 - phi) * (gamma / m + alpha)) {
        return false;
    }
    room[0] = phi * (1.0 - alpha - gamma);
    for (size_t i = 1; i < form->m; i++) {
        room[i] = alpha + beta - alpha * phi;
    }
    room[1] += gamma - 1.0;
    room[form->m] = alpha + beta - phi;
    room[form->m + 1] = 1.0;
    return roots_inside(room, form->m + 1);
}
