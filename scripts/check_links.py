#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/check_links.py ROOT: does every link of the documents lead somewhere?

In each Markdown file that belongs to the project, a link to a file must name one
that is there, and a link to a heading (#like-this) one that the file has. What
is on the network is left alone.
"""
import pathlib
import re
import sys

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^\s*```.*?^\s*```\s*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)


def anchor(heading):
    """The name that a heading is reached by: as GitHub makes it."""
    text = re.sub(r"[`*]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(path):
    """All names of headings in a document; the second of equal ones gets -1."""
    seen, names = {}, set()
    for heading in HEADING.findall(FENCED.sub("", path.read_text())):
        name = anchor(heading)
        count = seen.get(name, 0)
        seen[name] = count + 1
        names.add(f"{name}-{count}" if count else name)
    return names


def broken(path):
    """Links of one document that lead nowhere: [(target, why)]."""
    for target in LINK.findall(FENCED.sub("", path.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        other = (path.parent / name).resolve() if name else path
        if not other.exists():
            yield target, "there is no such file"
        elif heading and other.suffix == ".md" and \
                heading not in anchors(other):
            yield target, "there is no such heading"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    documents = sorted(path for path in root.rglob("*.md")
                       if path.relative_to(root).parts[0] != "build")
    failed = 0
    for path in documents:
        for target, why in broken(path):
            print(f"{path.relative_to(root)}: ({target}): {why}")
            failed += 1
    print(f"{len(documents)} documents, {failed} broken links")
    return 1 if failed or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
