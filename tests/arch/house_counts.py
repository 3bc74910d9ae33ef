"""What the house wants fewer of, counted: ``python -m tests.arch.house_counts [REVISION]``.

Without a revision the files of the checkout are counted as git tracks them. Closed words of an old revision are judged by
the vocabulary of the checkout.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tests.arch.closed_words import bare
from tests.arch.dialect import SEXED, dialect
from tests.arch.tree import GENERATED, SHIPPED, Source, text_of, tracked
from tests.shared import ROOT

IGNORED = re.compile(r"# type: ignore\b")
PROSE = (".py", ".md", ".proto", ".cypher", ".sql", ".cedar", ".go", ".java", ".toml")
SHORT = 3
"""Words of a docstring that says no more than the name does."""
POINTER = re.compile(r"See (?:the port|:class:`(?P<at>[a-z_.]+\.[A-Z]\w*)`)\.")
"""A docstring that only says where the same thing is described: it is as long as that one."""
COLUMNS = ("shipped", "tests", "other")


def counted(texts: Mapping[str, str]) -> dict[str, Counter[str]]:
    """What is counted -> how often in each column; ``texts``: path -> text of each file that somebody wrote."""
    counts: dict[str, Counter[str]] = {}
    for path, text in texts.items():
        for name, number in _of_file(path, text):
            counts.setdefault(name, Counter())[_column(path)] += number
    return counts


def _column(path: str) -> str:
    if path.startswith(SHIPPED):
        return "shipped"
    return "tests" if path.startswith("tests/") else "other"


def _of_file(path: str, text: str) -> Iterator[tuple[str, int]]:
    yield "he, his, him", len(SEXED.findall(text))
    if not path.endswith(".py"):
        return
    source = Source(path, text)
    nodes = list(ast.walk(source.tree))
    yield "lines of Python", len(text.splitlines())
    yield "Any", untyped(nodes)
    yield (
        "cast",
        sum(isinstance(node, ast.Call) and ast.unparse(node.func) in ("cast", "typing.cast") for node in nodes),
    )
    yield "type: ignore", len(IGNORED.findall(text))
    yield "bare closed words", len(bare(source.tree))
    yield f"docstrings of at most {SHORT} words", sum(0 < words <= SHORT for words in _docstrings(nodes))
    yield "names of the dialect", len(dialect(source))


def untyped(nodes: Iterable[ast.AST]) -> int:
    """How often ``Any`` stands among them."""
    return sum(isinstance(node, ast.Name) and node.id == "Any" for node in nodes)


def _docstrings(nodes: list[ast.AST]) -> Iterator[int]:
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node) or ""
            yield 0 if POINTER.fullmatch(said) else len(said.split())


def written(path: str) -> bool:
    """Whether somebody wrote this file, and in words."""
    return path.endswith(PROSE) and not path.startswith(GENERATED)


def of_checkout() -> dict[str, str]:
    """Path -> text of what git tracks here."""
    return {path: text_of(path) for path in tracked() if written(path)}


def of_revision(revision: str) -> dict[str, str]:
    """Path -> text as of ``revision``. Raises CalledProcessError where git knows none of that name."""
    packed = subprocess.run(["git", "archive", "--format=tar", revision], cwd=ROOT, capture_output=True, check=True)
    found = {}
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        for member in archive:
            file = archive.extractfile(member) if written(member.name) else None
            if file is not None:
                found[member.name] = file.read().decode()
    return found


def main(arguments: list[str]) -> int:
    counts = counted(of_revision(arguments[0]) if arguments else of_checkout())
    print(f"{'':34}" + "".join(f"{column:>10}" for column in COLUMNS))
    for name, row in counts.items():
        print(f"{name:34}" + "".join(f"{row[column]:10}" for column in COLUMNS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
