/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flock() is in no POSIX (the build defines _DEFAULT_SOURCE for this file); the
 * locks of fcntl(), which are, go when any descriptor of the file is closed. */
#include "cli/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "cli/today.h"

static long read_holder(int fd)
{
    char text[32] = "";
    ssize_t size = pread(fd, text, sizeof text - 1, 0);

    return size > 0 ? strtol(text, NULL, 10) : 0;
}

/* For people who look into the file; nothing goes by it. */
static void write_holder(int fd)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());

    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)length, 0) < 0) {
        return; /* a full disk is no reason not to run */
    }
}

static bool try_lock(int fd)
{
    int result = 0;

    do {
        result = flock(fd, LOCK_EX | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Look again and again: a wait in flock() itself knows no end. */
static bool wait_for(int fd, uint64_t timeout)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    double end = fc_today_seconds() + (double)timeout;

    while (!try_lock(fd)) {
        if (fc_today_seconds() >= end) {
            return false;
        }
        (void)nanosleep(&pause, NULL);
    }
    return true;
}

fc_status fc_lock_take(struct fc_lock *out, const char *path, uint64_t timeout,
                       bool *held, long *holder, fc_error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    char reason[128] = "";

    out->fd = -1;
    *held = false;
    if (fd < 0) {
        (void)strerror_r(errno, reason, sizeof reason);
        return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0,
                          "the lock cannot be made: %s", reason);
    }
    if (!wait_for(fd, timeout)) {
        *held = true;
        *holder = read_holder(fd);
        (void)close(fd);
        return FC_OK;
    }
    write_holder(fd);
    out->fd = fd;
    return FC_OK;
}

void fc_lock_release(struct fc_lock *lock)
{
    if (lock->fd >= 0) {
        (void)close(lock->fd);
    }
    lock->fd = -1;
}

void fc_lock_describe(char *text, size_t size, const char *path, long holder)
{
    char who[40] = "another process";

    if (holder > 0) {
        (void)snprintf(who, sizeof who, "process %ld", holder);
    }
    (void)snprintf(text, size,
                   "%.300s is held by %s; try again when that is done, or wait "
                   "with --lock-timeout SECONDS",
                   path, who);
}
