/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a page that are the same in every report. */
#ifndef FC_OUTPUT_HTML_PAGE_H
#define FC_OUTPUT_HTML_PAGE_H

/** Style sheet: light, dark, narrow, print. */
extern const char fc_html_style[];

/** Script: values under the pointer, or moved to with the arrow keys. */
extern const char fc_html_script[];

#endif
