/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "forecast/sec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = NULL;

    if (fc_sec_facts_parse(&facts, (const char *)data, size, "fuzz", NULL)
        == FC_OK) {
        (void)fc_sec_table_create(&table, facts, NULL, NULL);
    }
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
    return 0;
}
