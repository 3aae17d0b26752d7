/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random streams. A stream is determined by a name, a salt and a seed, never by
 * position or time, so that results do not depend on order or threads. The
 * generator is GSL's mt19937 (Matsumoto & Nishimura 1998).
 */
#ifndef FC_BASE_RANDOM_H
#define FC_BASE_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

#include "forecast/status.h"

/**
 * @param name usually the series; @param salt tells streams of one series
 * apart (an origin, a purpose). The caller frees *out with gsl_rng_free().
 */
fc_status fc_random_create(gsl_rng **out, const char *name, uint64_t salt,
                           uint64_t seed, fc_error *err);

#endif
