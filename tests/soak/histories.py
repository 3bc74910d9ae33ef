"""Each investigator's histories in the demonstration, line by line: of an older revision and of this checkout, compared.

A question is an officer, a purpose, a case and a number. What it shows is each line by the name of its version, and each
hit by its owner. Lines that only one revision shows are named, and told by agency and purpose in a table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
ASKING: Final = ROOT / "tests" / "soak" / "histories_asked.py"
BEFORE: Final = "4851268d"
"""The last commit before the second side of authority was built."""
BY_THE_NORM: Final = frozenset({"banner allegation-only"})
"""What may be gone: where a court's warrant under a number that is not of its districts is all that is shown, the person is
put into no case, so that no case is told to rest on allegations (AUTHORITY section 2, who is accused).
"""
Lines = Mapping[str, str]
"""Of one answer: name of a version, or ``hit`` and an owner, to what is said there."""
Asked = Mapping[str, Lines]
"""Answers by question, which is officer, purpose, class, case and number, one space between."""


class Lost(NamedTuple):
    """A line that the older revision shows and the newer does not. ``now``: what the newer shows of the same owner."""

    question: str
    line: str
    words: str
    now: tuple[str, ...]


class Row(NamedTuple):
    """One agency and purpose: questions, lines before and after, those of one revision alone, those with other words."""

    agency: str
    purpose: str
    questions: int
    before: int
    after: int
    lost: int
    gained: int
    changed: int


def lost(before: Asked, after: Asked) -> list[Lost]:
    """Every line that is gone, in the order of its question. Raises KeyError where ``after`` lacks a question."""
    return [
        Lost(question, line, words, tuple(name for name in after[question] if owner_of(name) == owner_of(line)))
        for question, lines in sorted(before.items())
        for line, words in sorted(lines.items())
        if line not in after[question]
    ]


def wrongly_lost(before: Asked, after: Asked) -> list[Lost]:
    """Of what is gone all that the norm does not take away."""
    return [each for each in lost(before, after) if each.line not in BY_THE_NORM]


def owner_of(line: str) -> str:
    """Agency whose line it is: the second word of a hit, the second part of a version's name."""
    return line.replace(" ", "/").split("/")[1] if "/" in line or " " in line else ""


def rows(before: Asked, after: Asked) -> list[Row]:
    """The table: by agency and purpose, in alphabetical order."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    for question, old in before.items():
        officer, purpose = question.split(" ")[:2]
        new, counts = after[question], groups.setdefault((officer.partition("/")[0], purpose), Counter())
        counts["questions"] += 1
        counts["before"] += len(old)
        counts["after"] += len(new)
        counts["lost"] += len(old.keys() - new.keys())
        counts["gained"] += len(new.keys() - old.keys())
        counts["changed"] += sum(old[each] != new[each] for each in old.keys() & new.keys())
    return [Row(*key, *(counts[name] for name in Row._fields[2:])) for key, counts in sorted(groups.items())]


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """A worktree of a revision, until left. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="rabta-histories-") as folder:
        place = Path(folder) / "old"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(place), revision], check=True)
        try:
            yield place
        finally:
            subprocess.run([*git, "remove", "--force", str(place)], check=True)


def shown(tree: Path, target: Path) -> Asked:
    """What the demonstration of a tree answers, asked by this checkout's questions. Raises CalledProcessError."""
    path = os.pathsep.join((str(tree), str(tree / "proto" / "gen")))
    command = [sys.executable, "-P", str(ASKING), str(target)]
    subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": path}, check=True, stdout=sys.stderr)
    answers: Asked = json.loads(target.read_text("utf-8"))
    return answers


def told(before: Asked, after: Asked) -> Iterator[str]:
    """The table in Markdown, then each line that is gone."""
    yield "| agency | purpose | questions | lines before | after | lost | gained | other words |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for row in rows(before, after):
        yield f"| {' | '.join(map(str, row))} |"
    for each in lost(before, after):
        yield f"lost: {each.question}: {each.line}: {each.words}; now: {', '.join(each.now) or '-'}"
    for question, lines in sorted(before.items()):
        for line in sorted(lines.keys() & after[question].keys()):
            if lines[line] != after[question][line]:
                yield f"other: {question}: {line}: {lines[line]} -> {after[question][line]}"
        for line in sorted(after[question].keys() - lines.keys()):
            yield f"gained: {question}: {line}: {after[question][line]}"


def main(words: Sequence[str]) -> int:
    """Compare with BEFORE, or with the revision that is named; 1 where a line is gone that the norm does not take away."""
    with tempfile.TemporaryDirectory(prefix="rabta-histories-") as folder, checkout((*words, BEFORE)[0]) as old:
        before = shown(old, Path(folder) / "before.json")
        after = shown(ROOT, Path(folder) / "after.json")
    sys.stdout.writelines(f"{line}\n" for line in told(before, after))
    return int(bool(wrongly_lost(before, after)))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
