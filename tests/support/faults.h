/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letting allocations and system calls fail, and killing a process in the
 * middle of one. The test is linked with GNU ld's --wrap (fc_add_unit_test(...
 * FAULTS)), so the code under test needs no hooks. Only calls made by objects
 * linked statically are seen: the project's own, not those inside shared
 * libraries such as GSL and jansson.
 */
#ifndef FC_SUPPORT_FAULTS_H
#define FC_SUPPORT_FAULTS_H

#include <stddef.h>

#include "forecast/status.h"

/** Wrapped calls; may be combined. */
enum faults_call {
    FAULTS_ALLOCATION = 1, /**< malloc, calloc, realloc */
    FAULTS_OPEN = 2,
    FAULTS_READ = 4,
    FAULTS_WRITE = 8,
    FAULTS_FSYNC = 16,
    FAULTS_RENAME = 32,
    FAULTS_CLOSE = 64,
    FAULTS_MKDIR = 128,
    FAULTS_FCHMOD = 256,
    FAULTS_UNLINK = 512,
    /** Everything that touches a file. */
    FAULTS_SYSTEM = 1023 & ~FAULTS_ALLOCATION,
};

/** Exit status of a process that faults_kill() ended. */
enum { FAULTS_KILLED = 99 };

/**
 * Let call number @p index (from 0) among @p calls fail, once, with errno
 * @p number; it does nothing else. A failing close still closes, as on Linux.
 * Calls are counted from here. Undo with faults_disarm().
 */
void faults_fail(int calls, long index, int number);

/**
 * End the process just before call number @p index (from 0) among @p calls;
 * a write gets half of its bytes out first. For faults_run_child().
 */
void faults_kill(int calls, long index);

/** Let write() take @p bytes in all, then fail with ENOSPC: a full disk. */
void faults_fill_disk(size_t bytes);

/** Stop failing and counting. */
void faults_disarm(void);

/** Calls counted since faults_fail() or faults_kill(). */
long faults_count(void);

/** Does the work under test and frees what it made. */
typedef fc_status faults_job(void *context, fc_error *err);

/**
 * Run @p job again and again, each time with the next allocation failing, until
 * it needs no more. Asserts that every failure gives FC_ERR_MEMORY with a
 * message and the last run FC_OK. Returns the number of allocations.
 */
long faults_try_allocations(faults_job *job, void *context);

/**
 * Run @p job in a child process under what is armed. Returns its exit status:
 * 0 if the job gave FC_OK, 1 if not, FAULTS_KILLED if it was killed.
 */
int faults_run_child(faults_job *job, void *context);

#endif
