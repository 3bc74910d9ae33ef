"""Right-to-left and left-to-right in one line: runs in the order the eye meets them (Unicode UAX 9). Pure.

Numbers inside right-to-left text are isolated (U+2066 .. U+2069), so that ``0300-1234567`` or ``12/24`` keep their
order; python-bidi gives the levels of what stands outside of isolates, an isolate counting as one neutral object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import bidirectional

from bidi import algorithm

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_OBJECT, _NEUTRAL = "\ufffc", "\ufffd"
_PLAIN = frozenset({"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "WS", "ON"})
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PIECES = re.compile(f"{_OBJECT}|[^{_OBJECT}]+")
_OTHER = r"A-Za-z\u00c0-\u02af\u0370-\u058f"
_SCRIPTS = re.compile(rf"{_ARABIC.pattern}[^{_OTHER}]*|(?:(?!{_ARABIC.pattern}).)+", re.DOTALL)
_DIGIT = r"0-9\u0660-\u0669\u06f0-\u06f9"
_HANGS = r"@+#%:/.,_\-"
_NUMBER = re.compile(
    rf"(?=[A-Za-z{_HANGS}]*[{_DIGIT}])[A-Za-z+#{_DIGIT}](?:[A-Za-z{_DIGIT}{_HANGS}]*[A-Za-z{_DIGIT}%])?"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Logical text of one direction and script, to be shaped as one."""

    text: str
    rtl: bool
    arabic: bool


def isolated(text: str) -> str:
    """``text`` as a left-to-right island in whatever surrounds it."""
    return f"{LRI}{text}{PDI}" if text else ""


def numbers_isolated(text: str) -> str:
    """Right-to-left text with each number (``FIR:LHR/12/24`` is one) as an island; other text as it is."""
    if not _ARABIC.search(re.sub(r"[\u0660-\u0669\u06f0-\u06f9]", "", text)) or LRI in text:
        return text
    return _NUMBER.sub(lambda found: isolated(found.group()), text)


def is_rtl(text: str) -> bool:
    """Whether the first strong sign outside of islands runs right to left."""
    outer, _ = _islands(text)
    return int(algorithm.get_base_level(outer)) == 1


def runs(text: str, rtl: bool | None = None) -> list[Run]:
    """Runs from left to right. ``rtl``: direction of the line; else that of its first strong sign."""
    outer, inner = _islands(text)
    if not outer:
        return []
    found: list[Run] = []
    for start, end, right in _by_level(outer, is_rtl(text) if rtl is None else rtl):
        pieces = [_by_script(piece, right) if piece != _OBJECT else None for piece in _PIECES.findall(outer[start:end])]
        place = outer.count(_OBJECT, 0, start)
        drawn: list[list[Run]] = []
        for piece in pieces:
            drawn.append(runs(inner[place]) if piece is None else piece)
            place += piece is None
        found.extend(run for group in (reversed(drawn) if right else drawn) for run in group)
    return found


def _by_level(text: str, rtl: bool) -> Iterator[tuple[int, int, bool]]:
    """Slices of ``text`` from left to right as the eye meets them, and whether each runs right to left."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if rtl else (0, "L")
    algorithm.get_embedding_levels(
        "".join(sign if bidirectional(sign) in _PLAIN else _NEUTRAL for sign in text), storage
    )
    for place, sign in enumerate(storage["chars"]):
        sign["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    group: list[int] = []
    level = -1
    for sign in storage["chars"]:
        if group and (sign["level"] != level or abs(sign["place"] - group[-1]) > 1):
            yield min(group), max(group) + 1, level % 2 == 1
            group = []
        level = sign["level"]
        group.append(sign["place"])
    if group:
        yield min(group), max(group) + 1, level % 2 == 1


def _by_script(text: str, rtl: bool) -> list[Run]:
    """One direction's text cut where the Arabic script begins or ends, from left to right."""
    pieces = [Run(piece, rtl, bool(_ARABIC.search(piece))) for piece in _SCRIPTS.findall(text)]
    return pieces[::-1] if rtl else pieces


def _islands(text: str) -> tuple[str, list[str]]:
    """Text with each outermost island as one object sign, and the islands in order."""
    outer, inner, depth, start = [], [], 0, 0
    for place, sign in enumerate(text):
        if sign in (LRI, RLI, FSI):
            depth, start = depth + 1, start if depth else place + 1
        elif sign == PDI:
            depth = max(0, depth - 1)
            if not depth and start:
                inner.append(text[start:place])
                outer.append(_OBJECT)
                start = 0
        elif not depth:
            outer.append(sign if sign != _OBJECT else " ")
    if start:
        inner.append(text[start:])
        outer.append(_OBJECT)
    return "".join(outer), inner
