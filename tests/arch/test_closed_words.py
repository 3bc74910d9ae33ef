"""A closed word is named, not spelt: nowhere but in the vocabulary does one stand as bare text where its field is."""

from __future__ import annotations

import ast

import pytest

from audit.entry import EntryKind
from services.vocabulary.access import Permission
from services.vocabulary.records import Age, PartyRole, RecordKind
from services.vocabulary.steps import EventType
from tests.arch.closed_words import bare
from tests.arch.tree import shipped
from tests.rows import of_rows

OTHER_WORDS = {
    ("services/records/app/resolve.py", "REFERRAL"): "a register of cases",
    ("services/records/app/resolve.py", "REVIEW"): "a register of cases",
    ("services/listing/guards.py", "DISCHARGE"): "what a prosecutor decides on a guard",
    ("services/records/app/case_facts.py", "ZARRA_TOLD"): "a step of the law's procedures, which are data",
    ("services/sources/exports/court_disposals.py", "BAIL"): "what a cell of an order's column means",
    ("services/sources/exports/court_disposals.py", "PROCLAMATION"): "what a cell of an order's column means",
    ("services/statutes/sop_rows.py", "ZARRA_TOLD"): "a step of the law's procedures, which are data",
}
"""(file, text) -> what it is there, where another list of words has the same text."""
MODEL = tuple(f"services/access/{name}.py" for name in ("reference", "reference_look", "reference_rows"))
"""The model that policies are compared with spells what the decision table spells, so that a slip here shows there."""


def test_no_word_is_spelt_outside_the_vocabulary() -> None:
    found = {
        (source.path, node.lineno, word)
        for source in shipped()
        if source.path.startswith("services/") and source.path not in MODEL
        for node, word in bare(source.tree)
        if (source.path, str(word)) not in OTHER_WORDS
    }
    assert found == set()


def test_every_exception_is_needed() -> None:
    spelt = {(source.path, str(word)) for source in shipped() for _, word in bare(source.tree)}
    assert OTHER_WORDS.keys() <= spelt
    assert {path for path, _ in spelt} >= set(MODEL)


@of_rows(
    ("text", "word"),
    [
        ('record.kind == "PARTY"', RecordKind.PARTY),
        ('"PARTY" != kind', RecordKind.PARTY),
        ('x.role in ("VICTIM", y)', PartyRole.VICTIM),
        ('made(role="VICTIM")', PartyRole.VICTIM),
        ('made(role="VICTIM" if a else b)', PartyRole.VICTIM),
        ('class A:\n    juvenile: str = "NO"', Age.NO),
        ('def f(kind="PARTY"): ...', RecordKind.PARTY),
        ('def f(*, kind="PARTY"): ...', RecordKind.PARTY),
        ('S = frozenset({"PARTY", "PARTY"})', RecordKind.PARTY),
        ('entry.kind == "OUTCOME"', EntryKind.OUTCOME),
        ('admit(inquiry, "LOG_READ")', Permission.LOG_READ),
        ('x.legal_basis == "CRPC_CSAE"', "CRPC_CSAE"),
        ('def f(legal_basis="DATA_OVERSIHGT"): ...', "DATA_OVERSIHGT"),
        ('asked(permission="RECORD_RAED")', "RECORD_RAED"),
        ('dossier.steps("CHARGE_FRAMED")', EventType.CHARGE_FRAMED),
        ('GROUNDS = {"CONVICTION_245": "s. 245"}', EventType.CONVICTION_245),
    ],
)
def test_a_bare_word_is_found(text: str, word: str) -> None:
    assert {found for _, found in bare(ast.parse(text))} == {word}


@pytest.mark.parametrize(
    "text",
    ['record.type == "SENTENCE"', 'x.kind == "LATER"', '{"PARTY": 1}', 'S = ("PARTY",)', 'role = "VICTIM".lower()'],
)
def test_what_is_no_word_of_a_field_is_left_alone(text: str) -> None:
    assert bare(ast.parse(text)) == []
