"""Reads ``docs/protocol.md``: its named examples and its checked tables; writes the examples anew.

An example is a fenced block whose info string is ``hex NAME`` (white space says nothing, an empty line parts
values), ``json NAME`` (any layout of the same value) or ``txt NAME`` (text as it is, but for the last newline).
A table follows the comment ``<!-- checked: NAME -->``. What lies between ``<!-- made: NAME -->`` and ``<!-- made -->`` is
made from the code as it stands.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parents[3] / "docs" / "protocol.md"
_BLOCK = re.compile(r"^```(hex|json|txt) ([a-z0-9._]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MADE = re.compile(r"^<!-- made: ([a-z.]+) -->\n(.*?)^<!-- made -->$", re.MULTILINE | re.DOTALL)
_TABLE = r"<!-- checked: {} -->\n+\|.*\n\|[-| :]+\n((?:\|.*\n)+)"
_WIDTH = 96


class Block(NamedTuple):
    """One example as it stands in the page."""

    form: str
    name: str
    text: str

    def says(self, value: str) -> bool:
        """Whether it shows ``value``."""
        if self.form == "hex":
            shown = ["".join(part.split()) for part in self.text.split("\n\n")]
            return shown == value.split("\n")
        if self.form == "json":
            return bool(json.loads(self.text) == json.loads(value))
        return self.text.removesuffix("\n") == value.removesuffix("\n")


def page() -> str:
    """The text of docs/protocol.md."""
    return PAGE.read_text("utf-8")


def blocks(text: str) -> list[Block]:
    """Every named example, in order."""
    return [Block(*found) for found in _BLOCK.findall(text)]


def made(text: str) -> dict[str, str]:
    """Every part that is made from the code, by name."""
    return dict(_MADE.findall(text))


def table(text: str, name: str) -> list[list[str]]:
    """Cells of a checked table, without code marks."""
    found = re.search(_TABLE.format(re.escape(name)), text)
    assert found, f"no table {name}"
    rows = [line.strip().strip("|").split("|") for line in found[1].strip().split("\n")]
    return [[cell.strip().replace("`", "") for cell in row] for row in rows]


def shown(form: str, value: str) -> str:
    """Body of a block that shows ``value``."""
    if form == "hex":
        wrapped = [
            "\n".join(line[at : at + _WIDTH] for at in range(0, len(line), _WIDTH)) for line in value.split("\n")
        ]
        return "\n\n".join(wrapped) + "\n"
    if form == "json":
        return json.dumps(json.loads(value), indent=2, ensure_ascii=False) + "\n"
    return value.removesuffix("\n") + "\n"


def renewed(text: str, values: dict[str, str]) -> str:
    """The page with every example and every part that is made from the code written anew."""

    def block(found: re.Match[str]) -> str:
        form, name = found[1], found[2]
        return f"```{form} {name}\n{shown(form, values[name])}```"

    def part(found: re.Match[str]) -> str:
        return f"<!-- made: {found[1]} -->\n{values[found[1]]}<!-- made -->"

    return _MADE.sub(part, _BLOCK.sub(block, text))
