/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"

/* NIST, "Secure Hash Standard examples" for FIPS 180-4: the messages of one
 * and two blocks; and the empty message, CAVP SHA256ShortMsg.rsp, Len = 0. */
static const struct {
    const char *name;
    const char *message;
    const char *digest;
} published[] = {
    {"empty", "",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"one block", "abc",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void test_sha256_of_published_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        char text[65];

        print_message("  %s\n", published[i].name);
        fc_digest_sha256(text, published[i].message,
                         strlen(published[i].message));
        assert_string_equal(text, published[i].digest);
    }
}

/* FIPS 180-4's third message: a million letters a. */
static void test_sha256_of_a_million_letters(void **state)
{
    enum { million = 1000000 };
    char *letters = malloc(million);
    char text[65];

    (void)state;
    assert_non_null(letters);
    memset(letters, 'a', million);
    fc_digest_sha256(text, letters, million);
    assert_string_equal(
        text,
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(letters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256_of_published_messages),
        cmocka_unit_test(test_sha256_of_a_million_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
