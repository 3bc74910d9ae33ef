"""Compound names in their parts: `Abdur-Rehman`, `Rehmatullah` and `Salahuddin` are two tokens in any writing. Pure."""

from __future__ import annotations

import re
from typing import Final

from services.names.letters import Script, script_of
from services.names.words import (
    JOINERS,
    OF_FAITH,
    OF_FAITH_TOKEN,
    OF_GOD,
    OF_GOD_TOKEN,
    SERVANT,
    SERVANT_TOKEN,
    WITHOUT_ARTICLE,
    WRITTEN_OUT,
)

_SERVANT: Final = re.compile(r"abd[aeou](?:[lrsznth]|sh|oo?l)(?=[a-z]{3})")
_OF_GOD: Final = re.compile(r"(?P<first>[a-z]{3,}?)[uo]l+ah?")
_OF_FAITH: Final = re.compile(r"(?P<first>[a-z]{3,}?)[aeu]d+[ie]+n")
_OF_GOD_ALONE: Final = re.compile(r"abd(?:u|e)?l+ah?")
"""`Abdullah` is one name, and `Abdul` with `Lah` is nobody's."""
_SHORTEST: Final = 3
_WHOLE: Final = {
    ("abdul", "ullah"): "abdullah",
    ("عبدال", "اللہ"): "عبداللہ",
    ("bi", "bi"): "bibi",
    ("بی", "بی"): "بی",
}
"""Two tokens that are one name."""


def parts(token: str) -> tuple[str, ...]:
    """The tokens of one folded token, one or two; a part of a compound in its one spelling."""
    if script_of(token) is Script.URDU:
        return _urdu_parts(token)
    if token in SERVANT:
        return (SERVANT_TOKEN["Latn"],)
    if token in OF_GOD:
        return (OF_GOD_TOKEN["Latn"],)
    if token in OF_FAITH:
        return (OF_FAITH_TOKEN["Latn"],)
    if _OF_GOD_ALONE.fullmatch(token):
        return (token,)
    if found := _SERVANT.match(token):
        return SERVANT_TOKEN["Latn"], token[found.end() :]
    if found := _OF_GOD.fullmatch(token):
        return found["first"], OF_GOD_TOKEN["Latn"]
    if found := _OF_FAITH.fullmatch(token):
        return found["first"], OF_FAITH_TOKEN["Latn"]
    return (token,)


def _urdu_parts(word: str) -> tuple[str, ...]:
    if word in ("عبد", "عبدال"):
        return (SERVANT_TOKEN["Arab"],)
    if word == "عبداللہ":
        return (word,)
    if word.startswith("عبدال") and len(word) >= len("عبدال") + _SHORTEST:
        return SERVANT_TOKEN["Arab"], word.removeprefix("عبدال")
    if word.endswith("اللہ") and len(word) >= len("اللہ") + _SHORTEST:
        return word.removesuffix("اللہ"), OF_GOD_TOKEN["Arab"]
    if word.endswith("الدین") and len(word) >= len("الدین") + _SHORTEST - 1:
        return word.removesuffix("الدین"), OF_FAITH_TOKEN["Arab"]
    return (word,)


def joined(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """All tokens in their parts, articles dropped: ``abd`` and ``al rahman`` are the tokens of ``abdulrahman``."""
    found: list[str] = []
    for token in tokens:
        if token in JOINERS:
            continue
        if found and token.startswith("ال") and token not in WITHOUT_ARTICLE and len(token) > _SHORTEST:
            token = token.removeprefix("ال")
        found += parts(token)
    return _one_name([WRITTEN_OUT.get(token, token) for token in found])


def _one_name(words: list[str]) -> tuple[str, ...]:
    """``abdul ullah`` is the one name `Abdullah` again, and ``bi bi`` is `Bibi`, in either script."""
    found: list[str] = []
    for word in words:
        if whole := _WHOLE.get((found[-1], word)) if found else None:
            found[-1] = whole
        else:
            found.append(word)
    return tuple(found)
