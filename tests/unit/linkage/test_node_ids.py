"""One number, one node: ids as people write them, as readers make them, and what is no id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from graph.model import EDGE_KINDS, NODE_KINDS
from services.linkage.facts import CrossingFacts
from services.linkage.projection import project
from services.sources.feeds.reading import Reading, settled
from services.sources.feeds.row import FeedEdge, FeedNode, Item, Reject
from services.tables.numbers import NumberError
from services.tables.text import unseen_at
from services.values import case_references, identifiers
from services.values.errors import CaseReferenceInvalid, IdentifierInvalid
from services.values.node_ids import LONGEST, canonical, is_canonical
from tests.conformance.feeds.sample import FIGURES, FOLDER, Sample
from tests.fakes.record_changes import facts
from tests.rows import of_rows
from tests.unit.linkage.world import account, iban

KINDS = sorted(NODE_KINDS)
WORDS = ("CASE", "PLACE", "JOURNEY", "ORGANISATION")
IDS = {
    "ACCOUNT": account("A").id, "PHONE": "+923001234567", "DEVICE": "IMEI:490154203237518", "VEHICLE": "LEA1234",
    "DOCUMENT": "CNIC:3520212345671", "CASE": "FIR:PB/LAHORE/ICHHRA/512/2024", "PLACE": "DISTRICT:PK-PB-LHR",
    "JOURNEY": "CROSSING:TORKHAM:ON-FOOT:2025-03-15", "ORGANISATION": "NAME:NOOR TRADERS",
    "SUBJECT": "agencies/pk.fia/records/1",
}  # fmt: skip
UNSEEN = st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Co", "Cs"])
HONEST = "\u200c\u200d\u200e\u200f\u061c"
HEADS = (
    "",
    "IBAN:",
    "CNIC:",
    "PASSPORT:PK/",
    "WALLET:x:",
    "CASH:",
    "UNSTATED:",
    "NAME:",
    "LEI:",
    "FIR:",
    "DISTRICT:",
    "HBL:",
    "SSN:US/",
)


@pytest.mark.parametrize("text", ["CASH:CASH:HBL:0001", "UNSTATED:CASH:HBL:0001", "CASH:UNSTATED:HBL:0001"])
def test_nothing_stands_beside_what_stands_beside_an_account(text: str) -> None:
    with pytest.raises(NumberError, match="account-cash"):
        canonical("ACCOUNT", text)


def test_every_kind_has_its_rule() -> None:
    assert IDS.keys() == NODE_KINDS.keys()
    assert all(is_canonical(kind, text) for kind, text in IDS.items())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("CNIC:42101-9900023-7", "CNIC:4210199000237"),
        ("NICOP:42101-9900023-7", "NICOP:4210199000237"),
        ("POC:42101-9900023-7", "POC:4210199000237"),
        ("NTN:1234567-8", "NTN:1234567"),
        ("OLD_NIC:123-45-678901", "OLD_NIC:12345678901"),
        ("POR:gb 123456789", "POR:GB123456789"),
        ("ACC:42101-9900023-7", "ACC:4210199000237"),
        ("TAZKIRA:1400-0101-12345", "TAZKIRA:1400010112345"),
        ("CRO:lhr-12/2024", "CRO:LHR-12/2024"),
        ("FINGERPRINT:ab 12", "FINGERPRINT:AB-12"),
    ],
)
def test_a_card_is_one_id_however_it_is_written(typed: str, name: str) -> None:
    assert canonical("DOCUMENT", typed) == name


@pytest.mark.parametrize("card", ["CNIC", "NICOP", "POC", "POR", "ACC", "NTN"])
def test_a_card_of_too_few_digits_is_none(card: str) -> None:
    with pytest.raises(NumberError):
        canonical("DOCUMENT", f"{card}:12345")


@given(st.sampled_from(KINDS), st.sampled_from(HEADS), st.text(max_size=60))
@example("ORGANISATION", "NAME:", "ŉ ß ﬁ")
@example("PLACE", "DISTRICT:", "e\u0301")
@example("ORGANISATION", "NAME:", "\u0345α")
def test_a_canonical_id_is_its_own(kind: str, head: str, text: str) -> None:
    try:
        found = canonical(kind, head + text)
    except NumberError:
        return
    assert canonical(kind, found) == found
    assert 0 < len(found) <= LONGEST


@given(st.sampled_from(KINDS), UNSEEN, st.integers(0, 40))
@example("ACCOUNT", "\x1b", 7)
@example("ACCOUNT", "\n", 40)
@example("PHONE", "\u202e", 0)
def test_what_nobody_sees_makes_no_id(kind: str, unseen: str, at: int) -> None:
    assume(kind not in WORDS or unseen not in HONEST)
    text = IDS[kind]
    with pytest.raises(NumberError):
        canonical(kind, text[:at] + unseen + text[at:])


@given(st.sampled_from(KINDS), st.text(max_size=80))
def test_an_id_holds_nothing_unseen(kind: str, text: str) -> None:
    try:
        found = canonical(kind, text)
    except NumberError:
        return
    assert unseen_at(found) < 0
    assert found == found.strip()


@given(st.data())
def test_an_account_is_one_node_however_it_is_written(data: st.DataObject) -> None:
    number = iban("A")
    blanks = data.draw(st.lists(st.sampled_from(["", " ", "  ", "-", ".", "\u00a0"]), min_size=24, max_size=24))
    zero = data.draw(st.sampled_from([0x30, 0x660, 0x6F0, 0x966, 0xFF10]))
    digits = "".join(chr(zero + int(c)) if c.isdigit() else c for c in number)
    written = "".join(blank + c for blank, c in zip(blanks, digits, strict=True))
    head = data.draw(st.sampled_from(["", "IBAN:", "iban: "]))
    assert canonical("ACCOUNT", head + data.draw(st.sampled_from([written, written.lower()]))) == f"IBAN:{number}"


@given(st.integers(4, 23), st.integers(1, 9))
def test_an_account_with_a_digit_wrong_is_none(at: int, by: int) -> None:
    number = iban("1234567890")
    assume(number[at].isdigit())
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    for head in ("", "IBAN:", "HBL:"):
        with pytest.raises(NumberError) as refused:
            canonical("ACCOUNT", head + wrong)
        assert refused.value.rule == "iban-check"


@given(st.sampled_from(sorted(identifiers.TYPES - {"NAME_KEY", "PHONE", "IBAN", "VEHICLE", "IMEI", "IMSI"})), st.data())
def test_numbers_of_records_are_ids_as_they_stand(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(r"[A-Z]{0,2}[0-9]{5,16}", fullmatch=True))
    country = "PK" if kind == "PASSPORT" else ""
    try:
        found = identifiers.parse(kind, text, country)
    except IdentifierInvalid:
        return
    assert is_canonical("DOCUMENT", identifiers.key(found))


LETTERS = st.characters(codec="utf-8", min_codepoint=0x20, max_codepoint=0x6FF)


@given(st.sampled_from(sorted(case_references.TYPES)), st.lists(st.text(LETTERS, max_size=8), min_size=1, max_size=5))
def test_case_numbers_of_records_are_ids_as_they_stand(kind: str, parts: list[str]) -> None:
    try:
        reference = case_references.parse(kind, "/".join(parts))
    except CaseReferenceInvalid:
        return
    assert is_canonical("CASE", case_references.text_form(reference))


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_what_records_make_is_canonical(post: str, carrier: str, district: str) -> None:
    crossing = CrossingFacts("EXIT", 86_400_000, "1970-01-02", post, carrier)
    told = replace(facts("r"), kind="BORDER_CROSSING", crossing=crossing, district=district)
    for edge in project.subject_edges(told, 1):
        kind = EDGE_KINDS[edge.kind]
        for name, end in ((kind.source, edge.start), (kind.target, edge.end)):
            assert is_canonical(name, end), (name, end)


def test_a_journey_told_by_a_record_and_by_a_list_is_one() -> None:
    crossing = CrossingFacts("EXIT", 86_400_000, "1970-01-02", "Torkham", "")
    told = replace(facts("r"), kind="BORDER_CROSSING", crossing=crossing)
    (found,) = [edge.end for edge in project.subject_edges(told, 1) if edge.kind == "TRAVELLED"]
    assert found == "CROSSING:TORKHAM:ON-FOOT:1970-01-02"


def ids_of(items: list[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, FeedNode):
            yield item.kind, item.id
        elif isinstance(item, FeedEdge):
            kind = EDGE_KINDS[item.kind]
            yield from ((kind.source, item.start), (kind.target, item.end))


@of_rows("name", FIGURES)
def test_reading_then_settling_changes_no_number(name: str) -> None:
    """Of names in ids (operators of cells, providers) the case changes; of numbers nothing."""
    items = Sample(FOLDER / name).items()
    assert list(ids_of(items))
    assert [each for each in ids_of(items) if each[0] not in WORDS and not is_canonical(*each)] == []


@of_rows("name", FIGURES)
def test_what_leaves_the_reading_is_canonical(name: str) -> None:
    sample = Sample(FOLDER / name)
    pages = list(Reading(sample.kind, sample.path, sample.options).pages())
    found = [each for page in pages for each in ids_of([*page.nodes, *page.edges])]
    assert found
    assert all(is_canonical(*each) for each in found)


def test_an_edge_without_ids_is_a_reject_and_its_node_goes() -> None:
    bad = FeedEdge("TRANSFERRED", "0" * 24, "IBAN:PK37SCBL0000001123456702", account("A").id, row=7)
    found = list(settled([FeedNode("ACCOUNT", bad.start), bad]))
    assert found == [Reject(7, "transferred", "", "not-an-identifier")]
