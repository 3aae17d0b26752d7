/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/reference.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

double reference_value(const char *file, const char *name, const char *quantity)
{
    char path[512];
    char line[256];
    char wanted[160];
    double value = (double)NAN;
    FILE *stream = NULL;

    (void)snprintf(path, sizeof path, "%s/%s", FC_TEST_REFERENCE, file);
    (void)snprintf(wanted, sizeof wanted, "%s,%s,", name, quantity);
    stream = fopen(path, "r");
    assert_non_null(stream);
    while (stream != NULL && fgets(line, sizeof line, stream) != NULL) {
        if (strncmp(line, wanted, strlen(wanted)) == 0) {
            value = strtod(line + strlen(wanted), NULL);
        }
    }
    if (stream != NULL) {
        (void)fclose(stream);
    }
    if (isnan(value)) {
        fail_msg("%s has no '%s'", file, wanted);
    }
    return value;
}

double reference_numbered(const char *file, const char *name,
                          const char *quantity, size_t number)
{
    char text[64];

    (void)snprintf(text, sizeof text, "%s%zu", quantity, number);
    return reference_value(file, name, text);
}

void reference_assert_close(double actual, double expected, double tolerance,
                            double floor)
{
    double allowed = tolerance * fmax(fabs(expected), floor);

    if (!(fabs(actual - expected) <= allowed)) {
        fail_msg("%.17g is not within %g of %.17g", actual, allowed, expected);
    }
}
