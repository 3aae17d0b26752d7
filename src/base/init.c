/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/init.h"

#include <gsl/gsl_errno.h>

#ifndef FC_VERSION
#error "the build defines FC_VERSION"
#endif

void fc_init(void)
{
    (void)gsl_set_error_handler_off();
}

const char *fc_version(void)
{
    return FC_VERSION;
}
