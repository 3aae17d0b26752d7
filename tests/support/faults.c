/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
int __real_open(const char *path, int flags, ...);
ssize_t __real_read(int fd, void *data, size_t size);
ssize_t __real_write(int fd, const void *data, size_t size);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_close(int fd);
int __real_mkdir(const char *path, mode_t mode);
int __real_fchmod(int fd, mode_t mode);
int __real_unlink(const char *path);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_read(int fd, void *data, size_t size);
ssize_t __wrap_write(int fd, const void *data, size_t size);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_close(int fd);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode);
int __wrap_unlink(const char *path);

enum outcome { PASS, FAIL, KILL };

/* What is armed. A test program has one thread. */
static struct {
    int calls; /* watched; 0: nothing */
    long count;
    long index;
    int number;
    bool kills;
    bool disk_is_limited;
    size_t disk_left;
} armed;

void faults_fail(int calls, long index, int number)
{
    faults_disarm();
    armed.calls = calls;
    armed.index = index;
    armed.number = number;
}

void faults_kill(int calls, long index)
{
    faults_fail(calls, index, 0);
    armed.kills = true;
}

void faults_fill_disk(size_t bytes)
{
    faults_disarm();
    armed.disk_is_limited = true;
    armed.disk_left = bytes;
}

void faults_disarm(void)
{
    armed.calls = 0;
    armed.count = 0;
    armed.kills = false;
    armed.disk_is_limited = false;
}

long faults_count(void)
{
    return armed.count;
}

static enum outcome meet(enum faults_call call)
{
    if ((armed.calls & (int)call) == 0 || armed.count++ != armed.index) {
        return PASS;
    }
    if (armed.kills) {
        return KILL;
    }
    errno = armed.number;
    return FAIL;
}

/* For calls that a kill leaves undone. */
static bool fails(enum faults_call call)
{
    enum outcome outcome = meet(call);

    if (outcome == KILL) {
        _exit(FAULTS_KILLED);
    }
    return outcome == FAIL;
}

void *__wrap_malloc(size_t size)
{
    return fails(FAULTS_ALLOCATION) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails(FAULTS_ALLOCATION) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails(FAULTS_ALLOCATION) ? NULL : __real_realloc(memory, size);
}

int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;

    if ((flags & O_CREAT) != 0) {
        va_list arguments;

        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return fails(FAULTS_OPEN) ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_read(int fd, void *data, size_t size)
{
    return fails(FAULTS_READ) ? -1 : __real_read(fd, data, size);
}

/* A disk fills up in the middle of a write: it takes what fits. */
static ssize_t write_limited(int fd, const void *data, size_t size)
{
    size_t fitting = size < armed.disk_left ? size : armed.disk_left;

    if (fitting == 0 && size > 0) {
        errno = ENOSPC;
        return -1;
    }
    armed.disk_left -= fitting;
    return __real_write(fd, data, fitting);
}

ssize_t __wrap_write(int fd, const void *data, size_t size)
{
    enum outcome outcome = meet(FAULTS_WRITE);

    if (outcome == KILL) {
        (void)!__real_write(fd, data, size / 2);
        _exit(FAULTS_KILLED);
    }
    if (outcome == FAIL) {
        return -1;
    }
    return armed.disk_is_limited ? write_limited(fd, data, size)
                                 : __real_write(fd, data, size);
}

int __wrap_fsync(int fd)
{
    return fails(FAULTS_FSYNC) ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(FAULTS_RENAME) ? -1 : __real_rename(from, to);
}

int __wrap_close(int fd)
{
    bool failed = fails(FAULTS_CLOSE);
    int result = __real_close(fd);

    if (failed) {
        errno = armed.number;
    }
    return failed ? -1 : result;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    return fails(FAULTS_MKDIR) ? -1 : __real_mkdir(path, mode);
}

int __wrap_fchmod(int fd, mode_t mode)
{
    return fails(FAULTS_FCHMOD) ? -1 : __real_fchmod(fd, mode);
}

int __wrap_unlink(const char *path)
{
    return fails(FAULTS_UNLINK) ? -1 : __real_unlink(path);
}

long faults_try_allocations(faults_job *job, void *context)
{
    long index = 0;

    for (;; index++) {
        fc_error err = {0};
        fc_status status = FC_OK;
        bool failed = false;

        faults_fail(FAULTS_ALLOCATION, index, ENOMEM);
        status = job(context, &err);
        failed = faults_count() > index;
        faults_disarm();
        if (!failed) {
            assert_int_equal(status, FC_OK);
            return index;
        }
        if (status != FC_ERR_MEMORY || err.message[0] == '\0') {
            print_error("allocation %ld fails: status %d, message '%s'\n",
                        index, (int)status, err.message);
        }
        assert_int_equal(status, FC_ERR_MEMORY);
        assert_int_equal(err.status, FC_ERR_MEMORY);
        assert_string_not_equal(err.message, "");
    }
}

int faults_run_child(faults_job *job, void *context)
{
    int ended = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        fc_status status = job(context, NULL);

        _exit(status == FC_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_true(WIFEXITED(ended));
    return WEXITSTATUS(ended);
}
