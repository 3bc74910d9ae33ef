"""The tracked files, as text and as syntax; generated code apart."""

from __future__ import annotations

import ast
import functools
import gc
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.shared import ROOT

GENERATED = "proto/gen/"
SHIPPED = ("services/", "audit/", "graph/", "rabta/")


@dataclass(frozen=True)
class Source:
    """One Python file: path below the root, text."""

    path: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        """Its syntax. Those of all files take 660 MB, which are held while the tests of the house run (:func:`forget`).

        Garbage is not looked for among millions of nodes that hold no circle: it took 5/6 of the time.
        """
        looks = gc.isenabled()
        gc.disable()
        try:
            return ast.parse(self.text)
        finally:
            gc.freeze()
            if looks:
                gc.enable()

    @property
    def shipped(self) -> bool:
        """Part of what is installed, not of the tests."""
        return self.path.startswith(SHIPPED)

    @property
    def parts(self) -> tuple[str, ...]:
        """Path without its suffix."""
        return Path(self.path).with_suffix("").parts

    def imports(self) -> set[str]:
        """Full names of every module that is imported, wherever in the file."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
        return found

    def packages(self) -> set[str]:
        """First parts of what is imported."""
        return {name.partition(".")[0] for name in self.imports()}

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function, however deep."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@functools.cache
def tracked() -> tuple[str, ...]:
    """Paths of every file that git tracks and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for path in listed.decode().split("\0") if path and (ROOT / path).is_file())


def of_kind(suffix: str, under: str = "") -> tuple[str, ...]:
    """Tracked paths with a suffix, generated ones left out."""
    return tuple(
        path
        for path in tracked()
        if path.endswith(suffix) and path.startswith(under) and not path.startswith(GENERATED)
    )


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@functools.cache
def sources() -> tuple[Source, ...]:
    """Every Python file that somebody wrote."""
    return tuple(Source(path, text_of(path)) for path in of_kind(".py"))


def forget() -> None:
    """Syntax is read anew by whoever asks for it again."""
    for source in sources():
        vars(source).pop("tree", None)


def shipped() -> tuple[Source, ...]:
    return tuple(source for source in sources() if source.shipped)
