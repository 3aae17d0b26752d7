/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The equation of a fit in the making. Once memory is out nothing more is
 * added; fc_equation_finish() says so.
 */
#ifndef FC_MODELS_EQUATION_H
#define FC_MODELS_EQUATION_H

#include "forecast/file.h"

#include "models/model_type.h"

/* Zero is the empty one. */
struct fc_equation {
    fc_bytes text;
    fc_status status;
};

__attribute__((format(printf, 2, 3))) void fc_equation_add(
    struct fc_equation *equation, const char *format, ...);
/** Add @p before and @p value, to four significant digits. */
void fc_equation_add_number(struct fc_equation *equation, const char *before,
                            double value);
/** Add ", name = value". */
void fc_equation_add_parameter(struct fc_equation *equation, const char *name,
                               double value);
/** Give the text to @p fit. @return FC_ERR_MEMORY; released in any case */
fc_status fc_equation_finish(struct fc_equation *equation, fc_fit *fit,
                             fc_error *err);

#endif
