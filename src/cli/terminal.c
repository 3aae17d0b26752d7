/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What a handler may look at has to be global, and of this kind. */
static const char *volatile leftovers[FC_LEFTOVER_CAPACITY];

void fc_terminal_remove_on_end(size_t slot, const char *path)
{
    leftovers[slot] = path;
}

/* The only thing a signal does. The exit status is the one a shell reports for
 * a program that the signal kills. */
static void interrupted(int number)
{
    for (size_t i = 0; i < FC_LEFTOVER_CAPACITY; i++) {
        if (leftovers[i] != NULL) {
            (void)unlink(leftovers[i]);
        }
    }
    _exit(128 + number);
}

/* A shell that starts us in the background has set the signal to be ignored;
 * that stays. */
static void end_on(int number)
{
    struct sigaction action = {.sa_handler = interrupted};
    struct sigaction before;

    (void)sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        (void)sigaction(number, &action, NULL);
    }
}

void fc_terminal_prepare(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    /* open() takes the lowest free number: without this, a file would become
     * the standard output that the caller has closed. */
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDONLY) != fd) {
            _exit(1);
        }
    }
    (void)sigemptyset(&ignore.sa_mask);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGXFSZ, &ignore, NULL); /* ulimit -f: write() tells */
    end_on(SIGINT);
    end_on(SIGTERM);
}

void fc_terminal_hold_signals(bool hold)
{
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    (void)pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static const char *environment(const char *name)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): nothing sets the environment */
    const char *value = getenv(name);

    return value != NULL ? value : "";
}

static bool is_dumb(void)
{
    return strcmp(environment("TERM"), "dumb") == 0;
}

/* Does the terminal expect UTF-8? The first of the three that is set decides.
 */
static bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = environment(names[i]);

        if (value[0] != '\0') {
            return strstr(value, "UTF-8") != NULL
                   || strstr(value, "utf8") != NULL;
        }
    }
    return false;
}

fc_writer_options fc_terminal_style(bool no_color)
{
    fc_writer_options style = {0};
    struct winsize size = {0};

    /* Off a terminal nothing depends on the environment: equal inputs give
     * equal bytes. */
    if (isatty(STDOUT_FILENO) == 0) {
        return style;
    }
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        style.width = size.ws_col;
    }
    style.color = !no_color && environment("NO_COLOR")[0] == '\0' && !is_dumb();
    style.ascii = is_dumb() || !locale_is_utf8();
    return style;
}

fc_status fc_terminal_write(const char *data, size_t size, fc_error *err)
{
    bool closed = false;

    return fc_terminal_put(data, size, &closed, err);
}

fc_status fc_terminal_put(const char *data, size_t size, bool *closed,
                          fc_error *err)
{
    while (size > 0) {
        ssize_t written = write(STDOUT_FILENO, data, size);
        char reason[128] = "";

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0 && errno == EPIPE) {
            *closed = true;
            return FC_OK;
        }
        if (written < 0) {
            (void)strerror_r(errno, reason, sizeof reason);
            return FC_FAIL(err, FC_ERR_WRITE,
                           "standard output cannot be written: %s", reason);
        }
        data += written;
        size -= (size_t)written;
    }
    return FC_OK;
}

void fc_progress_line_start(struct fc_progress_line *line, bool quiet)
{
    *line = (struct fc_progress_line){
        .enabled = !quiet && isatty(STDERR_FILENO) != 0 && !is_dumb(),
        .shown = -1,
    };
    if (clock_gettime(CLOCK_MONOTONIC, &line->started) != 0) {
        line->enabled = false;
    }
}

/* Short jobs show nothing: a line that flashes is worse than none. */
static const double patience_seconds = 1.0;

void fc_progress_line_update(void *context, double share)
{
    struct fc_progress_line *line = context;
    struct timespec now;
    double elapsed = 0.0;
    int percent = (int)(100.0 * share);

    if (!line->enabled || percent == line->shown
        || clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return;
    }
    elapsed = (double)(now.tv_sec - line->started.tv_sec)
              + 1e-9 * (double)(now.tv_nsec - line->started.tv_nsec);
    if (elapsed >= patience_seconds) {
        (void)fprintf(stderr, "\rforecast: %3d %% evaluated", percent);
        line->shown = percent;
    }
}

void fc_progress_line_end(struct fc_progress_line *line)
{
    static const char erase_line[] = "\r\033[K";

    if (line->shown >= 0) {
        (void)fputs(erase_line, stderr);
    }
    line->shown = -1;
    line->enabled = false;
}
