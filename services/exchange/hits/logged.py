"""What the log says of a word on a request, among the record names of its entry: which request, and which word. Pure.

A desk's file that was put back lacks what was said since. The entries name it, so that it is said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.exchange.hits.states import Said
from services.vocabulary.hits import HitState

_WORD: Final = "hits"


class Spoken(NamedTuple):
    """A word, and on which request. ``request``: its id."""

    request: str
    said: Said


def names_of(request: str, said: Said) -> list[str]:
    """One name, of the request, the word and its time."""
    return [f"{_WORD}/{request}/{said.word}/{said.until_ms}"]


def spoken_in(names: Sequence[str], at_ms: int, agency: str, officer: str) -> Spoken | None:
    """What an entry's record names tell; None for those of a repeated call, and of a release that told nothing."""
    parts = names[0].split("/") if names else []
    if len(parts) != 4 or parts[0] != _WORD:
        return None
    return Spoken(parts[1], Said(HitState(parts[2]), at_ms, agency, officer, int(parts[3])))
