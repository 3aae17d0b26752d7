/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a workbook whole? */
#ifndef FC_OUTPUT_XLSX_CHECK_H
#define FC_OUTPUT_XLSX_CHECK_H

#include <stdbool.h>

#include "forecast/file.h"

/**
 * libxlsxwriter keeps parts in temporary files and does not notice when one of
 * them could not be written. So look at the parts: each is XML that ends with
 * the tag that it began with.
 * @param data a zip archive as libxlsxwriter makes it: no comment at its end
 * @return FC_OK with *whole, or FC_ERR_MEMORY
 */
fc_status fc_xlsx_is_whole(bool *whole, const void *data, size_t size);

#endif
