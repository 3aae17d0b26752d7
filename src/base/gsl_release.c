/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/gsl_release.h"

#include <gsl/gsl_version.h>

const char *fc_gsl_release(void)
{
    return gsl_version;
}
