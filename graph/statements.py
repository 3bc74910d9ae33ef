"""Every statement by its name: the files of ``graph/cypher``, and those that derive from the model.

A file holds one statement under a header, each part on its own line (one that begins with three blanks goes on):

    // purpose: what it answers
    // parameters: name what it is; name what it is          (``none`` where there are none)
    // columns: first, second, third
    // bound: what limits its work and its rows
    // for: node                                                (optional: one statement for each node kind)

With ``for: node``, NODE_LABEL stands for the label, and the statement of kind K is called ``file.K``. ``SEEN(e)``
stands for whether the class of ``e`` is in sight of the parameter ``shown`` (:func:`graph.rights.in_sight`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources

from graph.derived import derived
from graph.errors import BadStatement
from graph.model import CLASSES, NODE_KINDS

PARTS = ("purpose", "parameters", "columns", "bound")
SEEN = re.compile(r"\bSEEN\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """``parameters`` and ``columns`` by name, in the order of the header; ``text`` is what the engine runs."""

    name: str
    purpose: str
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    bound: str
    text: str


@functools.cache
def statements() -> Mapping[str, Statement]:
    """All of them. Raises BadStatement where a file has no complete header, or a name comes twice."""
    found: dict[str, Statement] = {}
    for one in (*files(), *(Statement(*parts) for parts in derived())):
        if one.name in found:
            raise BadStatement(f"{one.name}: twice")
        found[one.name] = one
    return found


def files() -> Iterator[Statement]:
    """Those of ``graph/cypher``, by name of file."""
    for path in sorted(resources.files("graph").joinpath("cypher").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".cypher"):
            yield from parse(path.name.removesuffix(".cypher"), path.read_text("utf-8"))


def parse(name: str, text: str) -> Iterator[Statement]:
    """The statements of one file. Raises BadStatement."""
    header, body = split(name, text)
    if missing := [part for part in PARTS if not header.get(part)]:
        raise BadStatement(f"{name}: the header lacks {', '.join(missing)}")
    if unknown := set(header) - {*PARTS, "for"}:
        raise BadStatement(f"{name}: the header has {', '.join(sorted(unknown))}")
    statement = Statement(
        name,
        header["purpose"],
        names(header["parameters"], ";"),
        names(header["columns"], ","),
        header["bound"],
        body,
    )
    if "for" not in header:
        yield statement
    elif header["for"] == "node":
        for kind in NODE_KINDS.values():
            yield replace(statement, name=f"{name}.{kind.name}", text=body.replace("NODE_LABEL", kind.label))
    else:
        raise BadStatement(f"{name}: for what?")


def split(name: str, text: str) -> tuple[dict[str, str], str]:
    """Header by part, and the statement without comments."""
    header: dict[str, str] = {}
    part = ""
    lines = text.splitlines()
    while lines and lines[0].startswith("//"):
        line = lines.pop(0)[2:]
        if line.startswith("   ") and part:
            header[part] += " " + line.strip()
            continue
        part, colon, said = line.strip().partition(": ")
        if not colon or part in header:
            raise BadStatement(f"{name}: not a line of a header: {line.strip()}")
        header[part] = said.strip()
    body = "\n".join(line for line in lines if not line.lstrip().startswith("//")).strip()
    if not body or ";" in body:
        raise BadStatement(f"{name}: one statement, without a semicolon")
    return header, SEEN.sub(lambda found: seen(found[1]), body)


def seen(name: str) -> str:
    """Cypher for whether the class of a node or edge is in sight of the parameter ``shown``."""
    klass = f"{name}.klass"
    return f"({klass} IN $shown OR ({klass} % {CLASSES} IN $shown AND NOT -{klass} IN $shown))"


def names(listed: str, between: str) -> tuple[str, ...]:
    """First word of each that is listed."""
    if listed == "none":
        return ()
    found = tuple(one.split()[0] for one in listed.split(between) if one.strip())
    if bad := [one for one in found if not re.fullmatch(r"[a-z][a-z0-9_]*", one)]:
        raise BadStatement(f"not a name: {', '.join(bad)}")
    return found
