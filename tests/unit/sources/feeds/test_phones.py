"""Numbers are read in the region that is stated, and a foreign one is never made the region's own."""

from __future__ import annotations

import io
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.reference import MOBILE_RANGES
from services.sources.feeds.options import Options
from services.sources.feeds.reading import Reading
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FileRefused, Reject, Remark
from services.tables.phones import REGIONS, phone
from services.tables.rejects import BadCell

EXAMPLES = [
    (region, kind, number)
    for region in sorted(REGIONS)
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    if (number := phonenumbers.example_number_for_type(region, kind)) is not None
]
NEIGHBOURS = ["PK", "AE", "AF", "IR", "SA", "GB", "IN", "TR"]


def e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def why(text: str, region: str = "PK") -> str:
    with pytest.raises(BadCell) as refused:
        phone(text, region)
    return refused.value.reason


@pytest.mark.parametrize(
    "text",
    ["03001234567", "3001234567", "923001234567", "+923001234567", "0092 300 1234567", "0300-1234567",
     "+92 (0) 300 1234567", "0092-0300-1234567", "(0300) 1234567", "0300.123.4567"],
)  # fmt: skip
def test_one_phone_in_many_guises(text: str) -> None:
    assert phone(text) == "+923001234567"


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        ("971500000001", "PK", "+971500000001"),
        ("966512345678", "PK", "+966512345678"),
        ("93701234567", "PK", "+93701234567"),
        ("00971501234567", "PK", "+971501234567"),
        ("923001234567", "AE", "+923001234567"),
        ("0501234567", "AE", "+971501234567"),
        ("07400123456", "GB", "+447400123456"),
        ("3212345678", "PK", "+923212345678"),
        ("3212345678", "BE", "+3212345678"),
        ("03991234567", "PK", "+923991234567"),
    ],
)
def test_the_region_stated_decides_and_what_is_valid_abroad_alone_is_of_there(
    text: str, region: str, found: str
) -> None:
    assert phone(text, region) == found


@pytest.mark.parametrize(("low", "high"), MOBILE_RANGES)
def test_a_mobile_number_of_any_operator_at_home_is_read_without_its_zero(low: int, high: int) -> None:
    for prefix in range(low, high + 1):
        for written in (f"0{prefix}0001234", f"{prefix}0001234", f"92{prefix}0001234"):
            assert phone(written) == f"+92{prefix}0001234"


@pytest.mark.parametrize("text", ["", "12", "abc", "+99912", "0300123456789012345", "0301234567",
                                  "0300-1234567 x5", "0300CALLME1", "0300-1234567/0321-7654321"])  # fmt: skip
def test_what_is_no_phone(text: str) -> None:
    assert why(text) == "not-a-phone"


@pytest.mark.parametrize("text", ["3991234567", "1234567890", "300123456"])
def test_what_may_be_a_number_of_here_or_of_abroad_is_nobodys(text: str) -> None:
    assert why(text) == "phone-ambiguous"


@pytest.mark.parametrize("text", ["9.23E+11", "923000000000", "9.23001E+11", "923001000000", "+923000000000"])
def test_a_number_that_a_spreadsheet_rounded_is_refused(text: str) -> None:
    assert why(text) == "rounded-by-spreadsheet"


@pytest.mark.parametrize("region", NEIGHBOURS)
def test_no_number_of_another_country_is_made_the_regions_own(region: str) -> None:
    """Examples of every plan in the world, without +: itself, a number that the region's own plan knows, or refused."""
    strange = []
    for home, _, number in EXAMPLES:
        typed = e164(number)[1:]
        try:
            found = phone(typed, region)
        except BadCell:
            continue
        if found != f"+{typed}" and not phonenumbers.is_valid_number_for_region(phonenumbers.parse(found), region):
            strange.append((home, typed, found))
    assert strange == []


@pytest.mark.parametrize("region", NEIGHBOURS)
def test_numbers_of_home_are_read_at_home(region: str) -> None:
    for home, _, number in EXAMPLES:
        if home == region:
            national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
            assert phone(national, region) == e164(number)
            assert phone(e164(number), "PK") == e164(number)


@given(st.text(max_size=40), st.sampled_from(NEIGHBOURS))
def test_a_phone_is_e164_or_refused(text: str, region: str) -> None:
    try:
        found = phone(text, region)
    except BadCell:
        return
    assert found[0] == "+"
    assert found[1:].isdecimal()
    assert phone(found, "PK") == found


CALLS = """Call Type,A-Party,B-Party,Date & Time,Duration,Cell ID,IMEI,IMSI
Outgoing,0501234567,971500000001,05/02/2025 21:14:09,60,,,
"""
MAPPING = Path("services/sources/feeds/layouts/operator-a.toml").read_text("utf-8")


def calls(options: Options) -> list[object]:
    return list(readers()["cdr"].read(io.BytesIO(CALLS.encode()), options))


def ends(found: list[object]) -> list[tuple[str, str]]:
    return [(item.start, item.end) for item in found if isinstance(item, FeedEdge)]


def test_the_importers_region_reads_an_operators_file() -> None:
    found = calls(Options(mapping=Path("operator-a"), region="AE"))
    assert ends(found) == [("+971501234567", "+971500000001")]
    assert [item.text for item in found if isinstance(item, Remark) and item.code == "region"] == [
        "numbers without country are read in AE, or as another country's alone"
    ]


def test_the_mappings_region_goes_before_the_importers(tmp_path: Path) -> None:
    path = tmp_path / "abroad.toml"
    path.write_text(f'region = "AE"\n{MAPPING}', "utf-8")
    assert ends(calls(Options(mapping=path))) == [("+971501234567", "+971500000001")]
    path.write_text(f'region = "Dubai"\n{MAPPING}', "utf-8")
    with pytest.raises(FileRefused, match="region"):
        calls(Options(mapping=path))


def test_in_another_region_the_called_one_stays_where_it_is() -> None:
    assert ends(calls(Options(mapping=Path("operator-a")))) == [("+92501234567", "+971500000001")]


@pytest.mark.parametrize(
    ("number", "reason"), [("3991234567", "phone-ambiguous"), ("971500000000", "rounded-by-spreadsheet")]
)
def test_a_number_in_doubt_rejects_its_row(number: str, reason: str) -> None:
    data = CALLS.replace("971500000001", number).encode()
    found = list(readers()["cdr"].read(io.BytesIO(data), Options(mapping=Path("operator-a"))))
    assert [(item.row, item.column, item.reason) for item in found if isinstance(item, Reject)] == [
        (2, "other", reason)
    ]


@pytest.mark.parametrize("region", ["", "XX", "pk", "PAK"])
def test_a_region_that_is_none_is_refused(region: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="region"):
        Reading("cdr", tmp_path / "calls.csv", Options(region=region))
