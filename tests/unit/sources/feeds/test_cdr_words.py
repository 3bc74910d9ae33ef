"""Who called whom by the operator's word, when by its clock, and how long: right, or rejected."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds import cdr_words
from services.sources.feeds.cdr_mapping import SHIPPED, mapping
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FileRefused, Item, Reject
from tests.budget import budget
from tests.rows import of_rows

OWN, OTHER = "+923001234567", "+923331234567"
AT = "2025-02-05 21:14:09"
AT_MS = 1_738_772_049_000
LISTED = "A Number,B Number,Call Type,Start Time,Duration\n"


def items(text: str, layout: str | Path) -> list[Item]:
    return list(readers()["cdr"].read(io.BytesIO(text.encode()), Options(mapping=Path(layout))))


def row(word: str = "Outgoing", at: str = AT, length: str = "65") -> str:
    return f'03001234567,03331234567,{word},"{at}",{length}\n'


def told(found: list[Item]) -> list[object]:
    """Of each row: who called whom when and how long, or the cell that rejects it and why."""
    calls = [item for item in found if isinstance(item, FeedEdge) and item.kind == "CALLED"]
    rejected = [(item.column, item.reason) for item in found if isinstance(item, Reject)]
    return [*((call.start, call.end, call.at_ms, call.duration_s) for call in calls), *rejected]


WAYS = {
    "in": [
        "Incoming", "INCOMING CALL", "Incoming-Call", "Call (Incoming)", "In", "Inbound", "MT", "MTC", "SMS MT", "MT-SMS",
        "Received Call", "Mobile Terminated", "Missed Call", "آمدہ", "آمدہ کال", "کال آمدہ", "موصولہ پیغام", "Incoming SMS",
    ],
    "out": [
        "Outgoing", "Outgoing Call", "OUT", "Outbound Voice", "MO", "MOC", "SMS-MO", "Dialled", "Dialed Call", "Sent SMS",
        "Mobile Originated", "جاری", "جاری کال", "Text Message Sent",
    ],
}  # fmt: skip


@of_rows(("way", "word"), [(way, word) for way, words in WAYS.items() for word in words])
def test_a_word_says_who_called(way: str, word: str) -> None:
    ends = (OWN, OTHER) if way == "out" else (OTHER, OWN)
    assert told(items(LISTED + row(word), "own-number")) == [(*ends, AT_MS, 65)]


@of_rows(
    ("word", "reason"),
    [
        ("Forwarded", "unknown-word"),
        ("Roaming", "unknown-word"),
        ("GPRS", "unknown-word"),
        ("Incoming Outgoing", "unknown-word"),
        ("Voice", "no-direction"),
        ("SMS", "no-direction"),
        ("", "missing"),
    ],
)
def test_a_word_that_does_not_say_who_called_rejects_the_row(word: str, reason: str) -> None:
    assert told(items(LISTED + row(word), "own-number")) == [("direction", reason)]


def test_no_word_means_two_directions() -> None:
    assert {cdr_words.key(word) for word in cdr_words.MEANINGS} == set(cdr_words.MEANINGS)
    assert {way for way, _ in cdr_words.MEANINGS.values()} == {"", "in", "out"}


@budget(60)
@given(word=st.text("abcdefgilmnoptuy ", max_size=14))
def test_only_words_of_the_list_turn_a_call(word: str) -> None:
    known = cdr_words.MEANINGS.get(cdr_words.key(word), ("", ""))[0]
    (found,) = told(items(LISTED + row(word), "own-number"))
    ends = {"in": (OTHER, OWN), "out": (OWN, OTHER)}
    assert isinstance(found, tuple)
    assert found[:2] == ends[known] if known else found[0] == "direction"


FROM_TO = "From,To,Call Type,Start,Duration\n"


@of_rows(
    ("word", "outcome"),
    [
        ("Outgoing", [(OWN, OTHER, AT_MS, 65)]),
        ("Voice", [(OWN, OTHER, AT_MS, 65)]),
        ("", [(OWN, OTHER, AT_MS, 65)]),
        ("Incoming", [("direction", "contradicts")]),
        ("MT", [("direction", "contradicts")]),
        ("Forwarded", [("direction", "unknown-word")]),
    ],
)
def test_a_word_against_the_columns_turns_nothing_round(word: str, outcome: list[object]) -> None:
    assert told(items(FROM_TO + row(word), "plain")) == outcome


def own(tmp_path: Path, more: str, columns: str = "") -> Path:
    """A mapping with caller, called and direction."""
    path = tmp_path / "mine.toml"
    path.write_text(
        f'operator = "mine"\n[[tables]]\nname = "calls"\ntimes = ["unmistakable"]\n{more}\n[tables.columns]\n'
        f'caller = ["From"]\ncalled = ["To"]\ndirection = ["Call Type"]\nat = ["Start"]\nseconds = ["Duration"]\n{columns}',
        "utf-8",
    )
    return path


def test_a_mapping_may_state_that_caller_and_called_stand_as_written(tmp_path: Path) -> None:
    for word in ("Incoming", "Outgoing"):
        assert told(items(FROM_TO + row(word), own(tmp_path, 'ends = "as-written"'))) == [(OWN, OTHER, AT_MS, 65)]
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=own(tmp_path, 'ends = "turned"')))


@of_rows(
    ("whose", "word", "outcome"),
    [
        ("03001234567", "Outgoing", [(OWN, OTHER, AT_MS, 65)]),
        ("03331234567", "Incoming", [(OWN, OTHER, AT_MS, 65)]),
        ("03001234567", "Incoming", [("direction", "contradicts")]),
        ("03331234567", "Outgoing", [("direction", "contradicts")]),
        ("03339999999", "Outgoing", [("party", "contradicts"), ("direction", "contradicts")]),
    ],
)
def test_the_number_whose_calls_these_are_must_stand_where_the_word_says(
    tmp_path_factory: pytest.TempPathFactory, whose: str, word: str, outcome: list[object]
) -> None:
    layout = own(tmp_path_factory.mktemp("own"), "", 'party = ["Whose"]\n')
    text = "Whose," + FROM_TO + f"{whose}," + row(word)
    assert told(items(text, layout)) == outcome


@of_rows(
    "at",
    [
        "2025-02-05T21:14:09+05:00",
        "2025-02-05T16:14:09Z",
        "2025-02-05 16:14:09.500 UTC",
        "2025-02-05 09:14:09 PM",
        "5 Feb 2025 9:14:09 pm",
        "5th February 2025 21:14:09",
        "February 5, 2025 9:14:09 PM",
        "05-Feb-2025 21:14:09 PKT",
        "۵ فروری ۲۰۲۵ ۲۱:۱۴:۰۹",
    ],
)
def test_a_time_that_nobody_can_mistake(at: str) -> None:
    for layout in ("own-number", "plain"):
        assert told(items(LISTED + row(at=at), layout)) == [(OWN, OTHER, AT_MS, 65)]


@of_rows(
    "at",
    [
        "05/02/2025 21:14:09",
        "05-Feb-25 09:14:09 PM",
        "5 Feb 2025",
        "5 Feb 2025 21:14:09 PM",
        "5 Feb 2025 00:14 AM",
        "21:14:09",
        "2025-02-30 21:14:09",
        "5th Smarch 2025 21:14",
    ],
)
def test_a_time_of_two_readings_is_none(at: str) -> None:
    for layout in ("own-number", "plain"):
        assert told(items(LISTED + row(at=at), layout)) == [("at", "not-a-date")]


def fixed(tmp_path: Path, *forms: str) -> Path:
    path = tmp_path / "fixed.toml"
    text = (SHIPPED / "own-number.toml").read_text("utf-8")
    path.write_text(text.replace('times = ["unmistakable"]', f"times = {list(forms)!r}"), "utf-8")
    return path


def test_a_layout_that_fixes_the_form_reads_a_year_of_two_digits(tmp_path: Path) -> None:
    layout = fixed(tmp_path, "%d-%b-%y %I:%M:%S %p")
    for at in ("05-Feb-25 09:14:09 PM", "05-FEB-25 9:14:09pm", "05-Feb-25 09:14:09 p.m."):
        assert told(items(LISTED + row(at=at), layout)) == [(OWN, OTHER, AT_MS, 65)]
    assert told(items(LISTED + row(at="05-Feb-25 21:14:09"), layout)) == [("at", "not-a-date")]


@of_rows(
    "forms",
    [
        ("%d-%m-%Y %H:%M:%S %p",),
        ("%d-%m-%Y %I:%M:%S",),
        ("%m-%Y %H:%M",),
        ("%H:%M:%S",),
        ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"),
    ],
)
def test_forms_that_lose_the_half_of_the_day_or_leave_two_orders_are_no_mapping(
    tmp_path_factory: pytest.TempPathFactory, forms: tuple[str, ...]
) -> None:
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=fixed(tmp_path_factory.mktemp("fixed"), *forms)))


@of_rows(
    ("written", "length"),
    [
        ("65", 65), ("65 sec", 65), ("65s", 65), ("0:01:05", 65), ("00:01:05", 65), ("1 min 5 sec", 65), ("1m 5s", 65),
        ("1m5s", 65), ("2 minutes", 120), ("1 hr 2 min", 3720), ("0", 0), ("1:05", None), ("2m", None), ("1.5 min", None),
        ("-5", None), ("a while", None), ("99999999 sec", None), ("999 hours 99999 min", None),
    ],
)  # fmt: skip
def test_a_duration_states_its_unit_or_is_of_the_column(written: str, length: int | None) -> None:
    expected = [("seconds", "not-a-number")] if length is None else [(OWN, OTHER, AT_MS, length)]
    assert told(items(LISTED + row(length=written), "own-number")) == expected


@budget(80)
@given(at=st.datetimes(datetime(2005, 1, 1), datetime(2060, 1, 1)), quarters=st.integers(-48, 56))
def test_every_way_of_writing_a_time_of_a_call_means_it(at: datetime, quarters: int) -> None:
    at = at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    ways = [at.isoformat(), f"{at:%d %b %Y %I:%M:%S %p} {at:%z}", f"{at:%B} {at.day}, {at:%Y %H:%M:%S} {at:%z}"]
    found = [told(items(LISTED + row(at=way), "own-number")) for way in ways]
    assert found == [[(OWN, OTHER, int(at.timestamp() * 1000), 65)]] * 3
