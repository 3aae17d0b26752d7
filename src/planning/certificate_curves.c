/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * As printed in NIST's files; b[0] is their b1. No derivatives are given: the
 * library finds them, as it does for a user's own curve.
 */
#include "planning/certificate_curves.h"

#include <math.h>
#include <string.h>

static const double pi = 3.141592653589793238462643383279;

static double square(double x)
{
    return x * x;
}

static double bennett5(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * pow(b[1] + x[0], -1.0 / b[2]);
}

/* BoxBOD and Misra1a */
static double saturation(const double *b, const double *x, const void *context)
{
    (void)context;
    return -b[0] * expm1(-b[1] * x[0]);
}

static double chwirut(const double *b, const double *x, const void *context)
{
    (void)context;
    return exp(-b[0] * x[0]) / (b[1] + b[2] * x[0]);
}

static double danwood(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * pow(x[0], b[1]);
}

static double enso(const double *b, const double *x, const void *context)
{
    double turn = 2.0 * pi * x[0];

    (void)context;
    return b[0] + b[1] * cos(turn / 12.0) + b[2] * sin(turn / 12.0)
           + b[4] * cos(turn / b[3]) + b[5] * sin(turn / b[3])
           + b[7] * cos(turn / b[6]) + b[8] * sin(turn / b[6]);
}

static double eckerle4(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] / b[1] * exp(-0.5 * square((x[0] - b[2]) / b[1]));
}

static double gauss(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * exp(-b[1] * x[0])
           + b[2] * exp(-square(x[0] - b[3]) / square(b[4]))
           + b[5] * exp(-square(x[0] - b[6]) / square(b[7]));
}

/* Hahn1 and Thurber */
static double cubic_ratio(const double *b, const double *x, const void *context)
{
    (void)context;
    return (b[0] + x[0] * (b[1] + x[0] * (b[2] + x[0] * b[3])))
           / (1.0 + x[0] * (b[4] + x[0] * (b[5] + x[0] * b[6])));
}

static double kirby2(const double *b, const double *x, const void *context)
{
    (void)context;
    return (b[0] + x[0] * (b[1] + x[0] * b[2]))
           / (1.0 + x[0] * (b[3] + x[0] * b[4]));
}

static double lanczos(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * exp(-b[1] * x[0]) + b[2] * exp(-b[3] * x[0])
           + b[4] * exp(-b[5] * x[0]);
}

static double mgh09(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * (x[0] * (x[0] + b[1])) / (x[0] * (x[0] + b[2]) + b[3]);
}

static double mgh10(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * exp(b[1] / (x[0] + b[2]));
}

static double mgh17(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] + b[1] * exp(-x[0] * b[3]) + b[2] * exp(-x[0] * b[4]);
}

static double misra1b(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * (1.0 - 1.0 / square(1.0 + b[1] * x[0] / 2.0));
}

static double misra1c(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * (1.0 - 1.0 / sqrt(1.0 + 2.0 * b[1] * x[0]));
}

static double misra1d(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * b[1] * x[0] / (1.0 + b[1] * x[0]);
}

static double nelson(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] - b[1] * x[0] * exp(-b[2] * x[1]);
}

static double rat42(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] / (1.0 + exp(b[1] - b[2] * x[0]));
}

static double rat43(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] / pow(1.0 + exp(b[1] - b[2] * x[0]), 1.0 / b[3]);
}

static double roszman1(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] - b[1] * x[0] - atan(b[2] / (x[0] - b[3])) / pi;
}

static const fc_certificate_curve curves[] = {
    {.dataset = "Bennett5", .p = 3, .value = bennett5},
    {.dataset = "BoxBOD", .p = 2, .value = saturation},
    {.dataset = "Chwirut1", .p = 3, .value = chwirut},
    {.dataset = "Chwirut2", .p = 3, .value = chwirut},
    {.dataset = "DanWood", .p = 2, .value = danwood},
    {.dataset = "ENSO", .p = 9, .value = enso},
    {.dataset = "Eckerle4", .p = 3, .value = eckerle4},
    {.dataset = "Gauss1", .p = 8, .value = gauss},
    {.dataset = "Gauss2", .p = 8, .value = gauss},
    {.dataset = "Gauss3", .p = 8, .value = gauss},
    {.dataset = "Hahn1", .p = 7, .value = cubic_ratio},
    {.dataset = "Kirby2", .p = 5, .value = kirby2},
    {.dataset = "Lanczos1", .p = 6, .value = lanczos},
    {.dataset = "Lanczos2", .p = 6, .value = lanczos},
    {.dataset = "Lanczos3", .p = 6, .value = lanczos},
    {.dataset = "MGH09", .p = 4, .value = mgh09},
    {.dataset = "MGH10", .p = 3, .value = mgh10},
    {.dataset = "MGH17", .p = 5, .value = mgh17},
    {.dataset = "Misra1a", .p = 2, .value = saturation},
    {.dataset = "Misra1b", .p = 2, .value = misra1b},
    {.dataset = "Misra1c", .p = 2, .value = misra1c},
    {.dataset = "Misra1d", .p = 2, .value = misra1d},
    {.dataset = "Nelson", .p = 3, .value = nelson, .log_response = true},
    {.dataset = "Rat42", .p = 3, .value = rat42},
    {.dataset = "Rat43", .p = 4, .value = rat43},
    {.dataset = "Roszman1", .p = 4, .value = roszman1},
    {.dataset = "Thurber", .p = 7, .value = cubic_ratio},
};

const fc_certificate_curve *fc_certificate_curve_find(const char *dataset)
{
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        if (strcmp(curves[i].dataset, dataset) == 0) {
            return &curves[i];
        }
    }
    return NULL;
}
