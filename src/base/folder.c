/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/folder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file_error.h"

fc_status fc_folders_make_above(char *path, fc_error *err)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            fc_status status = fc_file_write_error(
                err, path, "folder cannot be made", errno);

            *slash = '/';
            return status;
        }
        *slash = '/';
    }
    return FC_OK;
}
