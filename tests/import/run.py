#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py PROGRAM: `forecast import sec --cik` against a server on this machine
that misbehaves. Every case: the exit status, a part of the one sentence, how
often the server was asked, and that a failure leaves no file.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import server as sec

AGENT = "Jane Doe jane@example.com"

# behaviour, exit status, part of the message, requests
CASES = [
    (sec.good, 0, "", 1),
    (sec.missing, 8, "no such document (404)", 1),
    (sec.forbidden, 8, "access is refused (403)", 1),
    (sec.broken, 8, "answers 500", 1),
    (sec.busy_once, 0, "", 2),
    (sec.busy, 8, "limits requests (503, 4 times)", 4),
    (sec.busy_for_long, 8, "asks to wait 3600 seconds", 1),
    (sec.slow, 8, "no complete answer in time", 1),
    (sec.truncated, 8, "broke off after 5000 bytes", 1),
    (sec.cut_json, 3, "this is no JSON", 1),
    (sec.huge, 3, "larger than 128 MiB", 1),
    (sec.bomb, 3, "larger than 128 MiB", 1),
    (sec.page, 3, "this is no JSON", 1),
    (sec.other_company, 3, "not of ", 1),
    (sec.loop, 8, "leads on and on", 6),
    (sec.moved, 0, "", 2),
    (sec.to_file, 8, "not https: refused", 1),
    (sec.to_plain, 8, "not https: refused", 1),
    (sec.nowhere, 8, "leads nowhere", 1),
]
FIRST_CIK = 1000
SAME, DATED, CHANGING, SPOILT, SECURE, DOWN = range(1, 7)

failures = []


def check(name, what, got, wanted):
    if got != wanted:
        failures.append(f"{name}: {what} is {got!r}, not {wanted!r}")


class Client:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def run(self, name, url, cik, *options, agent=AGENT, cache="cache",
            timeout=60, **more):
        """Run the import into a folder of its own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        environment = {key: value for key, value in os.environ.items()
                       if not key.upper().endswith("_PROXY")}
        environment.pop("FORECAST_USER_AGENT", None)
        environment.update(FORECAST_SEC_URL=url, **more)
        if agent:
            environment["FORECAST_USER_AGENT"] = agent
        done = subprocess.run(
            [self.program, "import", "sec", "--cik", str(cik), "-o", "out.csv",
             "--cache", str(self.folder / cache), "--timeout", str(timeout),
             *options],
            cwd=folder, env=environment, capture_output=True, text=True,
            check=False)
        return done, sorted(path.name for path in folder.iterdir())

    def expect(self, name, url, cik, status, message, *options, **more):
        done, files = self.run(name, url, cik, *options, **more)
        check(name, "exit status", done.returncode, status)
        if message not in done.stderr:
            check(name, "message", done.stderr, message)
        if status != 0:
            check(name, "lines", done.stderr.count("\n"), 1)
            check(name, "files", files, [])
        else:
            check(name, "files", files,
                  ["out.csv", "out.ini", "out.provenance.json"])
        return done


def try_cases(client):
    """Every behaviour, without what the cache may do."""
    behaviours = {FIRST_CIK + i: case[0] for i, case in enumerate(CASES)}
    server = sec.start(behaviours)
    for i, (behaviour, status, message, requests) in enumerate(CASES):
        name = behaviour.__name__
        # patience for a busy machine, but not with what is slow on purpose
        client.expect(name, server.url, FIRST_CIK + i, status, message,
                      timeout=3 if behaviour is sec.slow else 60)
        asked = [agent for cik, agent in server.seen if cik == FIRST_CIK + i]
        check(name, "requests", len(asked), requests)
        check(name, "user agents", set(asked), {AGENT})
    seen = len(server.seen)
    client.expect("no_agent", server.url, FIRST_CIK, 2, "who asks", agent=None)
    client.expect("bad_agent", server.url, FIRST_CIK, 2, "a mail address",
                  agent="curl")
    client.expect("option_agent", server.url, FIRST_CIK, 0, "", "--user-agent",
                  "Max M. m@example.com", agent=None)
    check("agents", "requests", [agent for _, agent in server.seen[seen:]],
          ["Max M. m@example.com"])


def try_cache(client):
    server = sec.start({SAME: sec.same, DATED: sec.dated,
                        CHANGING: sec.changing, SPOILT: sec.good_then_page})
    for name, cik in (("same", SAME), ("dated", DATED)):
        first = client.expect(name, server.url, cik, 0, "")
        again = client.expect(name, server.url, cik, 0, "")
        check(name, "second output", again.stdout, first.stdout)
        copy = client.folder / "cache" / f"CIK{cik:010d}.json"
        copy.write_bytes(copy.read_bytes()[:-9])  # damaged: asked for anew
        anew = client.expect(name, server.url, cik, 0, "")
        check(name, "third output", anew.stdout, first.stdout)
        check(name, "answers", server.sent, [200, 304, 200])
        server.sent.clear()
    for version in ("Version 1", "Version 2"):
        done = client.expect("changing", server.url, CHANGING, 0, "")
        check("changing", "title", done.stdout.split("\n")[0], version)
    client.expect("spoilt_first", server.url, SPOILT, 0, "")
    client.expect("spoilt", server.url, SPOILT, 3, "this is no JSON")
    server.shutdown()
    server.server_close()
    client.expect("down", server.url, DOWN, 8, "cannot be reached")
    client.expect("down_with_copy", server.url, SPOILT, 8, "earlier day: --file")


def try_tls(client):
    plain = sec.start({SECURE: sec.good})
    certificate = sec.make_certificate(client.folder)
    server = sec.start({SECURE: sec.good, DOWN: sec.to_local}, certificate)
    server.plain_url = plain.url
    trusted = {"SSL_CERT_FILE": certificate[0]}
    client.expect("self_signed", server.url, SECURE, 8, "not trusted")
    check("self_signed", "requests", server.seen, [])
    client.expect("trusted", server.url, SECURE, 0, "", **trusted)
    client.expect("downgrade", server.url, DOWN, 8, "not https", **trusted)
    client.expect("wrong_name", server.url.replace("127.0.0.1", "localhost"),
                  SECURE, 8, "not trusted", **trusted)
    client.expect("not_local", "http://example.invalid", SECURE, 8, "not https")
    client.expect("disguised", plain.url + "@example.invalid", SECURE, 8,
                  "not https")
    check("plain", "requests", plain.seen, [])


def main():
    with tempfile.TemporaryDirectory() as folder:
        client = Client(os.path.abspath(sys.argv[1]), pathlib.Path(folder))
        try_cases(client)
        try_cache(client)
        try_tls(client)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


sys.exit(main())
