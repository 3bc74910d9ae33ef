"""Rows of statements to look at again: every word of the protocol has its words, and nothing says which is true."""

from __future__ import annotations

import pytest
from rabta.records.v1 import statement_pb2 as statement
from rabta.records.v1 import statement_review_pb2 as pb

from services.draw.table_words import heading, title
from services.listing.part import enum_word
from services.listing.statements import COLUMNS, NEEDS, NEITHER, RELATIONS, statements
from services.statutes.statement_signals import Relation, Review

RECORD = "agencies/pk.punjab-police/records/st-2"
SIGNS = [
    pb.StatementSign(code="P1", text="kin of the accused were there", text_ur="ملزم کے رشتہ دار موجود تھے"),
    pb.StatementSign(code="T1", text="four days after bail"),
]
TAKEN_BACK = pb.StatementReview(
    record=RECORD, relation=statement.STATEMENT_RELATION_RETRACTS, need=pb.REVIEW_NEED_REVIEW, signs=SIGNS
)
FIRST = pb.StatementReview(
    record=RECORD.replace("st-2", "st-1"),
    relation=statement.STATEMENT_RELATION_FIRST,
    need=pb.REVIEW_NEED_NOTE,
    signs=SIGNS[1:],
)


def test_a_row_says_how_it_stands_what_is_to_be_done_and_every_sign() -> None:
    part = statements([FIRST, TAKEN_BACK])
    assert list(part.rows) == [
        (FIRST.record, "the first", "know of it", "T1 four days after bail"),
        (RECORD, "takes back", NEEDS["REVIEW"][0], "P1 kin of the accused were there; T1 four days after bail"),
    ], "in the order of the answer: what waits longest is nobody's judgement here"


def test_in_urdu_what_has_no_words_there_stands_as_it_came() -> None:
    ((_, relation, need, signs),) = statements([TAKEN_BACK], urdu=True).rows
    assert (relation, need) == (RELATIONS["RETRACTS"][1], NEEDS["REVIEW"][1])
    assert signs == "P1 ملزم کے رشتہ دار موجود تھے; T1 four days after bail"


@pytest.mark.parametrize("urdu", [False, True])
def test_a_word_of_a_later_version_is_shown_and_not_guessed(urdu: bool) -> None:
    later = pb.StatementReview(record=RECORD)
    later.MergeFromString(pb.StatementReview(record=RECORD).SerializeToString() + b"\x10\x63\x18\x62")
    ((_, relation, need, signs),) = statements([later], urdu=urdu).rows
    assert (relation, need, signs) == ("99", "98", "")
    ((_, relation, need, _),) = statements([pb.StatementReview(record=RECORD)], urdu=urdu).rows
    assert (relation, need) == ("", "")


def test_every_word_of_the_protocol_and_of_the_law_has_words_in_both_languages() -> None:
    on_wire = {enum_word(statement.StatementRelation.DESCRIPTOR, each) for each in statement.StatementRelation.values()}
    assert set(RELATIONS) == on_wire - {""} == set(Relation)
    needs = {enum_word(pb.ReviewNeed.DESCRIPTOR, each) for each in pb.ReviewNeed.values()}
    assert set(NEEDS) == needs - {""} == set(Review) - {Review.NONE}
    for english, urdu in (*RELATIONS.values(), *NEEDS.values(), NEITHER):
        assert english.isascii()
        assert not urdu.isascii()


def test_every_column_is_there_in_urdu() -> None:
    part = statements([])
    assert not list(part.rows)
    assert title(part.title, urdu=True) != part.title
    assert all(heading(column, urdu=True) != column for column in COLUMNS)


def test_no_word_says_that_a_statement_is_true_or_false() -> None:
    """Neither in the table nor in its headings; the line beside it says that no sign does."""
    said = " ".join([*COLUMNS, *(words[0] for words in (*RELATIONS.values(), *NEEDS.values()))])
    assert not {"true", "false", "lie", "credible", "genuine"} & set(said.lower().split())
    assert "true or false" in NEITHER[0]
