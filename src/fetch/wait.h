/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_FETCH_WAIT_H
#define FC_FETCH_WAIT_H

#include <stdint.h>

/** Milliseconds of a clock that nobody sets. */
int64_t fc_wait_now(void);

/** Sleep; signals do not shorten it. Nothing for zero and less. */
void fc_wait(int64_t milliseconds);

#endif
