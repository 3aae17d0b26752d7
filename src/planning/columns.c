/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/columns.h"

#include <assert.h>

/* No table of this layer is wider. */
enum { most_columns = 32 };

fc_report_table *fc_columns_add_table(fc_report *report,
                                      const struct fc_table_shape *shape,
                                      int decimals)
{
    fc_column columns[most_columns] = {{0}};

    assert(shape->count <= most_columns);
    for (size_t i = 0; i < shape->count; i++) {
        columns[i] = shape->columns[i];
        if (columns[i].decimals == FC_SERIES_DECIMALS) {
            columns[i].decimals = decimals;
        }
    }
    return fc_report_add_table(report, shape->name, shape->title,
                               shape->audience, columns, shape->count);
}
