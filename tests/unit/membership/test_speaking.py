"""Registers, courts and protecting bodies of a registry: rules over their rows, and what is read off them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.membership.v1.registry_pb2 import AGENCY_KIND_COURT, Agency
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership.errors import UnsoundRegistry
from services.membership.jurisdiction import in_districts, overlap
from services.membership.registry import load_registry
from services.membership.rows import RegisterRow
from services.membership.spec import court, protection, register
from tests.rows import of_rows
from tests.unit.membership.world import edited, registry

DAY = "2026-06-01"
Change = Callable[[Payload], object]


def member(said: Payload, agency: str) -> Agency:
    return next(row for row in said.agencies if row.id == agency)


@pytest.mark.parametrize(
    ("kind", "key", "holder"),
    [
        ("FIR", "PB/LAHORE/ICHHRA/512/2020", "pk.punjab-police"),
        ("FIR", "SD/KARACHI/ARTILLERY MAIDAN/88/2023", "pk.sindh-police"),
        ("FIR", "FIA/LAHORE/AHTC/31/2024", "pk.fia"),
        ("FIR", "KP/PESHAWAR/CITY/1/2024", ""),
        ("ENQUIRY", "FIA/LHR/1/2020", "pk.fia"),
        ("COURT_CASE", "LAHORE/77/2020", "pk.lahore-sessions"),
        ("COURT_CASE", "MULTAN/77/2020", ""),
        ("COURT_CASE", "LAHORE", ""),
        ("CHALLAN", "PB/LAHORE/1/2020", ""),
    ],
)
def test_whose_a_number_is(kind: str, key: str, holder: str) -> None:
    assert registry().jurisdiction.holder(kind, key, DAY) == holder


def test_a_register_holds_between_its_days() -> None:
    def handed_over(said: Payload) -> None:
        member(said, "pk.punjab-police").registers[0].to = "2026-01-01"
        member(said, "pk.sindh-police").registers.append(register("FIR", "PB/", "2026-01-01"))

    found = load_registry(edited(handed_over)).jurisdiction
    key = "PB/LAHORE/ICHHRA/512/2020"
    assert [found.holder("FIR", key, day) for day in ("2025-12-31", "2026-01-01")] == [
        "pk.punjab-police",
        "pk.sindh-police",
    ]


def test_a_court_is_found_by_code_or_name_through_its_own_agency_alone() -> None:
    of = registry().jurisdiction
    assert of.court("pk.lahore-sessions", "PB-LHR-DSJ", DAY) == of.court(
        "pk.lahore-sessions", "Sessions Court Lahore", DAY
    )
    assert of.court("pk.lahore-sessions", "PB-LHC", DAY) is None
    assert of.court("pk.punjab-police", "PB-LHR-DSJ", DAY) is None
    assert of.court("pk.nobody", "PB-LHR-DSJ", DAY) is None
    assert of.courts_above("PB-LHR-DSJ", DAY) == ("PB-LHC",)
    assert of.courts_above("PB-LHC", DAY) == ()


def test_courts_above_one_another_in_a_circle_end() -> None:
    def circle(said: Payload) -> None:
        member(said, "pk.lahore-high-court").courts[0].above = "PB-LHR-DSJ"

    assert load_registry(edited(circle)).jurisdiction.courts_above("PB-LHR-DSJ", DAY) == ("PB-LHC", "PB-LHR-DSJ")


def test_who_protects() -> None:
    of = registry().jurisdiction
    assert [row.act for row in of.protects("pk.child-protection", DAY)] == ["PB-DNCA-2004"]
    assert of.protects("pk.fia", DAY) == ()


def test_districts_are_whole_groups() -> None:
    assert in_districts("PB/LAHORE/ICHHRA/512/2020", ["PB/LAHORE"])
    assert in_districts("PB/LAHORE/ICHHRA/512/2020", ["SD", "PB"])
    assert not in_districts("PB/LAHORE CANTT/X/1/2020", ["PB/LAHORE"])
    assert not in_districts("PB/LAHORE/X/1/2020", [])


@of_rows(
    ("rule", "change"),
    [
        ("overlap", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "PB/LAHORE/"))),
        ("overlap", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR"))),
        ("overlap", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "PB/"))),
        ("form", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "KP"))),
        ("form", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "kp/"))),
        ("form", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "KP/\u202e/"))),
        ("form", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "KP/", "today"))),
        ("validity", lambda said: member(said, "pk.sindh-police").registers.append(register("FIR", "KP/", "2026-01-01", "2026-01-01"))),
        ("enum", lambda said: member(said, "pk.sindh-police").registers.add()),
        ("court-kind", lambda said: member(said, "pk.fia").courts.append(court("X-1", "X", "HIGH", ("PB",)))),
        ("above", lambda said: member(said, "pk.lahore-sessions").courts.append(court("X-1", "X", "HIGH", ("PB",), "X-2"))),
        ("above", lambda said: member(said, "pk.lahore-sessions").courts.append(court("X-1", "X", "HIGH", ("PB",), "X-1"))),
        ("count", lambda said: member(said, "pk.lahore-sessions").courts.append(court("X-1", "X", "HIGH", ()))),
        ("form", lambda said: member(said, "pk.lahore-sessions").courts.append(court("x 1", "X", "HIGH", ("PB",)))),
        ("text", lambda said: member(said, "pk.lahore-sessions").courts.append(court("X-1", "X\n", "HIGH", ("PB",)))),
        ("distinct", lambda said: member(said, "pk.lahore-sessions").courts.append(court("PB-LHC", "X", "HIGH", ("PB",)))),
        ("form", lambda said: member(said, "pk.fia").protects.append(protection("PB", ("pb",)))),
        ("form", lambda said: member(said, "pk.fia").protects.append(protection("an act", ("PB",)))),
    ],
)  # fmt: skip
def test_what_no_registry_may_say(rule: str, change: Change) -> None:
    with pytest.raises(UnsoundRegistry) as refused:
        load_registry(edited(change))
    assert refused.value.rule == rule


def test_a_court_of_another_kind_of_agency_may_follow_once_it_is_a_court() -> None:
    def made(said: Payload) -> None:
        row = member(said, "pk.prisons")
        row.kind = AGENCY_KIND_COURT
        row.courts.append(court("SD-KHI-DSJ", "Sessions Court Karachi", "SESSION", ("SD",)))

    assert load_registry(edited(made)).jurisdiction.court("pk.prisons", "SD-KHI-DSJ", DAY) is not None


GROUPS = st.lists(st.sampled_from("ABC"), max_size=3).map(lambda parts: "".join(f"{part}/" for part in parts))
DAYS = st.sampled_from(["", "2025-01-01", "2025-06-01", "2026-01-01"])
REGISTERS = st.builds(RegisterRow, st.sampled_from(["FIR", "ENQUIRY"]), GROUPS, DAYS, DAYS)


@given(REGISTERS, REGISTERS, st.lists(st.sampled_from("ABC"), min_size=1, max_size=4))
def test_rows_that_do_not_overlap_never_hold_one_number_on_one_day(
    one: RegisterRow, other: RegisterRow, parts: list[str]
) -> None:
    key = "/".join(parts)
    both = [
        day
        for day in ("2024-01-01", "2025-03-01", "2025-09-01", "2027-01-01")
        if one.type == other.type
        and all(key.startswith(row.prefix) and row.since <= day < (row.until or "9999") for row in (one, other))
    ]
    assert overlap(one, other) or not both
