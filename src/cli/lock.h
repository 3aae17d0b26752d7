/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lock among processes: a file that one of them has flock()ed, with its
 * number inside. The kernel gives it up when the process ends, however that
 * happens; the file stays, since removing it would let two in.
 */
#ifndef FC_CLI_LOCK_H
#define FC_CLI_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/** @p fd is -1 while it is not held. */
struct fc_lock {
    int fd;
};

/**
 * Take the lock, waiting up to @p timeout seconds.
 * @param holder the process that has it, if *held is set; 0: not known
 * @return FC_OK, also with *held if another process has it; FC_ERR_WRITE if the
 *         file cannot be made
 */
fc_status fc_lock_take(struct fc_lock *out, const char *path, uint64_t timeout,
                       bool *held, long *holder, fc_error *err);
void fc_lock_release(struct fc_lock *lock);

/** Say who holds it and what to do. */
void fc_lock_describe(char *text, size_t size, const char *path, long holder);

#endif
