/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a ledger, by version, and how an older one becomes the present
 * one. docs/ledger.md explains them.
 */
#ifndef FC_LEDGER_SCHEMA_H
#define FC_LEDGER_SCHEMA_H

#include <stdint.h>

#include "ledger/store.h"

/** "FcLg", in the header of the file: it is a ledger of ours. */
#define FC_LEDGER_APPLICATION INT64_C(0x46634c67)

/** The version that this program writes. */
enum { FC_LEDGER_VERSION = 2 };

/**
 * Find out what the file is.
 * @return its version, 0 for an empty file; FC_ERR_FORMAT if it is no ledger,
 *         FC_ERR_DATA if it is of a later version
 */
fc_status fc_schema_version(int64_t *out, const fc_ledger *ledger,
                            fc_error *err);

/** Bring an empty or older file to the present version, in one transaction. */
fc_status fc_schema_update(const fc_ledger *ledger, fc_error *err);

#endif
