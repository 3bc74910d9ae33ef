"""What is left of a name's token when vowels and doubled letters go: the same of either script's spelling. Pure."""

from __future__ import annotations

import re
from typing import Final

from services.names.letters import Script, script_of

_DIGRAPHS: Final = {"sh": "S", "ch": "C", "ph": "f"}
_DIGRAPH: Final = re.compile("|".join(_DIGRAPHS))
_ROMAN: Final = str.maketrans({**dict.fromkeys("aeiouyhvw"), "c": "k", "q": "k", "x": "ks"})
"""The letters of vowels, and those that Urdu writes as one of them or that writers leave out."""
_URDU: Final = str.maketrans(
    dict.fromkeys("اآوہھیعح")
    | dict.fromkeys("تطٹ", "t")
    | dict.fromkeys("ثسص", "s")
    | dict.fromkeys("ذزضظژ", "z")
    | dict.fromkeys("دڈ", "d")
    | dict.fromkeys("رڑ", "r")
    | dict.fromkeys("خکق", "k")
    | dict.fromkeys("غگ", "g")
    | {"ب": "b", "پ": "p", "ج": "j", "چ": "C", "ش": "S", "ف": "f", "ل": "l", "م": "m", "ن": "n"}
)
_DOUBLED: Final = re.compile(r"(.)\1+")


def skeleton(token: str) -> str:
    """Consonants of a folded token in one alphabet; the token itself where it has none.

    ``gulzar`` and ``گلزار`` are ``glzr``.
    """
    if script_of(token) is Script.URDU:
        letters = token.translate(_URDU)
    else:
        letters = _DIGRAPH.sub(lambda pair: _DIGRAPHS[pair[0]], token).translate(_ROMAN)
    return _DOUBLED.sub(r"\1", letters) or token
