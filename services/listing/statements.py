"""Statements that somebody may not have made freely: how each stands to earlier ones, what is to be done, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rabta.records.v1 import statement_pb2 as statement
from rabta.records.v1 import statement_review_pb2 as pb

from services.listing.part import Part, enum_word

COLUMNS: Final = ("statement", "to earlier ones", "to do", "signs")
RELATIONS: Final = {
    "FIRST": ("the first", "پہلا بیان"),
    "CONFIRMS": ("says the same again", "وہی بات دوبارہ"),
    "ADDS": ("says more", "مزید بتاتا ہے"),
    "MODIFIES": ("says otherwise in part", "جزوی طور پر مختلف"),
    "RETRACTS": ("takes back", "منحرف ہوتا ہے"),
}
"""How a statement stands to what its speaker said before, in English and in Urdu."""
NEEDS: Final = {
    "NOTE": ("know of it", "علم میں رکھیں"),
    "REVIEW": (
        "look at it again: who was there, how, and what was said before",
        "دوبارہ دیکھیں: کون موجود تھا، کیسے، اور پہلے کیا کہا گیا",
    ),
}
"""What is to be done about a statement, in English and in Urdu."""
NEITHER: Final = (
    "A sign speaks against a free statement. It says of none that it is true or false, nor which of two is.",
    "علامت یہ بتاتی ہے کہ شاید بیان آزادانہ نہ تھا۔ یہ کسی بیان کو سچ یا جھوٹ نہیں کہتی، نہ دو میں سے کسی ایک کو "
    "ترجیح دیتی ہے۔",
)
"""What a reader must not take a sign for."""


def statements(found: Iterable[pb.StatementReview], *, urdu: bool = False) -> Part:
    """A row for each statement with a sign, in the order of the answer: by agency and record."""
    return Part("Statements to look at again", COLUMNS, [_row(each, urdu=urdu) for each in found])


def _row(each: pb.StatementReview, *, urdu: bool) -> tuple[str, ...]:
    return (
        each.record,
        _word(RELATIONS, enum_word(statement.StatementRelation.DESCRIPTOR, each.relation), urdu=urdu),
        _word(NEEDS, enum_word(pb.ReviewNeed.DESCRIPTOR, each.need), urdu=urdu),
        "; ".join(f"{sign.code} {sign.text_ur if urdu and sign.text_ur else sign.text}" for sign in each.signs),
    )


def _word(words: Mapping[str, tuple[str, str]], said: str, *, urdu: bool) -> str:
    """As people read it; a word of a later version as it stands."""
    return words[said][urdu] if said in words else said
