"""Names as records hold them: the script of each, and the words so common that sharing one says nothing. Pure."""

from __future__ import annotations

from typing import Final

from services.values.records import Name

# Words so common in names that sharing one says nothing.
COMMON: Final = frozenset(
    {
        "muhammad",
        "mohammad",
        "mohammed",
        "mohd",
        "md",
        "syed",
        "bibi",
        "khan",
        "ali",
        "محمد",
        "سید",
        "بی بی",
        "خان",
        "علی",
    }
)


def script_of(name: Name) -> str:
    """The script that a name is written in, as stated or by its letters."""
    return name.script or ("Latn" if name.text.isascii() else "Arab")
