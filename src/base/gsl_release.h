/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_BASE_GSL_RELEASE_H
#define FC_BASE_GSL_RELEASE_H

/** Version of GSL that is in use, for layers that do not include its headers.
 */
const char *fc_gsl_release(void);

#endif
