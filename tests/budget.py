"""How many examples a property tries: a quarter for each change, all of them where there is time.

``RABTA_BUDGET=full`` draws the full number, other examples each time, and keeps those that fail in Hypothesis's example
database. ``RABTA_BUDGET=quarter``, or no word, draws a quarter, the same examples each time: a property then fails
because of a change and never by chance. Both numbers of examples and of rounds of other loops come from here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.shared import ROOT

MIN_EXAMPLES: Final = 5
"""Examples that the quarter never goes below, unless the full number does."""
USUAL: Final = 100
"""Examples of a property that states no number."""
EXAMPLES: Final = ROOT / ".hypothesis" / "examples"


def is_full(environment: Mapping[str, str]) -> bool:
    """ValueError for a word that is neither budget."""
    word = environment.get("RABTA_BUDGET", "quarter")
    if word not in ("full", "quarter"):
        raise ValueError(f"RABTA_BUDGET={word!r}: the budgets are full and quarter")
    return word == "full"


FULL: Final = is_full(os.environ)


def share(number: int, *, full: bool = FULL) -> int:
    """The rounds that a loop makes under this budget, of the number that it makes under the full one."""
    return number if full else min(number, max(MIN_EXAMPLES, number // 4))


def budget(number: int, *, full: bool = FULL, **more: Any) -> settings:
    """Settings for a property or a state machine that tries ``number`` examples under the full budget.

    ``more``: other settings of Hypothesis. TypeError for one that the budget decides.
    """
    drawn: dict[str, Any] = {"derandomize": True, "database": None, "print_blob": False}
    if full:
        drawn = {"derandomize": False, "database": DirectoryBasedExampleDatabase(EXAMPLES), "print_blob": True}
    return settings(max_examples=share(number, full=full), deadline=None, **drawn, **more)


def load_profile() -> None:
    """A property that states no number has a budget too."""
    settings.register_profile("rabta", budget(USUAL, suppress_health_check=[HealthCheck.too_slow]))
    settings.load_profile("rabta")
