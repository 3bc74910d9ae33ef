"""A name as an office wrote it -> its tokens, titles, relation and aliases. Pure.

``Haji M. Yousaf @ Bhola s/o Abdur-Rehman`` has the tokens ``muhammad yousaf``, the title ``haji``, the alias ``bhola``
and the relation son of ``abdul rehman``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from services.names.compounds import joined
from services.names.letters import Script, folded, script_of
from services.names.markers import pattern
from services.names.words import ALIASES, RELATIONS, RESIDENCES, TITLES, WRITTEN_OUT, RelationKind
from services.tables.cells import NOTHING
from services.tables.text import comparable

LONGEST: Final = 400
"""Characters of a name that are read; what stands beyond is no name."""
_LONGEST_MARKER: Final = 3
_ALIAS: Final = re.compile(rf"@|(?<!\w)(?:{pattern(ALIASES)})(?!\w)\.?", re.I)
_APOSTROPHE: Final = re.compile("['’‘`]")
_NOTHING: Final = frozenset(comparable(word) for word in NOTHING)


@dataclass(frozen=True, slots=True)
class Relation:
    """Whose child or spouse a person is said to be. ``tokens``: folded, compounds in parts."""

    kind: RelationKind
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedName:
    """One person's name. All tokens folded, compounds in parts; empty ``tokens`` is a name that says nothing.

    ``aliases``: each other name by its tokens. ``script``: of most tokens, Roman where there is none.
    """

    tokens: tuple[str, ...]
    titles: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    relation: Relation | None = None
    script: Script = Script.ROMAN


@lru_cache(maxsize=65_536)
def parsed(text: str) -> ParsedName:
    """The parts of a name; never raises."""
    head, kind, related = _split_relation(_without_residence(_words(text[:LONGEST])))
    names = _split_aliases(head)
    tokens, titles = _tokens(names[0])
    aliases = tuple(found for alias in names[1:] if (found := _tokens(alias)[0]))
    of = _tokens(_split_aliases(related)[0])[0]
    urdu = sum(script_of(token) is Script.URDU for token in tokens)
    return ParsedName(
        tokens=tokens,
        titles=titles,
        aliases=aliases,
        relation=Relation(kind, of) if kind and of else None,
        script=Script.URDU if urdu * 2 > len(tokens) else Script.ROMAN,
    )


def _words(text: str) -> list[str]:
    return comparable(_ALIAS.sub(" alias ", _APOSTROPHE.sub("", text))).split()


def _without_residence(words: list[str]) -> list[str]:
    for at in range(1, len(words)):
        if words[at] in RESIDENCES or " ".join(words[at : at + 2]) in RESIDENCES:
            return words[:at]
    return words


def _split_relation(words: list[str]) -> tuple[list[str], RelationKind | None, list[str]]:
    """Words before the first marker of a relation, its kind, and the words after it up to the next marker."""
    for at in range(len(words)):
        if found := _marker(words, at):
            kind, end = found
            rest = words[end:]
            following = next((i for i in range(1, len(rest)) if _marker(rest, i)), len(rest))
            return words[:at], kind, rest[:following]
    return words, None, []


def _marker(words: list[str], at: int) -> tuple[RelationKind, int] | None:
    """The kind of relation that the words from ``at`` mark, and where the marker ends; the longest marker counts.

    A marker of one word may be a name, so it counts with words on both sides alone.
    """
    for length in range(_LONGEST_MARKER, 0, -1):
        marker = " ".join(words[at : at + length])
        if len(words) - at >= length and marker in RELATIONS and (length > 1 or 0 < at < len(words) - 1):
            return RELATIONS[marker], at + length
    return None


def _split_aliases(words: list[str]) -> list[list[str]]:
    names: list[list[str]] = [[]]
    for word in words:
        if word in ALIASES:
            names.append([])
        else:
            names[-1].append(word)
    return names


def _tokens(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(tokens, titles) of one name. A name of titles alone is a name: ``Sardar`` is somebody."""
    if " ".join(words) in _NOTHING:
        return (), ()
    whole = [token for word in words if (token := folded(word))]
    spelt = [WRITTEN_OUT.get(token, token) for token in whole]
    titles = tuple(token for token in spelt if token in TITLES)
    names = tuple(token for token in spelt if token not in TITLES)
    return (joined(names), titles) if names else (joined(tuple(spelt)), ())
