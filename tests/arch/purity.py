"""Lists of what says "Pure", for the contracts that hold it; ``python -m tests.arch.purity`` writes them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable

from tests.arch.tree import Source, shipped
from tests.shared import ROOT

CONTRACTS = ROOT / ".importlinter"
SAID = re.compile(r"\bPure\b(?!\s+but\b)")
"""A room or module that says "Pure but for ..." says what it is not, and is in no list: its parts speak for themselves."""
LIST = re.compile(
    r"(^\[importlinter:contract:(?:pure|pure_itself)\]\n(?:[^\n]+\n)*?source_modules =\n)(?:    [^\n]+\n)+",
    re.MULTILINE,
)


def module(source: Source) -> str:
    """Its dotted name; a room's is that of its folder."""
    return ".".join(source.parts).removesuffix(".__init__")


def saying(sources: Iterable[Source]) -> list[str]:
    """Modules and rooms that say "Pure", those within such a room left out, sorted."""
    said = {module(one) for one in sources if SAID.search(ast.get_docstring(one.tree) or "")}
    return sorted(one for one in said if not any(one.startswith(f"{other}.") for other in said))


def written(contracts: str, modules: Iterable[str]) -> str:
    """The text of the contracts with these modules in the lists of what is pure."""
    lines = "".join(f"    {one}\n" for one in modules)
    return LIST.sub(lambda found: found[1] + lines, contracts)


def main() -> int:
    """Write the lists anew."""
    CONTRACTS.write_text(written(CONTRACTS.read_text("utf-8"), saying(shipped())), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
