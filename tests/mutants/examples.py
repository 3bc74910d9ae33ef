"""How many examples Hypothesis tries of a property where a fault is judged: few, and none made smaller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

FEW: Final = 20
"""A rule that only the hundredth example shows to be broken is held by luck: that is to be a test of its own."""
_SETTINGS: Final = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what a test was told; there is no public place for a test that tells its own number."""


class Few:
    """A pytest plugin."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Once they are loaded."""
        few(session.items)


def few(items: Sequence[pytest.Item]) -> None:
    """Have properties and state machines among these tests try few examples."""
    for item in items:
        for holder, name in ((getattr(item, "function", None), _SETTINGS), (getattr(item, "cls", None), "settings")):
            told: Any = getattr(holder, name, None)
            if isinstance(told, settings):
                setattr(holder, name, _fewer(told))


def _fewer(told: settings) -> settings:
    return settings(
        told, max_examples=min(FEW, told.max_examples), phases=(Phase.explicit, Phase.generate), database=None
    )
