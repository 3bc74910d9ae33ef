"""What offices write in single cells: texts, numbers, dates, nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables import cells
from services.tables.rejects import REASONS, BadCell
from services.values.dates import span
from tests.rows import of_rows
from tests.unit.sources.exports.why import why

ANY_CELL = st.one_of(st.text(max_size=60), st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))
READERS: list[Callable[[str | datetime], object]] = [
    cells.text,
    cells.required,
    cells.number_text,
    cells.whole,
    cells.yes,
    cells.days,
    cells.day,
    cells.moment,
]


def reason(read: Callable[[str | datetime], object], raw: str | datetime) -> str:
    with pytest.raises(BadCell) as found:
        read(raw)
    return found.value.reason


@pytest.mark.parametrize("read", READERS)
@given(raw=ANY_CELL)
def test_any_cell_is_read_or_told_why_not(read: Callable[[str | datetime], object], raw: str | datetime) -> None:
    assert why(lambda: read(raw)) in {*REASONS, ""}


@given(st.text(max_size=60))
def test_clean_text_is_clean_and_stays_so(raw: str) -> None:
    try:
        clean = cells.text(raw)
    except BadCell:
        return
    assert cells.text(clean) == clean
    assert clean == clean.strip()
    assert not clean.startswith(("=", "@", "'")) or clean == ""
    assert all(char == "\n" or char.isprintable() or char == "\u200c" for char in clean) or not clean.isascii()


@of_rows(
    "raw",
    [
        "",
        " ",
        "NILL",
        "nil",
        "N/A",
        "-",
        "--",
        ".",
        "x",
        "Unknown",
        "نامعلوم",
        "\u200fنامعلوم\u200f",
        "\u00a0",
        "معلوم نہیں",
    ],
)
def test_nothing_is_nothing(raw: str) -> None:
    assert cells.text(raw) == ""
    assert reason(cells.required, raw) == "missing"


@of_rows(
    ("raw", "clean"),
    [
        ("  a   b ", "a b"),
        ("a\tb", "a b"),
        ("a\r\nb\n", "a\nb"),
        ("علي كريم", "علی کریم"),
        ("۱۲۳", "123"),
        ("٤٥٦", "456"),
        ("\u200fAli\u200e", "Ali"),
        ("\ufeffAli", "Ali"),
        ("a\u00a0b", "a b"),
        ('="03001234567"', "03001234567"),
        ("'03001234567", "03001234567"),
        ("نی\u200cم", "نی\u200cم"),
        ("e\u0301", "é"),
    ],
)
def test_texts_are_cleaned(raw: str, clean: str) -> None:
    assert cells.text(raw) == clean


@of_rows(
    ("raw", "why"),
    [
        ("=1+1", "formula"),
        (" =cmd|' /C calc'!A0", "formula"),
        ("@SUM(A1)", "formula"),
        ("\x1b[31mred", "control-character"),
        ("abc\u202edef", "control-character"),
        ("abc\u2066def", "control-character"),
        ("a\x00b", "nul-byte"),
        ("a\x85b", "control-character"),
        ("bad \ufffd byte", "undecodable"),
        ("#REF!", "excel-error"),
        ("x" * 2001, "too-long"),
        ("x" * 99_999, "too-long"),
        (datetime(2024, 12, 24), "turned-into-date"),
    ],
)
def test_texts_that_are_refused(raw: str | datetime, why: str) -> None:
    assert reason(cells.text, raw) == why


@pytest.mark.parametrize("raw", ["3.52E+12", "3.52021E+12", "4E+11", "1.2e+10", "۳.۵۲E+۱۲"])
def test_rounded_numbers_are_beyond_repair(raw: str) -> None:
    assert reason(cells.number_text, raw) == "rounded-by-spreadsheet"


@pytest.mark.parametrize("raw", ["24-Dec", "Dec-24", "24 Dec", "1-Jan", "Sep-2024", "12-December"])
def test_numbers_turned_into_dates_are_beyond_repair(raw: str) -> None:
    assert reason(cells.number_text, raw) == "turned-into-date"


@pytest.mark.parametrize("raw", ["512/2024", "E-12/24", "35202-9900001-1", "Crl.A. 5/2017", "31/AHTC/2024"])
def test_other_numbers_are_left_as_they_are(raw: str) -> None:
    assert cells.number_text(raw) == raw


@pytest.mark.parametrize(
    ("raw", "value"), [("", 0), ("7", 7), ("50,000", 50000), ("100000/-", 100000), ("۵۰", 50), ("5.0", 5)]
)
def test_whole_numbers(raw: str, value: int) -> None:
    assert cells.whole(raw) == value


@pytest.mark.parametrize("raw", ["-1", "1.5", "five", "1e3", "99999999999999", "²"])
def test_what_is_no_whole_number(raw: str) -> None:
    assert reason(cells.whole, raw) in {"not-a-number", "rounded-by-spreadsheet"}


@pytest.mark.parametrize(("raw", "value"), [("1,234", 1234), ("12,34,567", 1234567), ("1,234,567", 1234567)])
def test_thousands_and_lakhs(raw: str, value: int) -> None:
    assert cells.whole(raw) == value


@pytest.mark.parametrize("raw", ["5,0000", "1,23", "12,3456", "1,23,45", ",123", "1,,234"])
def test_a_grouping_of_nobody_is_no_number(raw: str) -> None:
    assert reason(cells.whole, raw) == "not-a-number"


def test_a_number_has_a_limit() -> None:
    assert cells.whole("366", 366) == 366
    with pytest.raises(BadCell):
        cells.whole("367", 366)


@pytest.mark.parametrize(
    ("raw", "value"), [("Yes", True), ("ہاں", True), ("1", True), ("no", False), ("", False), ("NILL", False)]
)
def test_yes_and_no(raw: str, value: bool) -> None:
    assert cells.yes(raw) is value


def test_words_are_of_a_list() -> None:
    words = {"bail": "BAIL"}
    assert cells.word(" BAIL ", words) == "BAIL"
    assert cells.word("", words) == ""
    assert reason(lambda raw: cells.word(raw, words), "freedom") == "unknown-word"


DAY = ("2024-03-12", "2024-03-12")


@of_rows(
    ("raw", "found"),
    [
        ("2024-03-12", DAY),
        ("12-03-2024", DAY),
        ("12/03/2024", DAY),
        ("12.3.2024", DAY),
        ("۱۲/۰۳/۲۰۲۴", DAY),
        ("12-Mar-2024", DAY),
        ("12 March 2024", DAY),
        ("12 مارچ 2024", DAY),
        ("45363", DAY),
        ("45363.6041667", DAY),
        ("12-03-2024 14:30", DAY),
        ("2024-03-12T14:30:00+05:00", DAY),
        (datetime(2024, 3, 12, 9, 30), DAY),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("", ("", "")),
        ("NILL", ("", "")),
    ],
)
def test_days(raw: str | datetime, found: tuple[str, str]) -> None:
    assert cells.days(raw) == found


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("12-03-24", "year-of-two-digits"),
        ("12-Mar-24", "year-of-two-digits"),
        ("31-02-2024", "not-a-date"),
        ("12/24/2024", "not-a-date"),
        ("soon", "not-a-date"),
        ("0000", "not-a-date"),
        ("1799", "not-a-date"),
        ("2024-13-01", "not-a-date"),
        ("123456", "not-a-date"),
        ("12 Foo 2024", "not-a-date"),
        ("01-01-0001", "not-a-date"),
    ],
)
def test_what_is_no_day(raw: str, why: str) -> None:
    assert reason(cells.days, raw) == why


def test_a_year_alone_is_no_day() -> None:
    assert reason(cells.day, "2024") == "not-a-date"


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_means_it(at: date) -> None:
    serial = (at - date(1899, 12, 30)).days
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    ways: list[str | datetime] = [
        at.isoformat(),
        f"{at.day:02}-{at.month:02}-{at.year}",
        f"{at.day}/{at.month}/{at.year}",
        f"{at.day} {months[at.month - 1]} {at.year}",
        datetime(at.year, at.month, at.day),
    ]
    if 10_000 <= serial <= 99_999:
        ways.append(str(serial))
    assert {cells.day(way) for way in ways} == {at.isoformat()}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("12-03-2024 14:30", "2024-03-12T14:30+05:00"),
        ("12-03-2024, 2:05", "2024-03-12T02:05+05:00"),
        ("12-03-2024 14.30 hrs", "2024-03-12T14:30+05:00"),
        ("2024-03-12T14:30:15Z", "2024-03-12T14:30:15+00:00"),
        ("2024-03-12 14:30 -0330", "2024-03-12T14:30-03:30"),
        ("12-03-2024", "2024-03-12"),
        (datetime(2024, 3, 12), "2024-03-12"),
        (datetime(2024, 3, 12, 14, 30), "2024-03-12T14:30+05:00"),
        ("", ""),
    ],
)
def test_moments(raw: str | datetime, found: str) -> None:
    assert cells.moment(raw) == found
    if found:
        span(found)


@pytest.mark.parametrize("raw", ["12-03-2024 25:00", "12-03-2024 14:75", "31-02-2024 10:00", "10:00", "2024"])
def test_what_is_no_moment(raw: str) -> None:
    assert reason(cells.moment, raw) == "not-a-date"


@given(st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)))
def test_moments_are_what_the_hub_reads(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    found = span(cells.moment(at.strftime("%d-%m-%Y %H:%M")))
    utc = at.replace(tzinfo=UTC) - timedelta(hours=5)
    assert found.first_ms == int(utc.timestamp() * 1000)


@pytest.mark.parametrize("raw", [" ", "NILL", "\u200f-\u200f", "\u00a0نامعلوم"])
def test_what_says_nothing_can_be_told_without_reading(raw: str) -> None:
    assert cells.is_nothing(raw)
    assert not cells.is_nothing("0")


@of_rows(
    ("raw", "clean"),
    [
        ("３５２０２-９９０００01-１", "35202-9900001-1"),
        ("ＡＢ１２３４５６７", "AB1234567"),
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
        ("\ufb8e\ufeae\ufbfe\ufee2", "کریم"),
        ("علی\u3000رضا", "علی رضا"),
        ("302²", "302²"),
        ("½", "½"),
        ("№ ５", "№ 5"),
        ("محمد\ufdfa", "محمد\ufdfa"),
        ("مُحمّد اِقبال", "مُحمّد اِقبال"),
        ("آصف عظمیٰ ثناءاللہ", "آصف عظمیٰ ثناءاللہ"),
        ("نورِ چشم جوئیہ ۓ", "نورِ چشم جوئیہ ۓ"),
    ],
)
def test_other_forms_of_a_sign_are_the_plain_one_and_the_rest_is_as_written(raw: str, clean: str) -> None:
    assert cells.text(raw) == clean


@given(st.text("ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئۂۃًٌٍَُِّٰ ", min_size=1, max_size=40))
def test_urdu_is_read_as_written(raw: str) -> None:
    assert cells.text(raw) in ("", " ".join(unicodedata.normalize("NFC", raw).split()))


def test_a_formula_in_full_width_is_one() -> None:
    assert reason(cells.text, "＝HYPERLINK(1)") == "formula"
