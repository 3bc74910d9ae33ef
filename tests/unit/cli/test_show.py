"""Words for people: every value of every enum has one, and empty tables leave no trace."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from rabta.access.v1 import purpose_pb2
from rabta.audit.v1 import entry_pb2, receipt_pb2
from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import case_pb2, court_pb2, custody_pb2, history_pb2, listing_pb2, record_pb2, subject_pb2
from rabta.records.v1.person_pb2 import LINK_BY_DECISION, LINK_BY_REGISTRY_TOKEN
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SearchResponse
from rabta.records.v1.subject_pb2 import GENDER_F, NAME_TYPE_ALIAS, NAME_TYPE_FATHER, NAME_TYPE_OWN, Subject

from services.access.details import Details
from services.cli import show, show_history
from services.cli.heading import Heading
from services.cli.options import Output
from services.cli.table import table
from tests.rows import of_rows

FILES = (
    purpose_pb2,
    entry_pb2,
    receipt_pb2,
    registry_pb2,
    case_pb2,
    court_pb2,
    custody_pb2,
    history_pb2,
    listing_pb2,
    record_pb2,
    subject_pb2,
)
ENUMS = [(file, name) for file in FILES for name in file.DESCRIPTOR.enum_types_by_name]


@of_rows(("file", "name"), ENUMS, ids=[name for _, name in ENUMS])
def test_every_value_is_a_word_without_its_prefix(file: Any, name: str) -> None:
    enum = getattr(file, name)
    words = [show.word(enum, number) for number in enum.values()]
    assert words[0] == ""
    assert all(words[1:])
    assert len(set(words)) == len(words)
    first = name[0].lower() + name[1:]
    assert not any(word.startswith(f"{first} ") or "_" in word for word in words)


def test_a_birth_is_a_date_or_a_range() -> None:
    birth = subject_pb2.Subject().birth
    birth.earliest = birth.latest = "1990-01-01"
    assert show.born(birth) == "1990-01-01"
    birth.latest = "1990-12-31"
    assert show.born(birth) == "1990-01-01 to 1990-12-31"


def test_a_table_without_rows_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    table("Nothing", ("a", "b"), [])
    assert capsys.readouterr().out == ""
    table("Something", ("a", "b"), [("one", "\x1b[2Jtwo")])
    out = capsys.readouterr().out
    assert "Something" in out
    assert "one" in out
    assert "\x1b[2J" not in out


def test_markup_in_contributed_text_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    table("T", ("a",), [("[bold red]Bano[/]",), ("[link=file:///etc/passwd]x[/link]",)])
    out = capsys.readouterr().out
    assert "[bold red]Bano[/]" in out
    assert "[link=file:///etc/passwd]x[/link]" in out


WHY = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")
HEAD = Heading("CNIC 3520212345671", "fia-1042, pk.fia", 1_700_000_000_000, WHY)


def test_csv_reads_back_cell_by_cell(capsys: pytest.CaptureFixture[str]) -> None:
    parts = show.Part("T", ("a", "b"), [('with "quotes"', "with, comma"), ("", "محمد")]), show.Part("None", ("c",), [])
    show.as_csv(None, *parts)
    out = capsys.readouterr().out
    assert out[0] == "\ufeff"
    rows = list(csv.reader(io.StringIO(out[1:])))
    assert rows == [[], ["T"], ["a", "b"], ['with "quotes"', "with, comma"], ["", "محمد"]]


def test_an_empty_history_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_history.history(history_pb2.History(), Output.TABLE, "en", HEAD)
    assert capsys.readouterr().out.endswith("\n\nno record that you may know of\n")
    show_history.history(history_pb2.History(), Output.CSV, "en", HEAD)
    assert len(capsys.readouterr().out.splitlines()) == len(HEAD.rows())
    show_history.history(history_pb2.History(), Output.JSON, "en", HEAD)
    said = json.loads(capsys.readouterr().out)
    assert said.pop("heading")["about"] == "CNIC 3520212345671"
    assert said.pop("later") == 0
    assert set(map(str, said.values())) == {"[]"}


def test_what_is_known_later_is_counted_and_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    show_history.history(history_pb2.History(later=3), Output.TABLE, "en", HEAD)
    assert "left out here: 3 lines" in capsys.readouterr().out
    show_history.history(history_pb2.History(), Output.TABLE, "en", HEAD)
    assert "left out" not in capsys.readouterr().out


def test_a_summary_shows_the_newest_lines_and_counts_all(capsys: pytest.CaptureFixture[str]) -> None:
    history = history_pb2.History()
    for number in range(show_history.LATEST + 3):
        history.timeline.add(valid_from="2024-01-01", owner="pk.fia", text=f"line {number}")
    show_history.history(history, Output.TABLE, "en", HEAD, full=False)
    out = capsys.readouterr().out
    assert f"{show_history.LATEST} of {show_history.LATEST + 3} lines" in out
    assert [f"line {number}" in out for number in range(show_history.LATEST + 3)] == [False] * 3 + [
        True
    ] * show_history.LATEST
    show_history.history(history, Output.TABLE, "en", HEAD)
    assert "line 0" in capsys.readouterr().out
    show_history.history(history, Output.CSV, "en", HEAD, full=False)
    assert "line 0" in capsys.readouterr().out


def test_a_summary_fits_a_screen_however_long_the_history_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out is counted: by standing for cases, so that no acquittal or conviction goes unseen."""
    monkeypatch.setenv("COLUMNS", "160")
    history = history_pb2.History()
    for number in range(40):
        standing = history_pb2.STANDING_FINDING if number == 39 else history_pb2.STANDING_ALLEGATION
        history.cases.add(owner="pk.fia", standing=standing).references.add(key=f"PB/LAHORE/ICHHRA/{number}/2024")
        history.timeline.add(valid_from="2024-01-01", owner="pk.fia", text=f"line {number}.")
        history.hits.add(owner=f"pk.owner-{number}")
        conflict = history.conflicts.add(field="birth")
        conflict.sides.add(value=f"{1950 + number}")
    show_history.history(history, Output.TABLE, "en", HEAD, full=False)
    out = capsys.readouterr().out
    assert len(out.splitlines()) <= 60
    assert "cases: 40 (39 allegation, 1 finding); lines: 40; conflicts: 40; held by others: 40" in out
    assert "Timeline, the newest 5 of 40 lines: --full shows all" in out
    assert "Cases, the first 6 of 40 lines: --full shows all" in out
    show_history.history(history, Output.TABLE, "en", HEAD, full=True)
    whole = capsys.readouterr().out
    assert "--full" not in whole
    assert all(f"line {number}." in whole and f"pk.owner-{number}" in whole for number in range(40))


def test_a_person_of_several_cases_is_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    answer = SearchResponse()
    for case in ("A/1/2024", "A/2/2024"):
        match = answer.matches.add(owner="pk.fia", case_key=case, grade="B2", version=f"v-{case}")
        match.subject.names.add(text="Bano")
    answer.matches.add(owner="pk.fia", case_key="A/3/2024").subject.names.add(text="Other")
    show.search(answer, Output.CSV, HEAD)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out[1:])))
    people = rows[rows.index(["Disclosed"]) + 2 :]
    assert [row[1] for row in people] == ["Bano", "Other"]
    assert people[0][4:] == ["B2", "A/1/2024, A/2/2024", "v-A/1/2024, v-A/2/2024"]


def test_a_banner_cannot_hide_what_follows(capsys: pytest.CaptureFixture[str]) -> None:
    history = history_pb2.History()
    history.banners.add(text="Acquitted\x1b[8m", text_ur="بری\u202e")
    show_history.history(history, Output.TABLE, "en", HEAD)
    show_history.history(history, Output.TABLE, "ur", HEAD)
    out = capsys.readouterr().out
    assert "\x1b[8m" not in out
    assert "\u202e" not in out


def test_whom_the_prosecution_is_asked_about_first_stands_over_a_search(capsys: pytest.CaptureFixture[str]) -> None:
    answer = SearchResponse(matches=[{"owner": "pk.fia"}])
    answer.banners.add(code="review-first", text="Ask first: R-AAAAAAAA\x1b[8m", text_ur="پہلے پوچھیں")
    show.search(answer, Output.TABLE, HEAD)
    out = capsys.readouterr().out
    assert out.index("! Ask first: R-AAAAAAAA") < out.index("Disclosed")
    assert "\x1b[8m" not in out
    show.search(answer, Output.TABLE, HEAD, urdu=True)
    assert "! پہلے پوچھیں" in capsys.readouterr().out
    show.search(answer, Output.CSV, HEAD)
    assert "Ask first: R-AAAAAAAA" in capsys.readouterr().out


def test_what_carries_records_of_other_numbers_is_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    history = history_pb2.History()
    history.links.add(
        one="agencies/pk.fia/records/a", other="agencies/pk.fia/records/b", by=LINK_BY_DECISION, decision="d1",
        agency="pk.fia", model="1+abc", at_ms=1,
    )  # fmt: skip
    history.links.add(other="agencies/pk.fia/records/c", by=LINK_BY_REGISTRY_TOKEN)
    show_history.history(history, Output.TABLE, "en", HEAD)
    english = capsys.readouterr().out
    for word in ("Linked", "records/b", "DECISION", "d1", "1+abc", "the number asked for", "REGISTRY_TOKEN"):
        assert word in english, word
    show_history.history(history, Output.TABLE, "ur", HEAD)
    urdu = capsys.readouterr().out
    for word in ("منسلک", "افسر کا فیصلہ", "وہ نمبر جو پوچھا گیا"):
        assert word in urdu, word


def test_what_a_release_alone_shows_is_told_with_its_owner_and_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    """In a history, and in a search."""
    release = history_pb2.Release(
        version="agencies/pk.fia/records/a/versions/1", owner="pk.fia", until_ms=1_780_340_399_999
    )
    history, found = history_pb2.History(releases=[release]), SearchResponse(releases=[release])
    for language, words in (("en", ("Released to you", "until")), ("ur", ("آپ کے لیے جاری کردہ", "تک"))):
        show_history.history(history, Output.TABLE, language, HEAD)
        show.search(found, Output.TABLE, HEAD, language == "ur")
        told = capsys.readouterr().out
        for word in (*words, "records/a", "pk.fia", "2026-06-0"):
            assert told.count(word) >= 2, word


def test_a_father_is_no_other_name_of_the_person() -> None:
    subject = Subject(gender=GENDER_F)
    for kind, name in ((NAME_TYPE_OWN, "Bano"), (NAME_TYPE_ALIAS, "Guddi"), (NAME_TYPE_FATHER, "Akram")):
        subject.names.add(type=kind, text=name)
    assert show.name_of(subject) == "Bano @ Guddi d/o Akram"
    assert show.name_of(subject, urdu=True) == "Bano @ Guddi دختر Akram"
    answer = history_pb2.History()
    answer.timeline.add(owner="pk.fia")
    answer.versions.add(version=RecordVersion(subject=subject).SerializeToString())
    assert list(show_history.held_names(answer)) == [("Bano @ Guddi d/o Akram", "pk.fia")]
