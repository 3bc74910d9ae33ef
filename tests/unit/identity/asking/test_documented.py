"""Each outcome that ``docs/identity.md`` promises has the test that it names."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shared import ROOT

NAMED = re.compile(r"`(tests/[a-z_/0-9]+\.py)::([A-Za-z_0-9:]+)`")


def test_each_outcome_has_its_test() -> None:
    named = NAMED.findall((ROOT / "docs" / "identity.md").read_text("utf-8"))
    assert len(named) >= 15
    missing = [
        (path, name)
        for path, name in named
        if f"def {name.rpartition(':')[2]}(" not in (ROOT / Path(path)).read_text("utf-8")
    ]
    assert missing == []
