/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Statuses and error messages.
 *
 * Every function that can fail returns an fc_status and takes an fc_error * as
 * its last parameter (NULL is fine). The message travels with the call: there
 * is no global or thread-local error state. A message is a complete sentence
 * for the person who runs the program: what is wrong and what to do. Where it
 * happened (source, line, column) is kept apart, so that a program can print
 * FILE:LINE:COLUMN in front.
 */
#ifndef FORECAST_STATUS_H
#define FORECAST_STATUS_H

#include <stddef.h>

#include "forecast/api.h"

FC_BEGIN_DECLS

/** All statuses: name, number, text. */
#define FC_STATUS_MAP(XX)                                    \
    XX(OK, 0, "success")                                     \
    XX(ERR_INTERNAL, 1, "internal error")                    \
    XX(ERR_ARGUMENT, 2, "unusable argument")                 \
    XX(ERR_MEMORY, 3, "out of memory")                       \
    XX(ERR_READ, 4, "cannot be read")                        \
    XX(ERR_WRITE, 5, "cannot be written")                    \
    XX(ERR_FORMAT, 6, "malformed input")                     \
    XX(ERR_DATA, 7, "unusable data")                         \
    XX(ERR_NOT_FOUND, 8, "not found")                        \
    XX(ERR_AMBIGUOUS, 9, "more than one candidate")          \
    XX(ERR_TOO_SHORT, 10, "not enough observations")         \
    XX(ERR_SINGULAR, 11, "rank-deficient design")            \
    XX(ERR_CONVERGENCE, 12, "no convergence")                \
    XX(ERR_NONFINITE, 13, "a result is not a finite number") \
    XX(ERR_OCCUPIED, 14, "would overwrite another's result") \
    XX(ERR_LOCKED, 15, "in use by another process")          \
    XX(ERR_UNREACHABLE, 16, "source cannot be reached")

/** A status that is not looked at is a warning (clang). */
#ifdef __clang__
#define FC_MUST_CHECK __attribute__((warn_unused_result))
#else
#define FC_MUST_CHECK /* gcc has no such attribute for types */
#endif

/** What became of a call; FC_OK is 0. */
typedef enum FC_MUST_CHECK fc_status {
/** @cond helper of the enumeration */
#define XX(name, value, text) FC_##name = (value),
    FC_STATUS_MAP(XX)
#undef XX
    /** @endcond */
} fc_status;

/** Why a call failed. A plain value: no allocation, nothing to free. */
typedef struct fc_error {
    fc_status status; /**< what became of the call */
    char source[256]; /**< file or stream the error is about; "" if none */
    size_t line;      /**< line in the source, from 1; 0 if none */
    size_t column;    /**< field (CSV) or byte in the line, from 1; 0 if none */
    char message[512]; /**< one sentence; what to do follows a semicolon */
} fc_error;

/** Short English text of @p status, never NULL. */
FC_API const char *fc_status_text(fc_status status);

/** Fill @p err (status and message; place is cleared); nothing if it is NULL.
 */
FC_API __attribute__((format(printf, 3, 4))) void fc_error_set(
    fc_error *err, fc_status status, const char *format, ...);

/**
 * As fc_error_set(), with a place. @p source may be NULL; @p line and @p column
 * count from 1, 0 means unknown.
 */
FC_API __attribute__((format(printf, 6, 7))) void fc_error_set_at(
    fc_error *err, fc_status status, const char *source, size_t line,
    size_t column, const char *format, ...);

/**
 * Fill @p err and yield @p status: `return FC_FAIL(err, FC_ERR_..., "...")`.
 * A macro so that analyzers see that the result is not FC_OK.
 */
#define FC_FAIL(err, status, ...) \
    ((void)fc_error_set((err), (status), __VA_ARGS__), (status))

/** As FC_FAIL(), with a place. */
#define FC_FAIL_AT(err, status, source, line, column, ...)              \
    ((void)fc_error_set_at((err), (status), (source), (line), (column), \
                           __VA_ARGS__),                                \
     (status))

FC_END_DECLS

#endif
