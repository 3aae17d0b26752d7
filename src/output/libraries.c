/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/libraries.h"

#include <jansson.h>
#include <sqlite3.h>

#include "base/gsl_release.h"

static const struct {
    const char *name;
    const char *(*version)(void);
} libraries[] = {
    {"GSL", fc_gsl_release},
    {"jansson", jansson_version_str},
    {"SQLite", sqlite3_libversion},
};

size_t fc_library_count(void)
{
    return sizeof libraries / sizeof libraries[0];
}

fc_library fc_library_at(size_t index)
{
    return (fc_library){libraries[index].name, libraries[index].version()};
}
