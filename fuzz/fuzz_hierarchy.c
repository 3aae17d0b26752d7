/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hierarchy of six series, and the trees of each. */
#include <stdint.h>

#include "forecast/hierarchy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char table_text[] = "period,a,b,c,d,e,f\n2024Q1,1,2,3,4,5,6\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_table *table = NULL;
    fc_hierarchy *hierarchy = NULL;

    if (fc_table_parse(&table, table_text, sizeof table_text - 1, "table", NULL,
                       NULL)
        != FC_OK) {
        return 0;
    }
    if (fc_hierarchy_parse(&hierarchy, (const char *)data, size, "fuzz", table,
                           NULL)
        == FC_OK) {
        for (size_t i = 0; i < table->count; i++) {
            fc_tree *tree = NULL;

            if (fc_hierarchy_tree(&tree, hierarchy, table->series[i], NULL)
                == FC_OK) {
                fc_tree_free(tree);
            }
        }
    }
    fc_hierarchy_free(hierarchy);
    fc_table_free(table);
    return 0;
}
