/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/gnuplot.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/reason.h"

/* What a run holds; -1 and NULL where nothing is open. */
struct run {
    FILE *script;
    FILE *complaints;
    int picture[2];
    pid_t process;
};

static void run_release(struct run *run)
{
    if (run->script != NULL) {
        (void)fclose(run->script);
    }
    if (run->complaints != NULL) {
        (void)fclose(run->complaints);
    }
    for (size_t i = 0; i < 2; i++) {
        if (run->picture[i] >= 0) {
            (void)close(run->picture[i]);
        }
    }
}

static fc_status fail(fc_error *err, int number)
{
    char reason[FC_REASON_SIZE];

    return FC_FAIL(err, FC_ERR_WRITE, "cannot run gnuplot: %s",
                   fc_reason(number, reason));
}

static fc_status run_open(struct run *run, const fc_bytes *script,
                          fc_error *err)
{
    *run = (struct run){.picture = {-1, -1}};
    run->script = tmpfile();
    run->complaints = tmpfile();
    if (run->script == NULL || run->complaints == NULL
        || fwrite(script->data, 1, script->size, run->script) != script->size
        || fflush(run->script) != 0 || pipe(run->picture) != 0) {
        return fail(err, errno);
    }
    rewind(run->script);
    return FC_OK;
}

/* The locale of the pictures is that of the numbers in them. */
static int start(struct run *run)
{
    static char program[] = "gnuplot";
    static char no_start_up[] = "-d";
    static char locale[] = "LC_ALL=C.UTF-8";
    char *arguments[] = {program, no_start_up, NULL};
    char *environment[] = {locale, NULL};
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);

    if (failed != 0) {
        return failed;
    }
    failed = posix_spawn_file_actions_adddup2(&actions, fileno(run->script), 0);
    if (failed == 0) {
        failed = posix_spawn_file_actions_adddup2(&actions, run->picture[1], 1);
    }
    if (failed == 0) {
        failed = posix_spawn_file_actions_adddup2(&actions,
                                                  fileno(run->complaints), 2);
    }
    if (failed == 0) {
        failed = posix_spawn_file_actions_addclose(&actions, run->picture[0]);
    }
    if (failed == 0) {
        failed = posix_spawnp(&run->process, program, &actions, NULL, arguments,
                              environment);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static fc_status read_picture(fc_bytes *out, int file)
{
    char block[16384];
    fc_status status = FC_OK;

    for (;;) {
        ssize_t size = read(file, block, sizeof block);

        if (size == 0 || (size < 0 && errno != EINTR)) {
            return status;
        }
        if (size > 0 && status == FC_OK) { /* read on: it must not block */
            status = fc_bytes_append(out, block, (size_t)size);
        }
    }
}

/* gnuplot says where and what in several lines; the last one has the reason. */
static fc_status complain(struct run *run, fc_error *err)
{
    char line[200] = "it ended without a word";
    char next[200];

    rewind(run->complaints);
    while (fgets(next, sizeof next, run->complaints) != NULL) {
        next[strcspn(next, "\n")] = '\0';
        if (next[strspn(next, " ^")] != '\0') {
            memcpy(line, next, sizeof line);
        }
    }
    return FC_FAIL(err, FC_ERR_WRITE, "gnuplot gives no picture: %s", line);
}

static fc_status finish(fc_bytes *out, struct run *run, fc_error *err)
{
    fc_status status = FC_OK;
    int result = 0;

    (void)close(run->picture[1]);
    run->picture[1] = -1;
    status = read_picture(out, run->picture[0]);
    while (waitpid(run->process, &result, 0) < 0) {
        if (errno != EINTR) {
            return fail(err, errno);
        }
    }
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0 || out->size == 0) {
        return status != FC_OK ? status : complain(run, err);
    }
    return status;
}

fc_status fc_gnuplot_run(fc_bytes *out, const fc_bytes *script, fc_error *err)
{
    struct run run;
    fc_status status = run_open(&run, script, err);
    int failed = status == FC_OK ? start(&run) : 0;

    if (failed == ENOENT) {
        status = FC_FAIL(err, FC_ERR_WRITE,
                         "pictures are drawn by gnuplot, which is not "
                         "installed; install the package gnuplot-nox");
    } else if (failed != 0) {
        status = fail(err, failed);
    } else if (status == FC_OK) {
        status = finish(out, &run, err);
    }
    run_release(&run);
    return status;
}
