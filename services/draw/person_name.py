"""How a person is called in one line: own names, aliases, and whose child or wife they are.

A father or husband is never read as another name of the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

_ALIAS, _FATHER, _HUSBAND = "ALIAS", "FATHER", "HUSBAND"
_CHILD_OF: Final = {"M": ("s/o", "ولد"), "F": ("d/o", "دختر")}
"""As registers of police write it, by sex, English then Urdu."""
_SEX_UNKNOWN: Final = ("s/d/o", "ولد/دختر")
_WIFE_OF: Final = ("w/o", "زوجہ")
_SPELLING: Final = "/"


class Part(NamedTuple):
    """A name and the sign or word before it; none before the first."""

    sign: str
    text: str


def parts(names: Iterable[tuple[str, str]], gender: str, *, urdu: bool) -> list[Part]:
    """In the order own names, aliases, father, husband. ``names``: type, as in the protocol, and text of each.

    Spellings of one name stand beside one another, apart by ``/``; an alias has ``@`` before it.
    """
    found = list(names)
    own = [text for kind, text in found if kind not in (_ALIAS, _FATHER, _HUSBAND)]
    father = _CHILD_OF.get(gender, _SEX_UNKNOWN)[urdu]
    made = _spelled("", own)
    made += [Part("@", text) for kind, text in found if kind == _ALIAS]
    for kind, sign in ((_FATHER, father), (_HUSBAND, _WIFE_OF[urdu])):
        made += _spelled(sign, [text for of, text in found if of == kind])
    return made


def _spelled(sign: str, texts: Iterable[str]) -> list[Part]:
    return [Part(_SPELLING if place else sign, text) for place, text in enumerate(texts)]


def person_name(names: Iterable[tuple[str, str]], gender: str, *, urdu: bool) -> str:
    """Such as ``Bano Bibi @ Guddi d/o Akram w/o Aslam``; empty where no name is stated."""
    return " ".join(word for part in parts(names, gender, urdu=urdu) for word in part if word)
