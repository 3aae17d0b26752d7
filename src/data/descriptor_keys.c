/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/descriptor_keys.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "base/path.h"
#include "data/calendar.h"

struct key {
    const char *name;
    fc_status (*set)(const struct fc_key_place *place, const char *value,
                     fc_error *err);
};

static fc_status bad_value(const struct fc_key_place *place, const char *value,
                           const char *accepted, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_FORMAT, place->descriptor->path, place->line,
                      0, "'%.64s' does not fit here; give %s", value, accepted);
}

static fc_status out_of_memory(const struct fc_key_place *place, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, place->descriptor->path, place->line,
                      0, "out of memory");
}

static fc_status set_text(char **out, const struct fc_key_place *place,
                          const char *value, fc_error *err)
{
    *out = fc_text_copy(value);
    return *out != NULL ? FC_OK : out_of_memory(place, err);
}

static fc_status set_bool(bool *out, const struct fc_key_place *place,
                          const char *value, fc_error *err)
{
    static const char *const words[] = {"false", "no",  "off", "0",
                                        "true",  "yes", "on",  "1"};

    for (size_t i = 0; i < 8; i++) {
        if (strcasecmp(value, words[i]) == 0) {
            *out = i >= 4;
            return FC_OK;
        }
    }
    return bad_value(place, value, "true or false", err);
}

static fc_status set_title(const struct fc_key_place *place, const char *value,
                           fc_error *err)
{
    return set_text(&place->descriptor->title, place, value, err);
}

static fc_status set_company(const struct fc_key_place *place,
                             const char *value, fc_error *err)
{
    return set_text(&place->descriptor->company, place, value, err);
}

static fc_status set_frequency(const struct fc_key_place *place,
                               const char *value, fc_error *err)
{
    fc_frequency frequency = fc_frequency_find(value);

    if (frequency == FC_FREQUENCY_NONE) {
        return bad_value(place, value,
                         "yearly, half-yearly, quarterly, monthly, weekly, "
                         "daily or hourly",
                         err);
    }
    place->descriptor->options.frequency = frequency;
    return FC_OK;
}

static fc_status set_fiscal_year_end(const struct fc_key_place *place,
                                     const char *value, fc_error *err)
{
    bool digits = strspn(value, "0123456789") == strlen(value)
                  && strlen(value) <= 2;
    long number = digits ? strtol(value, NULL, 10) : 0;

    for (int month = 1; month <= 12; month++) {
        if (strcasecmp(value, fc_month_name(month)) == 0 || number == month) {
            place->descriptor->options.calendar.fiscal_year_end = month;
            return FC_OK;
        }
    }
    return bad_value(place, value,
                     "the last month of the fiscal year, 1 to 12 or its name",
                     err);
}

static fc_status set_layout(const struct fc_key_place *place, const char *value,
                            fc_error *err)
{
    if (strcmp(value, "wide") == 0) {
        place->descriptor->options.layout = FC_LAYOUT_WIDE;
    } else if (strcmp(value, "long") == 0) {
        place->descriptor->options.layout = FC_LAYOUT_LONG;
    } else {
        return bad_value(place, value, "wide or long", err);
    }
    return FC_OK;
}

static fc_status set_delimiter(const struct fc_key_place *place,
                               const char *value, fc_error *err)
{
    static const struct {
        const char *name;
        char delimiter;
    } delimiters[] = {
        {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}};

    for (size_t i = 0; i < sizeof delimiters / sizeof delimiters[0]; i++) {
        if (strcmp(value, delimiters[i].name) == 0) {
            place->descriptor->options.delimiter = delimiters[i].delimiter;
            return FC_OK;
        }
    }
    return bad_value(place, value, "comma, semicolon, tab or pipe", err);
}

static fc_status set_decimal_comma(const struct fc_key_place *place,
                                   const char *value, fc_error *err)
{
    return set_bool(&place->descriptor->options.decimal_comma, place, value,
                    err);
}

static fc_status set_formatted_numbers(const struct fc_key_place *place,
                                       const char *value, fc_error *err)
{
    return set_bool(&place->descriptor->options.formatted_numbers, place, value,
                    err);
}

static fc_status set_scale_suffixes(const struct fc_key_place *place,
                                    const char *value, fc_error *err)
{
    return set_bool(&place->descriptor->options.scale_suffixes, place, value,
                    err);
}

static fc_status set_period_column(const struct fc_key_place *place,
                                   const char *value, fc_error *err)
{
    fc_status status = set_text(&place->descriptor->period_column, place, value,
                                err);

    place->descriptor->options.period_column = place->descriptor->period_column;
    return status;
}

/* File names are relative to the descriptor. */
static fc_status set_file(const struct fc_key_place *place, enum fc_role role,
                          const char *value, fc_error *err)
{
    char *folder = fc_path_folder(place->descriptor->path);
    char **file = &place->descriptor->files[role];

    if (value[0] == '\0') {
        free(folder);
        return bad_value(place, value, "the name of a file", err);
    }
    if (folder != NULL) {
        *file = fc_path_join(folder, value);
    }
    free(folder);
    return *file != NULL ? FC_OK : out_of_memory(place, err);
}

static fc_status set_section_title(const struct fc_key_place *place,
                                   const char *value, fc_error *err)
{
    return set_text(&place->section->title, place, value, err);
}

static fc_status set_unit(const struct fc_key_place *place, const char *value,
                          fc_error *err)
{
    return set_text(&place->section->unit, place, value, err);
}

static fc_status set_metric(const struct fc_key_place *place, const char *value,
                            fc_error *err)
{
    return set_text(&place->section->metric, place, value, err);
}

static fc_status set_kind(const struct fc_key_place *place, const char *value,
                          fc_error *err)
{
    if (strcmp(value, "flow") == 0) {
        place->section->kind = FC_FLOW;
    } else if (strcmp(value, "stock") == 0) {
        place->section->kind = FC_STOCK;
    } else {
        return bad_value(place, value,
                         "flow (adds up over a year) or stock (a level at the "
                         "end of the period)",
                         err);
    }
    return FC_OK;
}

static fc_status add_regressor(const struct fc_key_place *place,
                               const char *name, size_t length, fc_error *err)
{
    struct fc_series_section *section = place->section;
    size_t count = section->regressor_count;
    char *copy = fc_text_copy_n(name, length);
    char **longer = fc_reallocarray(section->regressors, count + 1,
                                    sizeof *longer);

    if (longer != NULL) {
        section->regressors = longer;
    }
    if (copy == NULL || longer == NULL) {
        free(copy);
        return out_of_memory(place, err);
    }
    longer[count] = copy;
    section->regressor_count++;
    return FC_OK;
}

/* Names with commas between them. */
static fc_status set_regressors(const struct fc_key_place *place,
                                const char *value, fc_error *err)
{
    static const char blanks[] = " \t";
    fc_status status = FC_OK;
    const char *at = value;

    place->section->regressors_line = place->line;
    while (status == FC_OK && at != NULL) {
        const char *name = at + strspn(at, blanks);
        size_t length = strcspn(name, ",");

        at = name[length] == ',' ? name + length + 1 : NULL;
        while (length > 0 && strchr(blanks, name[length - 1]) != NULL) {
            length--;
        }
        status = length > 0
                     ? add_regressor(place, name, length, err)
                     : bad_value(place, value,
                                 "names of series with a comma between them",
                                 err);
    }
    return status;
}

static fc_status set_other_basis(const struct fc_key_place *place,
                                 const char *value, fc_error *err)
{
    place->section->other_basis_line = place->line;
    return set_text(&place->section->other_basis, place, value, err);
}

static const char *const role_keys[] = {
    [FC_ROLE_GUIDANCE] = "guidance", [FC_ROLE_PLANS] = "plans",
    [FC_ROLE_TOTALS] = "totals",     [FC_ROLE_FACTS] = "facts",
    [FC_ROLE_PEERS] = "peers",       [FC_ROLE_HIERARCHY] = "hierarchy",
    [FC_ROLE_SOURCES] = "sources",   [FC_ROLE_SCENARIOS] = "scenarios",
};

static const struct key dataset_keys[] = {
    {"title", set_title},
    {"frequency", set_frequency},
    {"fiscal_year_end", set_fiscal_year_end},
    {"layout", set_layout},
    {"delimiter", set_delimiter},
    {"decimal_comma", set_decimal_comma},
    {"formatted_numbers", set_formatted_numbers},
    {"scale_suffixes", set_scale_suffixes},
    {"period_column", set_period_column},
    {"company", set_company},
};

static const struct key section_keys[] = {
    {"title", set_section_title},
    {"unit", set_unit},
    {"kind", set_kind},
    {"regressors", set_regressors},
    {"other_basis", set_other_basis},
    {"metric", set_metric},
};

enum {
    dataset_key_count = sizeof dataset_keys / sizeof dataset_keys[0],
    section_key_count = sizeof section_keys / sizeof section_keys[0],
    most_keys = dataset_key_count + FC_ROLE_COUNT,
};

static fc_status unknown_key(const struct fc_key_place *place, const char *key,
                             const char *const *names, size_t count,
                             fc_error *err)
{
    const char *nearest = fc_name_nearest(key, names, count);
    const char *section = place->section != NULL ? "a series" : "a dataset";

    if (nearest != NULL) {
        return FC_FAIL_AT(
            err, FC_ERR_FORMAT, place->descriptor->path, place->line, 0,
            "%s has no key '%.64s'; is '%s' meant?", section, key, nearest);
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, place->descriptor->path, place->line,
                      0,
                      "%s has no key '%.64s'; forecast init writes a "
                      "descriptor with all keys",
                      section, key);
}

fc_status fc_descriptor_set(const struct fc_key_place *place, const char *key,
                            const char *value, fc_error *err)
{
    const struct key *keys = place->section != NULL ? section_keys
                                                    : dataset_keys;
    size_t key_count = place->section != NULL ? section_key_count
                                              : dataset_key_count;
    size_t count = place->section != NULL ? key_count : most_keys;
    const char *names[most_keys] = {NULL};
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        names[i] = i < key_count ? keys[i].name : role_keys[i - key_count];
    }
    while (found < count && strcmp(names[found], key) != 0) {
        found++;
    }
    if (found == count) {
        return unknown_key(place, key, names, count, err);
    }
    if ((*place->seen & (1u << found)) != 0) {
        return FC_FAIL_AT(
            err, FC_ERR_FORMAT, place->descriptor->path, place->line, 0,
            "the section has '%s' already; keep one of the two", key);
    }
    *place->seen |= 1u << found;
    if (found < key_count) {
        return keys[found].set(place, value, err);
    }
    return set_file(place, (enum fc_role)(found - key_count), value, err);
}
