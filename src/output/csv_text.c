/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/csv_text.h"

#include <csv.h>
#include <string.h>

static bool needs_quotes(const char *text, struct fc_csv_form form)
{
    const char special[] = {form.separator != '\0' ? form.separator : ',', '"',
                            '\r', '\n', '\0'};
    size_t length = strlen(text);

    if (length == 0) {
        return form.alone;
    }
    return strpbrk(text, special) != NULL || strchr(" \t", text[0]) != NULL
           || strchr(" \t", text[length - 1]) != NULL;
}

/* "2025-03" */
static bool is_month(const char *text)
{
    enum { year_length = 4, length = 7 };
    static const char digits[] = "0123456789";

    return strlen(text) == length && strspn(text, digits) == year_length
           && text[year_length] == '-'
           && strspn(text + year_length + 1, digits) == 2;
}

static void put_quoted(struct fc_sink *out, const char *text, size_t length)
{
    size_t size = csv_write2(NULL, 0, text, length, '"');

    fc_sink_repeat(out, '"', size);
    if (out->status == FC_OK) {
        (void)csv_write2(out->bytes->data + out->bytes->size - size, size, text,
                         length, '"');
    }
}

void fc_csv_text(struct fc_sink *out, struct fc_sink *field, const char *text,
                 struct fc_csv_form form)
{
    bool is_kept = form.keeps_months && is_month(text);

    field->bytes->size = 0;
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL) {
        fc_sink_text(field, "'");
    }
    fc_sink_text(field, is_kept ? "=\"" : "");
    fc_sink_text(field, text);
    fc_sink_text(field, is_kept ? "\"" : "");
    if (field->status != FC_OK) {
        out->status = field->status;
    } else if (needs_quotes(field->bytes->data, form)) {
        put_quoted(out, field->bytes->data, field->bytes->size);
    } else {
        fc_sink_text(out, field->bytes->data);
    }
}
