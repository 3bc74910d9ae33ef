"""Decisions are numbered from 1 without gaps and without two of one number, and say so in their titles."""

from __future__ import annotations

import re

import pytest

from tests.shared import ROOT

DECISIONS = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))


def test_each_number_once_and_none_left_out() -> None:
    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("name", DECISIONS)
def test_its_title_bears_its_number(name: str) -> None:
    first = (ROOT / "docs" / "adr" / name).read_text("utf-8").partition("\n")[0]
    assert re.match(rf"# (?:ADR )?0*{int(name[:4])}[.:]? ", first), first
