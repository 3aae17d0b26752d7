/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target once on every file of the given folders, as libFuzzer does
 * with -runs=0, for compilers that have no libFuzzer. Fails if there is no
 * file: an empty corpus proves nothing.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat about;
    uint8_t *data = NULL;
    size_t size = 0;
    int failed = 1;

    if (file == NULL || fstat(fileno(file), &about) != 0) {
        goto done;
    }
    size = (size_t)about.st_size;
    data = malloc(size); /* exact, so that a sanitizer sees one byte too far */
    if (size > 0 && (data == NULL || fread(data, 1, size, file) != size)) {
        goto done;
    }
    (void)LLVMFuzzerTestOneInput(data, size);
    failed = 0;
done:
    if (failed) {
        perror(path);
    }
    free(data);
    if (file != NULL) {
        (void)fclose(file);
    }
    return failed;
}

/* Counts the files that were run; returns 0 when all could be read. */
static int run_folder(const char *folder, size_t *count)
{
    DIR *entries = opendir(folder);
    int failed = 0;

    if (entries == NULL) {
        perror(folder);
        return 1;
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[4096];
        struct stat about;
        int length = snprintf(path, sizeof path, "%s/%s", folder,
                              entry->d_name);

        if (length < 0 || (size_t)length >= sizeof path
            || stat(path, &about) != 0) {
            failed = 1;
        } else if (S_ISREG(about.st_mode)) {
            failed |= run_file(path);
            (*count)++;
        }
    }
    (void)closedir(entries);
    return failed;
}

int main(int argc, char **argv)
{
    size_t count = 0;
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            failed |= run_folder(argv[i], &count);
        }
    }
    printf("%zu inputs\n", count);
    return failed != 0 || count == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
