"""Histories of two revisions are compared line by line, and what is gone is named."""

from __future__ import annotations

from tests.soak.histories import Lost, Row, lost, owner_of, rows, told, wrongly_lost

FIA, SINDH = "agencies/pk.fia/records/one/versions/1", "agencies/pk.sindh-police/records/two/versions/1"
QUESTION = "pk.fia/fia-1042 INVESTIGATE_CASE HISTORY FIR:FIA/1 3520200000001"
OTHER = "pk.punjab-police/pb-1 INVESTIGATE_CASE HISTORY FIR:PB/1 3520200000001"


def test_a_line_that_became_a_hit_is_named_with_what_is_shown_now() -> None:
    before = {QUESTION: {FIA: "accused", SINDH: "accused"}}
    after = {QUESTION: {FIA: "accused", "hit pk.sindh-police": ""}}
    assert lost(before, after) == [Lost(QUESTION, SINDH, "accused", ("hit pk.sindh-police",))]
    assert lost(before, before) == []
    assert wrongly_lost(before, after) == lost(before, after)


def test_what_the_norm_takes_away_is_named_and_fails_nothing() -> None:
    before, after = {QUESTION: {"banner allegation-only": "", FIA: "warrant"}}, {QUESTION: {FIA: "warrant"}}
    assert [each.line for each in lost(before, after)] == ["banner allegation-only"]
    assert wrongly_lost(before, after) == []


def test_the_table_counts_by_agency_and_purpose_what_each_revision_alone_shows() -> None:
    before = {QUESTION: {FIA: "accused", SINDH: "accused"}, OTHER: {FIA: "accused"}}
    after = {QUESTION: {FIA: "convicted", "banner review-first": ""}, OTHER: {FIA: "accused"}}
    assert rows(before, after) == [
        Row("pk.fia", "INVESTIGATE_CASE", 1, 2, 2, 1, 1, 1),
        Row("pk.punjab-police", "INVESTIGATE_CASE", 1, 1, 1, 0, 0, 0),
    ]
    text = list(told(before, after))
    assert f"lost: {QUESTION}: {SINDH}: accused; now: -" in text
    assert f"other: {QUESTION}: {FIA}: accused -> convicted" in text
    assert f"gained: {QUESTION}: banner review-first: " in text


def test_whose_line_it_is_is_read_off_its_name() -> None:
    assert [owner_of(each) for each in (SINDH, "hit pk.fia", "")] == ["pk.sindh-police", "pk.fia", ""]
