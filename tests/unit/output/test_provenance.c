/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "output/provenance.h"
#include "support/faults.h"
#include "support/folder.h"

#define DIGEST_A \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B \
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const char result[] = "forecasts/net_sales.csv";
static const char sidecar[] = "forecasts/net_sales.csv.json";

static fc_status render(fc_bytes *out, const char *input, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    fc_report_add_meta(report, "version", "0.1.0");
    fc_report_add_meta(report, "command", "forecast --data \"%s\"", input);
    fc_report_add_meta(report, "input", "%s", input);
    fc_report_add_meta(report, "input_sha256", "%s", DIGEST_A);
    fc_report_add_meta(report, "seed", "%d", 1);
    status = fc_provenance_render(out, report, result, err);
    fc_report_free(report);
    return status;
}

/* A result of datasets/x.csv with its sidecar, and another dataset. */
static int set_up(void **state)
{
    fc_bytes bytes = {0};

    if (folder_enter(state) != 0 || mkdir("datasets", 0755) != 0
        || mkdir("forecasts", 0755) != 0) {
        return -1;
    }
    folder_write("datasets/x.csv", "x\n");
    folder_write("datasets/y.csv", "y\n");
    folder_write(result, "result\n");
    assert_int_equal(render(&bytes, "datasets/x.csv", NULL), FC_OK);
    folder_write(sidecar, bytes.data);
    fc_bytes_release(&bytes);
    return 0;
}

static void test_path(void **state)
{
    char *path = NULL;

    (void)state;
    assert_int_equal(fc_provenance_path(&path, result, NULL), FC_OK);
    assert_string_equal(path, sidecar);
    free(path);
}

static void test_render(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(render(&bytes, "datasets/x.csv", NULL), FC_OK);
    assert_string_equal(bytes.data, "{\n"
                                    "  \"version\": \"0.1.0\",\n"
                                    "  \"command\": \"forecast --data "
                                    "\\\"datasets/x.csv\\\"\",\n"
                                    "  \"input\": \"../datasets/x.csv\",\n"
                                    "  \"input_sha256\": \"" DIGEST_A "\",\n"
                                    "  \"seed\": \"1\"\n"
                                    "}\n");
    fc_bytes_release(&bytes);
}

static void test_input_of_a_sidecar(void **state)
{
    static const struct {
        const char *name;
        const char *input;
        const char *relative;
    } cases[] = {
        {"beside the folder", "datasets/x.csv", "../datasets/x.csv"},
        {"a detour", "./forecasts/../datasets/x.csv", "../datasets/x.csv"},
        {"standard input", "<stdin>", "<stdin>"},
        {"beside the result", "forecasts/net_sales.csv", "net_sales.csv"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_bytes bytes = {0};
        struct fc_sidecar read = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(render(&bytes, cases[i].input, NULL), FC_OK);
        assert_int_equal(
            fc_sidecar_parse(&read, bytes.data, bytes.size, "s", NULL), FC_OK);
        assert_string_equal(read.input, cases[i].relative);
        assert_string_equal(read.sha256, DIGEST_A);
        fc_sidecar_release(&read);
        fc_bytes_release(&bytes);
    }
}

static void test_check_allows(void **state)
{
    static const struct {
        const char *name;
        const char *result;
        const char *input;
        const char *digest;
    } cases[] = {
        {"a new file", "forecasts/other.csv", "datasets/y.csv", DIGEST_B},
        {"in a new folder", "new/other.csv", "datasets/y.csv", DIGEST_B},
        {"the same data", result, "datasets/x.csv", DIGEST_A},
        {"the same file with more data", result, "datasets/x.csv", DIGEST_B},
        {"by another name", result, "./forecasts/../datasets/x.csv", DIGEST_B},
        {"a copy elsewhere", result, "datasets/y.csv", DIGEST_A},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_provenance_check(cases[i].result, cases[i].input,
                                             cases[i].digest, NULL),
                         FC_OK);
    }
}

static void test_check_from_another_folder(void **state)
{
    (void)state;
    assert_int_equal(chdir("datasets"), 0);
    assert_int_equal(fc_provenance_check("../forecasts/net_sales.csv", "x.csv",
                                         DIGEST_B, NULL),
                     FC_OK);
    assert_int_equal(fc_provenance_check("../forecasts/net_sales.csv", "y.csv",
                                         DIGEST_B, NULL),
                     FC_ERR_OCCUPIED);
    assert_int_equal(chdir(".."), 0);
}

static void test_check_refuses_another_dataset(void **state)
{
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_provenance_check(result, "datasets/y.csv", DIGEST_B, &err),
        FC_ERR_OCCUPIED);
    assert_string_equal(
        err.message,
        "forecasts/net_sales.csv holds the result of ../datasets/x.csv; choose "
        "another file with --output");
}

/* A file that nobody vouches for is not ours to overwrite. */
static void test_check_refuses_a_foreign_file(void **state)
{
    static const struct {
        const char *name;
        const char *sidecar; /* NULL: none */
        const char *reason;
    } cases[] = {
        {"no sidecar", NULL, "No such file"},
        {"empty", "", "is not JSON"},
        {"not JSON", "{\"input\": ", "is not JSON"},
        {"not an object", "[1]", "'input'"},
        {"no input", "{\"input_sha256\": \"" DIGEST_A "\"}", "'input'"},
        {"a number for input",
         "{\"input\": 1, \"input_sha256\": \"" DIGEST_A "\"}", "'input'"},
        {"no digest", "{\"input\": \"x\"}", "'input_sha256'"},
        {"a short digest", "{\"input\": \"x\", \"input_sha256\": \"aa\"}",
         "'input_sha256'"},
        {"a digest of other letters",
         "{\"input\": \"x\", \"input_sha256\": \"g" DIGEST_A "\"}",
         "'input_sha256'"},
        {"a key twice",
         "{\"input\": \"x\", \"input\": \"y\", \"input_sha256\": \"" DIGEST_A
         "\"}",
         "duplicate"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        if (cases[i].sidecar == NULL) {
            assert_int_equal(unlink(sidecar), 0);
        } else {
            folder_write(sidecar, cases[i].sidecar);
        }
        assert_int_equal(
            fc_provenance_check(result, "datasets/x.csv", DIGEST_A, &err),
            FC_ERR_OCCUPIED);
        assert_non_null(strstr(err.message, cases[i].reason));
        assert_non_null(strstr(err.message, "--output"));
    }
}

static void test_a_broken_sidecar_is_placed(void **state)
{
    static const char text[] = "{\n  \"input\" 1\n}";
    struct fc_sidecar read = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_sidecar_parse(&read, text, strlen(text), "x.csv.json", &err),
        FC_ERR_FORMAT);
    assert_string_equal(err.source, "x.csv.json");
    assert_int_equal(err.line, 2);
    assert_null(read.input);
}

static fc_status render_sidecar(void *context, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = render(&bytes, context, err);

    fc_bytes_release(&bytes);
    return status;
}

static fc_status check_sidecar(void *context, fc_error *err)
{
    return fc_provenance_check(result, context, DIGEST_B, err);
}

static void test_every_allocation_may_fail(void **state)
{
    char input[] = "datasets/x.csv";

    (void)state;
    assert_true(faults_try_allocations(render_sidecar, input) > 10);
    assert_true(faults_try_allocations(check_sidecar, input) > 5);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, set_up, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path),
        IN_FOLDER(test_render),
        IN_FOLDER(test_input_of_a_sidecar),
        IN_FOLDER(test_check_allows),
        IN_FOLDER(test_check_from_another_folder),
        IN_FOLDER(test_check_refuses_another_dataset),
        IN_FOLDER(test_check_refuses_a_foreign_file),
        cmocka_unit_test(test_a_broken_sidecar_is_placed),
        IN_FOLDER(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
