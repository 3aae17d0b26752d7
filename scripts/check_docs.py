#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_docs.py PROGRAM ROOT [FILE...]: run what the documents show.

In README.md and docs/*.md, inside a block fenced as ```console,

    $ forecast --series net_sales --horizon 4
    ... what a terminal shows, standard error after standard output ...

is run in a fresh folder that holds a copy of datasets/, one folder a document,
and its output compared. `build/release/forecast` means the program as well.
Helpers such as cat, head and printf are run too; all other commands
(git, cmake, scripts/...) are left alone, with what follows them. A line of
three dots stands for any lines; a command may go on after a backslash. In a
block fenced as ```sh, lines that start with the program are run and must
succeed.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = re.compile(r"^(\./)?(build/release/)?forecast(?=\s|$)")
HELPERS = {"cat", "head", "tail", "cut", "sort", "sed", "printf", "echo", "ls",
           "mkdir", "cp", "grep", "wc"}
FENCE = re.compile(r"^\s*```\s*(\w*)\s*$")


def blocks(text):
    """Fenced blocks of a document: (language, [(line number, line)])."""
    language, lines = None, []
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if fence is None:
            if language is not None:
                lines.append((number, line))
        elif language is None:
            language, lines = fence.group(1), []
        else:
            yield language, lines
            language = None


def join_continued(lines):
    """Commands that end in a backslash, joined with the line that follows."""
    joined = []
    for number, line in lines:
        if joined and joined[-1][1].endswith("\\"):
            start, begun = joined[-1]
            joined[-1] = (start, begun[:-1] + re.sub(r"^>\s*", "", line))
        else:
            joined.append((number, line))
    return joined


def steps(text):
    """Commands to run: (line number, command, expected lines or None)."""
    for language, lines in blocks(text):
        if language == "sh":
            for number, line in join_continued(lines):
                if PROGRAM.match(line):
                    yield number, line, None
        if language == "console":
            found = []
            for number, line in join_continued(lines):
                if line.startswith("$ "):
                    found.append((number, line[2:], []))
                elif found:
                    found[-1][2].append(line)
            yield from (step for step in found if is_ours(step[1]))


def is_ours(command):
    return PROGRAM.match(command) is not None or \
        command.split()[0] in HELPERS


def matches(expected, actual):
    """Compare line lists; '...' in expected stands for any number of lines."""
    if not expected:
        return not actual
    if expected[0].strip() == "...":
        return any(matches(expected[1:], actual[skip:])
                   for skip in range(len(actual) + 1))
    return bool(actual) and expected[0].rstrip() == actual[0].rstrip() and \
        matches(expected[1:], actual[1:])


def run(command, folder):
    """Run one command; its output as lines and its status."""
    command = PROGRAM.sub("forecast", command)
    environment = {"PATH": f"{folder}/.bin:{os.environ['PATH']}",
                   "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    result = subprocess.run(["sh", "-c", command], cwd=folder, text=True,
                            env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            timeout=60, check=False)
    return (result.stdout + result.stderr).splitlines(), result.returncode


def check_document(path, program, root):
    """Run the commands of one document; return (run, failed)."""
    count = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(root / "datasets", folder / "datasets")
        (folder / ".bin").mkdir()
        (folder / ".bin" / "forecast").symlink_to(program)
        for number, command, expected in steps(path.read_text()):
            count += 1
            actual, status = run(command, folder)
            if matches(expected, actual) if expected is not None \
                    else status == 0:
                continue
            failed += 1
            print(f"{path.relative_to(root)}:{number}: $ {command}")
            print(f"--- it gives (exit status {status})")
            print("\n".join(actual))
    return count, failed


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    root = pathlib.Path(sys.argv[2]).resolve()
    documents = [pathlib.Path(name).resolve() for name in sys.argv[3:]] or \
        [path for path in [root / "README.md", *sorted(root.glob("docs/*.md"))]
         if path.exists()]
    results = [check_document(path, program, root) for path in documents]
    count = sum(result[0] for result in results)
    failed = sum(result[1] for result in results)
    print(f"{count} commands in {len(documents)} documents, {failed} differ")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
