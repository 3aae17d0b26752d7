/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV as it comes: lines go in, rows come out, under the rules of csv_reader.h.
 *
 *  - Rows gather in an fc_csv; its owner is told of each and may drop those it
 *    is done with, so that memory holds only what is needed.
 *  - The limits of csv_reader.h are for the rows held, not for the file.
 */
#ifndef FC_DATA_CSV_STREAM_H
#define FC_DATA_CSV_STREAM_H

#include "data/csv_reader.h"

struct fc_csv_stream;

/** Called when a row below the header is complete: the last one of @p csv. */
typedef fc_status fc_csv_row(void *context, fc_csv *csv, fc_error *err);

/**
 * @param csv source and delimiter are set, the rest is zero; borrowed
 * @param take may be NULL
 * The caller ends *out with fc_csv_stream_free().
 */
fc_status fc_csv_stream_create(struct fc_csv_stream **out, fc_csv *csv,
                               fc_csv_row *take, void *context, fc_error *err);
/** NULL is fine. */
void fc_csv_stream_free(struct fc_csv_stream *stream);
/** Read whole physical lines; only the last of the file may have no end. */
fc_status fc_csv_stream_feed(struct fc_csv_stream *stream, const char *text,
                             size_t size, fc_error *err);
/** The text ends here; FC_ERR_FORMAT if it was empty or a quote is open. */
fc_status fc_csv_stream_finish(struct fc_csv_stream *stream, fc_error *err);
/** Physical lines read so far. */
size_t fc_csv_stream_line(const struct fc_csv_stream *stream);

/** Forget the first @p rows rows; their memory is used again. */
void fc_csv_drop(fc_csv *csv, size_t rows);

/** Length of the text up to the end of the first line with text in it; line
 * ends in quotes do not count. */
size_t fc_csv_header_length(const char *text, size_t size);
/** The delimiter that the header has most of, outside quotes; the comma if
 * there is none, or a tie. */
char fc_csv_find_delimiter(const char *text, size_t size);
/** FC_ERR_FORMAT if two columns have one name. */
fc_status fc_csv_check_names(const fc_csv *csv, fc_error *err);

#endif
