/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hand-made reports, and comparison with the golden files in tests/data/output.
 */
#ifndef FC_TEST_OUTPUT_SAMPLE_H
#define FC_TEST_OUTPUT_SAMPLE_H

#include "forecast/writer.h"

/** A small forecast as the program prints it. */
fc_status sample_forecast(fc_report **out, fc_error *err);

/** Every kind of cell, text and number that could go wrong. */
fc_status sample_nasty(fc_report **out, fc_error *err);

/** A chart of three lines, one of them with a gap, and of whiskers. */
fc_status sample_lines(fc_report **out, fc_error *err);

/** Makes one of them. */
typedef fc_status sample_maker(fc_report **out, fc_error *err);

/**
 * Assert that @p writer turns the report of @p maker into the bytes of the
 * golden file @p name. Prints what it got if not.
 */
void sample_assert_golden(const char *writer, sample_maker *maker,
                          const fc_writer_options *options, const char *name);

/** A faults_job: the writer named @p context renders the first two. */
fc_status sample_render(void *context, fc_error *err);

#endif
