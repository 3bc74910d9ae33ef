"""Letters of a name as they are compared: what two writers of one name do not mean to distinguish is made equal."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from services.tables.text import comparable


class Script(StrEnum):
    """The script of a token, by ISO 15924."""

    ROMAN = "Latn"
    URDU = "Arab"


_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_ONE_LETTER: Final = str.maketrans(
    {"ے": "ی", "ې": "ی", "ۍ": "ی", "ں": "ن", "ڼ": "ن", "ݨ": "ن", "ء": None}
    | {"ڪ": "ک", "ګ": "گ", "ډ": "ڈ", "ړ": "ڑ", "ټ": "ٹ", "ۆ": "و", "ڤ": "و"}
)
"""Letters of Urdu that end a word in another shape, and letters of Pashto, Sindhi and Kurdish, as the Urdu letter."""
_NOT_ROMAN: Final = re.compile("[^a-z]")
_NOT_URDU: Final = re.compile("[^اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہھی]")


def script_of(token: str) -> Script:
    """The script of a token: Urdu where it holds one letter of the Arabic block."""
    return Script.URDU if _ARABIC.search(token) else Script.ROMAN


def folded(token: str) -> str:
    """A token in the letters that the spelling model knows: a to z, or the letters of Urdu; may be empty.

    Idempotent. ``Yousaf`` becomes ``yousaf``, ``ثناء`` becomes ``ثنا``; digits and marks are dropped.
    """
    letters = comparable(token)
    if script_of(letters) is Script.ROMAN:
        return _NOT_ROMAN.sub("", letters)
    return _NOT_URDU.sub("", letters.translate(_ONE_LETTER))
