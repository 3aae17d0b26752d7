/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descriptor that `forecast init` writes: what the reader would need to be
 * told, and every key that could be added, as comments. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/dataset.h"

#include "base/bytes.h"
#include "base/path.h"
#include "data/calendar.h"
#include "data/descriptor.h"

/* A unit that leaves room in a line of the INI reader. */
enum { longest_value = 120 };

static const char files_text[] =
    "\n"
    "; Files beside this one that go with the data, if there are any.\n"
    "; guidance = guidance.csv\n"
    "; plans = plans.csv\n"
    "; totals = totals.csv\n"
    "; facts = facts.csv\n"
    "; peers = peers.csv\n"
    "; hierarchy = hierarchy.csv\n"
    "; sources = sources.csv\n"
    "; scenarios = scenarios.csv\n"
    "\n"
    "; A section a series.\n"
    ";   title       words for people\n"
    ";   unit        such as USD million\n"
    ";   kind        flow adds up over a year (sales), stock is a level at the\n"
    ";               end of the period (cash, headcount)\n"
    ";   regressors  other series of the file that may explain this one, with\n"
    ";               commas between them\n"
    ";   other_basis the series with the same figures on another basis, as\n"
    ";               gross for net: growth of plans is told on both\n"
    ";   metric      what the file of peers calls it, such as capex\n";

/* Can the INI reader take the text as a value? */
static bool is_plain(const char *text)
{
    if (strlen(text) > longest_value || strstr(text, " ;") != NULL) {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (iscntrl((unsigned char)*text)) {
            return false;
        }
    }
    return true;
}

static bool is_section_name(const char *name)
{
    size_t length = strlen(name);

    return length > 0 && length <= FC_SERIES_NAME_LIMIT && is_plain(name)
           && strchr(name, ']') == NULL && name[0] != ';'
           && name[length - 1] != ' ';
}

static const char *delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    case '|':
        return "pipe";
    default:
        return "comma";
    }
}

/* How the file had to be read, where that was not the default. */
static fc_status write_options(fc_bytes *out, const fc_table_options *options)
{
    fc_status status = FC_OK;

    if (options->layout != FC_LAYOUT_AUTO) {
        status = fc_bytes_printf(out, "layout = %s\n",
                                 options->layout == FC_LAYOUT_LONG ? "long"
                                                                   : "wide");
    }
    if (status == FC_OK && options->delimiter != 0) {
        status = fc_bytes_printf(out, "delimiter = %s\n",
                                 delimiter_name(options->delimiter));
    }
    if (status == FC_OK && options->decimal_comma) {
        status = fc_bytes_append_text(out, "decimal_comma = true\n");
    }
    if (status == FC_OK && options->formatted_numbers) {
        status = fc_bytes_append_text(out, "formatted_numbers = true\n");
    }
    if (status == FC_OK && options->scale_suffixes) {
        status = fc_bytes_append_text(out, "scale_suffixes = true\n");
    }
    if (status == FC_OK && options->period_column != NULL
        && is_plain(options->period_column)) {
        status = fc_bytes_printf(out, "period_column = %s\n",
                                 options->period_column);
    }
    return status;
}

static fc_status write_head(fc_bytes *out, const fc_table *table)
{
    const char *name = fc_path_name(table->source);
    fc_status status = fc_bytes_printf(
        out,
        "; Describes %s. Lines that begin with ; are comments.\n"
        "[dataset]\n"
        "; title = Some company\n"
        "; company = its name in the file of peers\n"
        "frequency = %s\n"
        "; The month in which the fiscal year ends, 1 to 12.\n"
        "fiscal_year_end = %d\n",
        is_plain(name) ? name : "the CSV file of this name",
        fc_frequency_name(table->start.frequency),
        fc_calendar_end_month(table->calendar));

    if (status == FC_OK) {
        status = write_options(out, &table->options);
    }
    return status == FC_OK ? fc_bytes_append_text(out, files_text) : status;
}

static fc_status write_series(fc_bytes *out, const fc_series *series)
{
    bool known = series->unit[0] != '\0' && is_plain(series->unit);

    if (!is_section_name(series->name)) {
        return fc_bytes_append_text(
            out, "\n; (A series whose name is too long or does not fit into a "
                 "section is left out.)\n");
    }
    return fc_bytes_printf(
        out,
        "\n[series.%s]\n"
        "; title = %s\n"
        "%s%s\n"
        "kind = %s\n"
        "; regressors =\n",
        series->name, series->name,
        known ? "unit = " : "; unit =", known ? series->unit : "",
        series->kind == FC_STOCK ? "stock" : "flow");
}

fc_status fc_dataset_describe(char **out, const fc_table *table, fc_error *err)
{
    fc_bytes text = {0};
    fc_status status = write_head(&text, table);

    *out = NULL;
    for (size_t i = 0; i < table->count && status == FC_OK; i++) {
        status = write_series(&text, table->series[i]);
    }
    if (status != FC_OK) {
        fc_bytes_release(&text);
        return FC_FAIL(err, status, "out of memory for a descriptor");
    }
    *out = text.data;
    return FC_OK;
}
