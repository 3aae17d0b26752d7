/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_module.h"

#ifdef FC_FETCH_LINKED

fc_status fc_fetch_module_load(fc_fetch_function **out, fc_error *err)
{
    (void)err;
    *out = fc_fetch;
    return FC_OK;
}

#else

#include <dlfcn.h>
#include <string.h>

/* Looked for where the program was linked to look, beside itself. It stays
 * loaded: libcurl keeps hooks until the process ends. */
fc_status fc_fetch_module_load(fc_fetch_function **out, fc_error *err)
{
    void *module = dlopen(FC_FETCH_MODULE, RTLD_NOW | RTLD_LOCAL);
    void *symbol = module != NULL ? dlsym(module, FC_FETCH_SYMBOL) : NULL;

    *out = NULL;
    if (symbol == NULL) {
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread */
        const char *reason = dlerror();

        return FC_FAIL(err, FC_ERR_INTERNAL,
                       "the network module cannot be loaded (%.200s); install "
                       "it again, or download the file and use --file",
                       reason != NULL ? reason : "unknown");
    }
    memcpy(out, &symbol, sizeof symbol); /* as POSIX has it */
    return FC_OK;
}

#endif
