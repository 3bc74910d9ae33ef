"""Whether a check by a name can tell one person from others.

It follows from the words of the request, the model and the published table of names alone, never from what is stored: a
hidden entry changes nothing of it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from services.matching.index.filed import Filing
from services.matching.index.keys import sought_keys
from services.matching.model import Model
from services.matching.person import Described
from services.names.likeness import likeness
from services.records.app.matching import Matching
from services.vocabulary.exchange import NameSearch

ALERTS_AHEAD: Final = 6.0
"""Bits by which an alert for a child is likelier to be meant than another entry (policy): alerts are one entry in 64 at
most. So a common name suffices together with its year of birth."""


def least_of_alerts(model: Model) -> float:
    """Bits above which an alert for a child is told; those of any other entry are ``model.review``."""
    return model.review - ALERTS_AHEAD


def name_search(matching: Matching, who: Described) -> NameSearch:
    """What is searched: whatever an entry with exactly these words would be found among."""
    if not sought_keys(_filing(), who):
        return NameSearch.NONE
    bits = matching.score(who, who).bits
    if bits > matching.model.review:
        return NameSearch.ALL
    return NameSearch.CHILD_ALERTS if bits > least_of_alerts(matching.model) else NameSearch.NONE


@cache
def _filing() -> Filing:
    return Filing(likeness().lexicon)
