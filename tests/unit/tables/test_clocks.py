"""Times as people write them: of 12 hours, with seconds and zone, and days whose month is a word."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from services.tables import cells
from services.tables.rejects import BadCell
from tests.budget import budget
from tests.rows import of_rows


def read(text: str) -> str:
    """The moment, or the reason why there is none."""
    try:
        return cells.moment(text)
    except BadCell as finding:
        return finding.reason


@of_rows(
    ("written", "meant"),
    [
        ("12 March 2024 02:15 PM", "2024-03-12T14:15+05:00"),
        ("12-03-2024 2:15 pm", "2024-03-12T14:15+05:00"),
        ("12-03-2024 2:15PM", "2024-03-12T14:15+05:00"),
        ("12-03-2024 2.15 p.m.", "2024-03-12T14:15+05:00"),
        ("12-03-2024 2 pm", "2024-03-12T14:00+05:00"),
        ("12-03-2024 12:05 AM", "2024-03-12T00:05+05:00"),
        ("12-03-2024 12:05 PM", "2024-03-12T12:05+05:00"),
        ("12-03-2024 02:15:33 AM", "2024-03-12T02:15:33+05:00"),
        ("2024-03-12T14:15:33.250+05:00", "2024-03-12T14:15:33+05:00"),
        ("2024-03-12 14:15:33 +0430", "2024-03-12T14:15:33+04:30"),
        ("2024-03-12T14:15+05", "2024-03-12T14:15+05:00"),
        ("2024-03-12 14:15 UTC", "2024-03-12T14:15+00:00"),
        ("2024-03-12 14:15 PKT", "2024-03-12T14:15+05:00"),
        ("12-03-2024 14:15 بجے", "2024-03-12T14:15+05:00"),
        ("12th March 2024", "2024-03-12"),
        ("1st of March, 2024", "2024-03-01"),
        ("22nd Sept 2024", "2024-09-22"),
        ("March 12, 2024", "2024-03-12"),
        ("Mar 12 2024", "2024-03-12"),
        ("march 3rd, 2024 at 2:15 pm", "2024-03-03T14:15+05:00"),
        ("12th March 2024, 02:15 PM", "2024-03-12T14:15+05:00"),
        ("مارچ 12، 2024", "not-a-date"),
        ("12-03-2024 14:15 PM", "not-a-date"),
        ("12-03-2024 00:15 AM", "not-a-date"),
        ("12-03-2024 13 pm", "not-a-date"),
        ("12-03-2024 24:00", "not-a-date"),
        ("12-03-2024 14:15 +99:00", "not-a-date"),
        ("12-03-2024 14:15 PST", "not-a-date"),
        ("12st March 2024", "not-a-date"),
        ("31st June 2024", "not-a-date"),
        ("12 Marble 2024", "not-a-date"),
        ("12 Ma 2024", "not-a-date"),
        ("12-Mar-24 02:15:33 PM", "year-of-two-digits"),
        ("12/03/24 2:15 pm", "year-of-two-digits"),
        ("12th March 24", "not-a-date"),
        ("March 12, 24", "not-a-date"),
    ],
)
def test_what_is_written_is_what_is_read(written: str, meant: str) -> None:
    assert read(written) == meant


@of_rows("written", ["12-03-2024 14:15 PM", "12-03-2024 25:00", "12st March 2024 10:00"])
def test_a_day_with_an_impossible_clock_is_no_day_either(written: str) -> None:
    try:
        read_as = cells.day(written)
    except BadCell as finding:
        read_as = finding.reason
    assert read_as == "not-a-date"


def ordinal(day: int) -> str:
    return f"{day}{'th' if 11 <= day <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


@budget(120)
@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.integers(-47, 56).map(
        lambda quarters: timezone(timedelta(minutes=15 * quarters))).map(st.just).flatmap(lambda zone: zone))
)  # fmt: skip
def test_every_way_of_writing_a_time_means_it(at: datetime) -> None:
    at = at.replace(microsecond=0)
    month, half = calendar.month_name[at.month], "AM" if at.hour < 12 else "PM"
    clock = f"{at.hour % 12 or 12}:{at:%M:%S} {half} {at:%z}"
    ways = (
        at.isoformat(),
        f"{at:%Y-%m-%d %H:%M:%S} {at:%z}",
        f"{at:%d-%m-%Y} {clock}",
        f"{ordinal(at.day)} {month} {at.year} {clock}",
        f"{month[:3]} {at.day}, {at.year} {clock.lower()}",
    )
    assert {datetime.fromisoformat(read(way)) for way in ways} == {at}
