/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_BASE_REASON_H
#define FC_BASE_REASON_H

enum { FC_REASON_SIZE = 128 };

/** Thread-safe strerror(): what errno @p number means. Returns @p text. */
const char *fc_reason(int number, char text[FC_REASON_SIZE]);

#endif
