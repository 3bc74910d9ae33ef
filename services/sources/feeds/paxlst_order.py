"""Where each segment of a PAXLST message may stand: UN/EDIFACT directory D.03B, message PAXLST (also D.02B). Pure.

A group is entered at its first segment; inside it segments come in order, each at most so often as said.
"""

from __future__ import annotations

from typing import Final

VERSIONS: Final = frozenset({"02B", "03B"})
MESSAGE: Final = "message"
_ORDER: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    MESSAGE: (("UNH", 1), ("BGM", 1), ("RFF", 1), ("DTM", 1)),
    "reporter": (("NAD", 1), ("COM", 1)),
    "transport": (("TDT", 1), ("DTM", 5)),
    "port": (("LOC", 1), ("DTM", 5)),
    "person": (
        *(("NAD", 1), ("ATT", 5), ("DTM", 5), ("MEA", 5), ("GEI", 5), ("FTX", 5), ("LOC", 25)),
        *(("COM", 1), ("EMP", 1), ("NAT", 5), ("RFF", 25)),
    ),
    "document": (("DOC", 1), ("DTM", 5), ("GEI", 5), ("RFF", 5), ("LOC", 5), ("CPI", 5), ("QTY", 5)),
    "end": (("CNT", 1), ("AUT", 1), ("UNT", 1)),
}
_NEXT: Final[dict[str, tuple[str, ...]]] = {
    MESSAGE: ("reporter", "transport"),
    "reporter": ("reporter", "transport"),
    "transport": ("port", "transport", "person", "end"),
    "port": ("port", "transport", "person", "end"),
    "person": ("document", "person", "end"),
    "document": ("document", "person", "end"),
    "end": (),
}
_MAX_REPEATS: Final = {"reporter": 5, "transport": 10, "port": 90, "person": 99_999, "document": 499_995}


class Order:
    """Follows one message: :meth:`take` says into which group a segment falls, or None where it may not stand."""

    def __init__(self) -> None:
        self.group = MESSAGE
        self._at, self._times = 0, 0
        self._entered: dict[str, int] = {}

    def take(self, tag: str) -> str | None:
        """Group of the segment with this tag, which comes next; None, and nothing changed, where none may take it."""
        for at in range(self._at, len(_ORDER[self.group])):
            name, most = _ORDER[self.group][at]
            if name == tag and (at > self._at or self._times < most):
                self._times = self._times + 1 if at == self._at else 1
                self._at = at
                return self.group
        return self._enter(tag)

    def _enter(self, tag: str) -> str | None:
        for group in _NEXT[self.group]:
            places = [at for at, (name, _) in enumerate(_ORDER[group]) if name == tag]
            if (
                places
                and (group == "end" or places[0] == 0)
                and self._entered.get(group, 0) < _MAX_REPEATS.get(group, 1)
            ):
                self.group, self._at, self._times = group, places[0], 1
                self._entered[group] = self._entered.get(group, 0) + 1
                return group
        return None

    @property
    def ended(self) -> bool:
        """Whether UNT was taken: nothing needed is missing, for every way to it leads through BGM and a TDT."""
        return self.group == "end" and self._at == len(_ORDER["end"]) - 1
