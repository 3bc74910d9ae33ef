"""Reads a Wycheproof file: each test with the group it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.shared import shared


def cases(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(group, test) of ``wycheproof/<name>.json``; the file's own count must be met."""
    document = json.loads(shared("vectors", "wycheproof", f"{name}.json").read_text())
    found = [(group, test) for group in document["testGroups"] for test in group["tests"]]
    assert len(found) == document["numberOfTests"]
    yield from found
