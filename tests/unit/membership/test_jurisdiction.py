"""Whose a number is, over registries drawn at random: against a plain search through all rows."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.membership.jurisdiction import Jurisdiction, holds_on, in_districts, overlap
from services.membership.rows import AgencyRow, CourtRow, ProtectionRow, RegisterRow
from tests.fakes.world.registries import member_row

GROUPS = st.lists(st.sampled_from("ABC"), max_size=3)
PREFIXES = GROUPS.map(lambda parts: "".join(f"{part}/" for part in parts))
KEYS = st.lists(st.sampled_from("ABC"), min_size=1, max_size=4).map("/".join)
DAYS = st.sampled_from(["2024-12-31", "2025-01-01", "2025-05-31", "2025-06-01", "2026-01-01"])
ENDS = st.sampled_from(["", "2025-01-01", "2025-06-01", "2026-01-01"])
TYPES = st.sampled_from(["FIR", "ENQUIRY"])
REGISTERS = st.builds(RegisterRow, TYPES, PREFIXES, ENDS, ENDS)
TIERS = st.sampled_from(["MAGISTRATE", "SESSION", "HIGH"])
CODES = ("C-1", "C-2", "C-3")
COURTS = st.builds(
    CourtRow,
    st.sampled_from(CODES),
    st.sampled_from(["First", "Second", "Third"]),
    TIERS,
    st.lists(GROUPS.filter(bool).map("/".join), max_size=2).map(tuple),
    st.sampled_from(["", *CODES]),
    st.just(frozenset()),
    ENDS,
    ENDS,
)


@st.composite
def holders(draw: st.DrawFn) -> dict[str, AgencyRow]:
    """Agencies whose registers do not overlap, as a sound registry has them."""
    sound: list[tuple[str, RegisterRow]] = []
    for row in draw(st.lists(REGISTERS, max_size=6)):
        if not any(overlap(row, other) for _, other in sound):
            sound.append((draw(st.sampled_from(["pk.a", "pk.b", "pk.c"])), row))
    return {
        name: member_row(name, "POLICE", registers=tuple(row for owner, row in sound if owner == name))
        for name in ("pk.a", "pk.b", "pk.c")
    }


@st.composite
def benches(draw: st.DrawFn) -> dict[str, AgencyRow]:
    """Courts of two agencies, and an agency of another kind that lists courts before which it pleads."""
    kinds = (("pk.court", "COURT"), ("pk.high", "COURT"), ("pk.prosecution", "PROSECUTION"))
    return {name: member_row(name, kind, courts=tuple(draw(st.lists(COURTS, max_size=3)))) for name, kind in kinds}


def plain_holder(agencies: dict[str, AgencyRow], kind: str, key: str, day: str) -> set[str]:
    """Everybody one of whose rows holds the number that day, by looking at each."""
    return {
        name
        for name, row in agencies.items()
        for one in row.registers
        if one.type == kind
        and (key.startswith(one.prefix) or key == one.prefix)
        and one.since <= day < (one.until or "9")
    }


class TestHolder:
    @given(holders(), TYPES, KEYS, DAYS)
    def test_as_a_search_through_all_rows_finds(
        self, agencies: dict[str, AgencyRow], kind: str, key: str, day: str
    ) -> None:
        found = plain_holder(agencies, kind, key, day)
        assert len(found) <= 1, "rows that do not overlap"
        assert Jurisdiction(agencies).holder(kind, key, day) == next(iter(found), "")

    @given(holders(), KEYS, DAYS)
    def test_a_number_of_another_type_is_another(self, agencies: dict[str, AgencyRow], key: str, day: str) -> None:
        assert Jurisdiction(agencies).holder("COURT_CASE", key, day) == ""

    @given(holders(), TYPES, KEYS, DAYS, st.randoms(use_true_random=False))
    def test_the_order_of_members_and_rows_changes_nothing(
        self, agencies: dict[str, AgencyRow], kind: str, key: str, day: str, dice: Random
    ) -> None:
        names = list(agencies)
        dice.shuffle(names)
        assert Jurisdiction({name: agencies[name] for name in names}).holder(kind, key, day) == Jurisdiction(
            agencies
        ).holder(kind, key, day)


class TestOverlap:
    @given(REGISTERS, REGISTERS)
    def test_it_has_no_sides(self, one: RegisterRow, other: RegisterRow) -> None:
        assert overlap(one, other) == overlap(other, one)

    @given(REGISTERS, REGISTERS, KEYS, DAYS)
    def test_one_number_on_one_day_under_both_is_an_overlap(
        self, one: RegisterRow, other: RegisterRow, key: str, day: str
    ) -> None:
        both = all(row.type == one.type and key.startswith(row.prefix) and holds_on(row, day) for row in (one, other))
        assert not both or overlap(one, other)

    @given(REGISTERS, REGISTERS)
    def test_an_overlap_is_shown_by_a_number_and_a_day(self, one: RegisterRow, other: RegisterRow) -> None:
        if not overlap(one, other):
            return
        key, day = max(one.prefix, other.prefix, key=len) + "X", max(one.since, other.since) or "2000-01-01"
        for row in (one, other):
            empty = bool(row.until) and row.since >= row.until
            assert key.startswith(row.prefix)
            assert holds_on(row, day) or empty


class TestCourts:
    @given(benches(), st.sampled_from(CODES), DAYS)
    def test_courts_above_are_found_once_each_and_end(
        self, agencies: dict[str, AgencyRow], code: str, day: str
    ) -> None:
        above = Jurisdiction(agencies).courts_above(code, day)
        assert len(set(above)) == len(above) <= len(CODES)

    @given(benches(), st.sampled_from([*CODES, "First", "Second", "nobody", ""]), DAYS)
    def test_a_tier_is_that_of_a_listed_court_of_that_day(
        self, agencies: dict[str, AgencyRow], named: str, day: str
    ) -> None:
        listed = {
            court.tier
            for agency in agencies.values()
            if agency.kind == "COURT"
            for court in agency.courts
            if named in (court.code, court.name) and court.since <= day < (court.until or "9")
        }
        found = Jurisdiction(agencies).tier(named, day)
        assert found in listed if listed else found == ""

    @given(benches(), st.sampled_from([*CODES, "First"]), DAYS)
    def test_nobody_speaks_for_a_court_of_another_member(
        self, agencies: dict[str, AgencyRow], named: str, day: str
    ) -> None:
        of = Jurisdiction(agencies)
        for name, agency in agencies.items():
            court = of.court(name, named, day)
            listed = [each for each in agency.courts if named in (each.code, each.name) and holds_on(each, day)]
            assert court == (listed[0] if listed else None)
            assert of.court("pk.stranger", named, day) is None
            only = of.only_court(name, day)
            assert (only is not None) == (len([each for each in agency.courts if holds_on(each, day)]) == 1)

    @given(benches(), KEYS, DAYS)
    def test_who_tries_a_case_has_it_in_a_district_and_is_a_court(
        self, agencies: dict[str, AgencyRow], key: str, day: str
    ) -> None:
        trying = Jurisdiction(agencies).trying(key, day)
        for name, agency in agencies.items():
            lies = [court for court in agency.courts if holds_on(court, day) and in_districts(key, court.districts)]
            assert (name in trying) == (agency.kind == "COURT" and bool(lies))

    @given(benches(), DAYS)
    def test_codes_of_a_prosecution_are_those_of_its_row(self, agencies: dict[str, AgencyRow], day: str) -> None:
        codes = Jurisdiction(agencies).codes("pk.prosecution", day)
        assert codes == {court.code for court in agencies["pk.prosecution"].courts if holds_on(court, day)}


class TestDistricts:
    @given(KEYS, st.lists(GROUPS.filter(bool).map("/".join), max_size=3))
    def test_whole_groups_from_the_left(self, key: str, districts: list[str]) -> None:
        parts = key.split("/")
        expected = any(parts[: len(each.split("/"))] == each.split("/") for each in districts)
        assert in_districts(key, districts) == expected

    @given(st.builds(ProtectionRow, st.just("ACT"), st.just(("PB",)), ENDS, ENDS), DAYS)
    def test_who_protects_between_its_days(self, row: ProtectionRow, day: str) -> None:
        of = Jurisdiction({"pk.cp": member_row("pk.cp", "CHILD_PROTECTION", protects=(row,))})
        assert of.protects("pk.cp", day) == ((row,) if row.since <= day < (row.until or "9") else ())
        assert of.protects("pk.other", day) == ()


def test_a_court_speaks_through_the_court_member_that_lists_it_and_not_through_its_prosecution() -> None:
    day = "2025-06-01"
    lahore = CourtRow("C-1", "First", "SESSION", ("A",), "", frozenset(), "2025-01-01", "2026-01-01")
    both = {name: member_row(name, kind, courts=(lahore,)) for name, kind in (("p", "PROSECUTION"), ("c", "COURT"))}
    known = Jurisdiction(both)
    assert known.court_agency("C-1", day) == known.court_agency("First", day) == "c"
    assert known.court_agency("Second", day) == known.court_agency("", day) == ""
    assert known.court_agency("First", "2027-01-01") == ""
    assert Jurisdiction({"p": both["p"]}).court_agency("C-1", day) == ""
