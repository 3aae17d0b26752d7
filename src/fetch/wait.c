/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/wait.h"

#include <errno.h>
#include <time.h>

int64_t fc_wait_now(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void fc_wait(int64_t milliseconds)
{
    struct timespec rest = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};

    if (milliseconds <= 0) {
        return;
    }
    while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
    }
}
