/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/equation.h"

#include <stdarg.h>

#include "base/bytes.h"
#include "base/number.h"

static const int digits = 4;

void fc_equation_add(struct fc_equation *equation, const char *format, ...)
{
    va_list arguments;

    if (equation->status != FC_OK) {
        return;
    }
    va_start(arguments, format);
    equation->status = fc_bytes_vprintf(&equation->text, format, arguments);
    va_end(arguments);
}

void fc_equation_add_number(struct fc_equation *equation, const char *before,
                            double value)
{
    char number[FC_NUMBER_TEXT_SIZE];

    fc_number_format_significant(number, value, digits);
    fc_equation_add(equation, "%s%s", before, number);
}

void fc_equation_add_parameter(struct fc_equation *equation, const char *name,
                               double value)
{
    fc_equation_add(equation, ", %s", name);
    fc_equation_add_number(equation, " = ", value);
}

fc_status fc_equation_finish(struct fc_equation *equation, fc_fit *fit,
                             fc_error *err)
{
    if (equation->status != FC_OK) {
        fc_bytes_release(&equation->text);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fit->equation = equation->text.data;
    return FC_OK;
}
