"""One name that a cell writes in two scripts: ``Ali Raza علی رضا``, ``علی رضا (Ali Raza)``, or one above the other."""

from __future__ import annotations

import re

from services.names.across import sound_alike
from services.names.letters import Script, script_of
from services.sources.exports.apart import Persons
from services.sources.exports.clauses import clauses
from services.tables.rejects import BadCell

_CUT = re.compile(r"[\s/()\[\]]+")
_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile("[\u0600-\u06ff]")


def in_scripts(text: str) -> list[str]:
    """The name in each script, one after the other; the text itself where there is one script.

    Raises BadCell ``persons-not-apart`` where the two do not sound alike or the scripts take turns: two persons may
    stand there.
    """
    if not (_LATIN.search(text) and _ARABIC.search(text)):
        return [text]
    words = [word for word in _CUT.split(text) if word]
    first = script_of(words[0])
    turn = next((at for at, word in enumerate(words) if script_of(word) is not first), len(words))
    one, other = " ".join(words[:turn]), " ".join(words[turn:])
    if any(script_of(word) is first for word in words[turn:]) or not sound_alike(one, other):
        raise BadCell("persons-not-apart")
    return [one, other]


def one_each(persons: Persons) -> Persons:
    """Neighbours that are one name in two scripts as one person.

    Raises BadCell ``persons-not-apart`` where two entries are alike so and it is not plain that they are one.
    """
    entries = list[str]()
    for entry in persons.entries:
        if entries and _are_one(entries[-1], entry):
            entries[-1] = f"{entries[-1]} {entry}"
        else:
            entries.append(entry)
    written = [_own(entry) for entry in entries]
    for at, one in enumerate(written):
        if any(_differ(one, other) and sound_alike(one, other) for other in written[:at]):
            raise BadCell("persons-not-apart")
    return persons._replace(entries=entries)


def _are_one(one: str, other: str) -> bool:
    """Whether both are names alone, of one script each, that sound alike."""
    bare = _own(one) == one and _own(other) == other
    return bare and _differ(one, other) and sound_alike(one, other)


def _own(entry: str) -> str:
    """The own name of an entry; empty where the entry cannot be read, which is told elsewhere."""
    try:
        return clauses(entry)[0]
    except BadCell:
        return ""


def _differ(one: str, other: str) -> bool:
    """Whether two names are each of one script, and not of the same."""
    return {_script(one), _script(other)} == {Script.ROMAN, Script.URDU}


def _script(text: str) -> Script | None:
    latin, arabic = _LATIN.search(text), _ARABIC.search(text)
    if bool(latin) == bool(arabic):
        return None
    return Script.ROMAN if latin else Script.URDU
