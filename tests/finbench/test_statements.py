"""The benchmark's statements ask what a caller may see as the product's do, or its figures are of another question."""

from __future__ import annotations

import re

from graph.statements import seen
from tests.finbench.statements import FOLDER, known

NAME = re.compile(r"\b\w+(?=\.klass IN \$shown)")


def astray(text: str) -> bool:
    """Whether ``shown`` is compared but by what ``SEEN(e)`` stands for."""
    for name in set(NAME.findall(text)):
        text = text.replace(seen(name), "")
    return "$shown" in text


def test_what_is_shown_is_compared_in_one_way() -> None:
    compared = {name for name, one in known().items() if "shown" in one.parameters}
    assert {path.stem for path in FOLDER.iterdir()} <= compared
    assert [name for name in sorted(compared) if "$shown" not in known()[name].text] == []
    assert [name for name, one in known().items() if astray(one.text)] == []


def test_a_comparison_of_its_own_is_found() -> None:
    assert astray("WHERE e.klass IN $shown")
    assert astray(f"WHERE {seen('e')} AND f.klass IN $shown")
    assert not astray(f"WHERE {seen('e')} AND NOT {seen('f')}")
