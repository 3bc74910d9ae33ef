"""What registers write after a name: father, husband, caste, residence, each led by its word."""

from __future__ import annotations

import re

from services.names.markers import pattern
from services.names.words import ALIASES, CARE_OF, CASTES, IN_NAMES, PLACES, RELATIONS, RelationKind
from services.tables.rejects import BadCell

_FATHER = {RelationKind.SON, RelationKind.DAUGHTER, RelationKind.CHILD}
_MARKERS = {word: kind for word, kind in RELATIONS.items() if word not in IN_NAMES and word != CARE_OF}
_KINDS = {
    "father": pattern(word for word, kind in _MARKERS.items() if kind in _FATHER),
    "husband": pattern(word for word, kind in _MARKERS.items() if kind not in _FATHER),
    "caste": pattern(CASTES),
    "place": pattern(PLACES),
}
_ALIAS = f"{pattern(ALIASES)}|@"
_WORD = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
_CLAUSE = re.compile(rf"(?<!\S)(?:{_WORD})(?:[\s:.]+|$)", re.I)
_BEGINS = re.compile(rf"(?:{'|'.join(_KINDS.values())}|{_ALIAS})(?:[\s:.]|$)|@", re.I)
_ENDS = re.compile(rf"(?:(?<!\S)(?:{'|'.join(_KINDS.values())}|{_ALIAS})[\s:.]*|@\s*)$", re.I)
_CARE_OF = re.compile(rf"(?<!\S)(?:{pattern([CARE_OF])})(?:[\s:.]|$)", re.I)
CASTE_WORDS = 2


def begins_clause(text: str) -> bool:
    """Whether text goes on about a person: it begins with ``s/o``, ``caste``, ``r/o``, ``alias`` or the like."""
    return _BEGINS.match(text) is not None


def ends_in_clause_word(text: str) -> bool:
    """Whether the name that a word such as ``s/o`` announces is still to come."""
    return _ENDS.search(text) is not None


def has_clause(text: str) -> bool:
    """Whether text names a father, husband, caste or residence."""
    return _CLAUSE.search(text) is not None


def has_place(text: str) -> bool:
    """Whether text names a residence."""
    return any(found["place"] for found in _CLAUSE.finditer(text))


def clauses(entry: str) -> tuple[str, dict[str, str]]:
    """The name of one person, and the text of each clause by its kind; the caste is told apart and not given.

    Raises BadCell ``persons-not-apart`` for a clause that stands twice, for a father or husband after the residence
    or after more words of caste than one, for more than two words of caste, and for ``c/o``: a second person may stand
    there; ``not-a-name`` for a clause without text.
    """
    if _CARE_OF.search(entry):
        raise BadCell("persons-not-apart")
    found = list(_CLAUSE.finditer(entry))
    said: dict[str, str] = {}
    for at, mark in enumerate(found):
        kind = str(mark.lastgroup)
        text = entry[mark.end() : found[at + 1].start() if at + 1 < len(found) else len(entry)].strip(" ,،")
        _check(kind, text, said)
        said[kind] = text
    caste = said.pop("caste", "")
    if len(caste.split()) > CASTE_WORDS:
        raise BadCell("persons-not-apart")
    return entry[: found[0].start()].strip() if found else entry, said


def _check(kind: str, text: str, said: dict[str, str]) -> None:
    if not text:
        raise BadCell("not-a-name")
    late = kind in ("father", "husband") and ("place" in said or len(said.get("caste", "").split()) > 1)
    if kind in said or late:
        raise BadCell("persons-not-apart")
