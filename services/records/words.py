"""How foreign text is put safely into a line. Numbers in Urdu lines are isolated (U+2066 .. U+2069, UAX #9). Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from services.tables.showing import neutral

_LATIN_RUN: Final = re.compile(r"[0-9A-Za-z]+(?:[ ./:,&'+()-]+[0-9A-Za-z]+)*")
_SHOWN: Final = 160


@lru_cache(maxsize=8192)
def isolate(text: str) -> str:
    """Every run of digits and Latin letters between LRI and PDI, so that `512/2024` stays in order in Urdu."""
    return _LATIN_RUN.sub("\u2066\\g<0>\u2069", text)


def shown(text: str) -> str:
    """Text of others as it may stand in a line: one line, no control or directional characters, not too long."""
    if len(text) <= _SHOWN and text.isascii() and text.isprintable():
        return text
    flat = neutral(" ".join(text.split()))
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
