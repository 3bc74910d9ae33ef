"""What records say, as columns of tokens; nothing of one that is taken back or erased. Pure.

A row keeps its number while its record says the same in the same class: one that is sealed, or turned into that of a
child, is another row, and the one before is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from services.access.class_text import class_text
from services.linkage.facts import RecordFacts
from services.linkage.filling.columns import NO_DAY, SAID, Said
from services.linkage.filling.tokens import Tokens
from services.linkage.snapshot.columns import Mark, NodeKind, Table
from services.values.node_ids import part
from services.vocabulary.protection import ACCUSED_ROLES, LIVE, PROTECTED_ROLES, child_at_act
from services.vocabulary.records import RecordKind, Standing

NAMED_AS: Final = ("DOCUMENT", "PHONE", "ACCOUNT", "DEVICE", "VEHICLE")
"""Kinds of number by which a record names its person, in the order of :func:`numbers_of`."""
_KINDS: Final = {
    "DOCUMENT": NodeKind.DOCUMENT, "PHONE": NodeKind.PHONE, "ACCOUNT": NodeKind.ACCOUNT, "DEVICE": NodeKind.HANDSET,
    "VEHICLE": NodeKind.VEHICLE, "SUBJECT": NodeKind.PERSON,
}  # fmt: skip
_THINGS: Final = frozenset({"PHONE", "DEVICE", "VEHICLE"})
_OF_CASES: Final = frozenset({RecordKind.PARTY, RecordKind.INVESTIGATION_EVENT})
_ACTS: Final = frozenset({"PTPA", "POSM"})
_CHAPTER: Final = range(359, 375)
"""PPC ss. 359 to 374: kidnapping, abduction, slavery and forced labour (K)."""
_BEFORE_COURT: Final = frozenset({Standing.ACCUSATION, Standing.FINDING})
Values = Mapping[str, int]


def said_rows(tokens: Tokens, facts: RecordFacts, klass: int) -> Table:
    """SAID of a record, ascending by row. ``klass``: number of its class with its binding."""
    if facts.status not in LIVE:
        return np.zeros(0, dtype=SAID)
    record, words = tokens.node("SUBJECT", facts.record), class_text(facts.klass)
    found = []
    for values in _rows(tokens, facts):
        told = {"born_from": NO_DAY, "born_to": NO_DAY} | dict(values)
        row = tokens.row(facts.record, words, sorted(told.items()))
        held = told | {"row": row, "record": record, "klass": klass}
        found.append(tuple(held.get(name, 0) for name in SAID.names or ()))
    return np.array(sorted(found), dtype=SAID)


def numbers_of(facts: RecordFacts) -> Iterator[tuple[str, str]]:
    """Kind and id of every number that a record gives its person."""
    of_kind: Sequence[Sequence[str]] = facts.documents, facts.phones, facts.accounts, facts.devices, facts.vehicles
    for kind, numbers in zip(NAMED_AS, of_kind, strict=True):
        yield from ((kind, number) for number in numbers)


def is_trafficking(sections: Iterable[str]) -> bool:
    """Whether one is of the Acts on trafficking and smuggling of persons, or of the Penal Code's chapter."""
    for section in sections:
        act, _, provision = section.partition("/")
        digits = provision[:3]
        if act in _ACTS or (act == "PPC" and digits.isdecimal() and int(digits) in _CHAPTER):
            return True
    return False


def _rows(tokens: Tokens, facts: RecordFacts) -> Iterator[Values]:
    if facts.kind == RecordKind.CASE_FILE and facts.cases:
        yield from _filed(tokens, facts)
    if facts.about_person:
        yield from _of_person(tokens, facts)
        if facts.cases:
            yield from _in_case(tokens, facts)


def _filed(tokens: Tokens, facts: RecordFacts) -> Iterator[Values]:
    main, *others = (tokens.node("CASE", case) for case in facts.cases)
    flag = is_trafficking(facts.sections) or facts.klass.missing_child
    yield {
        "what": Said.FILED, "case": main, "flag": flag, "at": facts.at_ms // 1000, "until": facts.until_ms // 1000,
        "marks": int(facts.closed), "place": tokens.node("AGENCY", facts.agency),
    }  # fmt: skip
    yield from ({"what": Said.ALSO, "case": main, "node": other} for other in others)


def _of_person(tokens: Tokens, facts: RecordFacts) -> Iterator[Values]:
    person, klass = tokens.node("SUBJECT", facts.record), facts.klass
    protected = facts.role in PROTECTED_ROLES or klass.protected_person or klass.pseudonym or klass.stranger_to != ""
    marks = Mark.PROTECTED if protected or facts.kind == RecordKind.PROTECTION_ORDER else Mark(0)
    if facts.kind == RecordKind.REFERRAL:
        marks |= Mark.PRESUMED_VICTIM
    first, last, shown = facts.born or (NO_DAY, NO_DAY, False)
    yield {
        "what": Said.PERSON, "person": person, "marks": int(marks), "flag": child_at_act(klass.juvenile),
        "born_from": max(first, NO_DAY + 1) if facts.born else NO_DAY, "born_to": last, "until": int(shown),
    }  # fmt: skip
    for kind, number in numbers_of(facts):
        node = tokens.node(kind, number)
        flag = kind == "DOCUMENT"
        yield {"what": Said.BEARS, "person": person, "node": node, "kind": _KINDS[kind], "flag": flag}
    if facts.crossing is not None:
        yield _crossed(tokens, facts)


def _crossed(tokens: Tokens, facts: RecordFacts) -> Values:
    move = facts.crossing
    assert move is not None
    post, carrier = part(move.post), part(move.carrier)
    party = tokens.node("JOURNEY", f"CROSSING:{post}:{carrier}:{move.day}") if carrier else 0
    return {
        "what": Said.CROSSED, "person": tokens.node("SUBJECT", facts.record), "at": move.at_ms // 1000,
        "place": tokens.node("PLACE", f"POST:{post}"), "flag": move.direction == "EXIT", "node": party,
    }  # fmt: skip


def _in_case(tokens: Tokens, facts: RecordFacts) -> Iterator[Values]:
    person, case = tokens.node("SUBJECT", facts.record), tokens.node("CASE", facts.cases[0])
    at = facts.at_ms // 1000
    if facts.kind in _OF_CASES:
        involved = [("SUBJECT", facts.record), *(each for each in numbers_of(facts) if each[0] in _THINGS)]
        for kind, number in involved:
            yield {
                "what": Said.INVOLVED, "at": at, "case": case, "node": tokens.node(kind, number), "kind": _KINDS[kind],
                "place": tokens.node("PLACE", _district(facts)), "flag": facts.klass.missing_child,
            }  # fmt: skip
    if facts.role in ACCUSED_ROLES and not facts.klass.favourable:
        seen = Mark.CONFIRMED_RECORD if facts.klass.standing in _BEFORE_COURT else Mark.OPEN_RECORD
        flag = is_trafficking(facts.sections)
        yield {"what": Said.ACCUSED, "person": person, "case": case, "flag": flag, "marks": int(seen)}
    if facts.kind == RecordKind.STATEMENT:
        yield {"what": Said.STATED, "at": at, "case": case, "person": person, "flag": facts.retracts}


def _district(facts: RecordFacts) -> str:
    """Of the case, by its key; else of the person who is named there."""
    register, _, key = facts.cases[0].partition(":")
    parts = key.split("/")
    return f"DISTRICT:{'/'.join(parts[:2])}" if register == "FIR" and len(parts) > 2 else f"DISTRICT:{facts.district}"
