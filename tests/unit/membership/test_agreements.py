"""Agreements of a registry: rules over their rows, what is in force on a day, and what a later version may change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from rabta.access.v1.purpose_pb2 import HANDLING_CODE_H1, HANDLING_CODE_OPEN, PURPOSE_CHECKPOINT
from rabta.membership.v1.registry_pb2 import Agreement
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership.agreements import (
    MAX_AGREEMENTS,
    agreement_row,
    drafted_agreement,
    end_agreement,
    set_agreement,
)
from services.membership.errors import BrokenChain, UnsoundRegistry
from services.membership.governance import next_draft
from services.membership.registry import load_registry
from services.membership.rows import AgreementRow
from tests.fakes.world.in_memory import unsigned
from tests.rows import of_rows
from tests.unit.membership.world import DAY, draft, edited, payload, registry, successor

Change = Callable[[Agreement], object]
HOLDER = "pk.punjab-police"


def agreement(ident: str = "fia-punjab-lists", **change: object) -> Agreement:
    row = Agreement(
        id=ident,
        giver="pk.fia",
        holder=HOLDER,
        kinds=["LIST_ENTRY", "PROCLAMATION"],
        handling=[HANDLING_CODE_OPEN, HANDLING_CODE_H1],
        roles=["LISTED", "JUVENILE"],
        purposes=[PURPOSE_CHECKPOINT],
        statute="FIA Act 1974 s. 5",
        to="2027-01-01",
        stale_after_h=72,
        onward=True,
        **{"from": "2026-01-01"},
    )
    for name, value in change.items():
        setattr(row, name, value)
    return row


def having(*rows: Agreement) -> Callable[[Payload], None]:
    return lambda said: said.agreements.extend(rows)


def test_a_row_says_it_in_words() -> None:
    assert load_registry(edited(having(agreement()))).agreements == (
        AgreementRow(
            id="fia-punjab-lists",
            giver="pk.fia",
            holder=HOLDER,
            kinds=frozenset({"LIST_ENTRY", "PROCLAMATION"}),
            handling=frozenset({"OPEN", "H1"}),
            roles=frozenset({"LISTED", "JUVENILE"}),
            purposes=frozenset({"CHECKPOINT"}),
            statute="FIA Act 1974 s. 5",
            since="2026-01-01",
            until="2027-01-01",
            stale_after_h=72,
            onward=True,
        ),
    )


def test_a_registry_without_agreements_lets_nobody_hold_copies() -> None:
    assert registry().agreements == ()
    assert registry().agreements_of(HOLDER, "2026-06-01") == ()


@pytest.mark.parametrize(
    ("day", "found"), [("2025-12-31", []), ("2026-01-01", ["a"]), ("2026-12-31", ["a"]), ("2027-01-01", [])]
)
def test_an_agreement_holds_between_its_days_and_for_its_holder(day: str, found: list[str]) -> None:
    other = agreement("b", holder="pk.prisons")
    loaded = load_registry(edited(having(agreement("a"), other)))
    assert [row.id for row in loaded.agreements_of(HOLDER, day)] == found
    assert loaded.agreements_of("pk.fia", day) == ()


@of_rows(
    ("rule", "where", "change"),
    [
        ("form", "id", lambda row: row.__setattr__("id", "An agreement")),
        ("form", "id", lambda row: row.ClearField("id")),
        ("member", "giver", lambda row: row.__setattr__("giver", "pk.nobody")),
        ("member", "holder", lambda row: row.__setattr__("holder", "")),
        ("same", "holder", lambda row: row.__setattr__("holder", "pk.fia")),
        ("count", "kinds", lambda row: row.ClearField("kinds")),
        ("enum", "kinds", lambda row: row.kinds.append("AUDIT_ENTRY")),
        ("enum", "kinds", lambda row: row.kinds.append("list_entry")),
        ("distinct", "kinds", lambda row: row.kinds.append("LIST_ENTRY")),
        ("count", "handling", lambda row: row.ClearField("handling")),
        ("enum", "handling", lambda row: row.handling.append(0)),
        ("enum", "handling", lambda row: row.handling.append(99)),
        ("distinct", "handling", lambda row: row.handling.append(HANDLING_CODE_H1)),
        ("enum", "roles", lambda row: row.roles.append("CHILD")),
        ("distinct", "roles", lambda row: row.roles.append("LISTED")),
        ("count", "purposes", lambda row: row.ClearField("purposes")),
        ("enum", "purposes", lambda row: row.purposes.append(0)),
        ("enum", "purposes", lambda row: row.purposes.append(99)),
        ("distinct", "purposes", lambda row: row.purposes.append(PURPOSE_CHECKPOINT)),
        ("text", "statute", lambda row: row.ClearField("statute")),
        ("text", "statute", lambda row: row.__setattr__("statute", "An Act\n")),
        ("form", "from", lambda row: row.ClearField("from")),
        ("form", "from", lambda row: setattr(row, "from", "soon")),
        ("form", "to", lambda row: row.ClearField("to")),
        ("form", "to", lambda row: row.__setattr__("to", "2026-13-01")),
        ("validity", "to", lambda row: row.__setattr__("to", "2026-01-01")),
        ("life", "to", lambda row: row.__setattr__("to", "2036-01-02")),
        ("range", "stale_after_h", lambda row: row.__setattr__("stale_after_h", 721)),
    ],
)
def test_what_no_agreement_may_say(rule: str, where: str, change: Change) -> None:
    row = agreement()
    change(row)
    with pytest.raises(UnsoundRegistry) as refused:
        load_registry(edited(having(row)))
    assert (refused.value.rule, refused.value.where) == (rule, f"agreements[0].{where}")


@pytest.mark.parametrize(("until", "hours"), [("2036-01-01", 720), ("2026-01-02", 0)])
def test_the_most_and_the_least_that_an_agreement_may_say(until: str, hours: int) -> None:
    assert load_registry(edited(having(agreement(to=until, stale_after_h=hours)))).agreements


def test_an_agreement_needs_no_role() -> None:
    row = agreement()
    row.ClearField("roles")
    assert load_registry(edited(having(row))).agreements[0].roles == frozenset()


def test_a_term_that_begins_on_a_leap_day_is_ten_years_at_most() -> None:
    row = agreement(to="2038-02-28")
    setattr(row, "from", "2028-02-29")
    assert load_registry(edited(having(row))).agreements
    row.to = "2038-03-01"
    with pytest.raises(UnsoundRegistry):
        load_registry(edited(having(row)))


def test_no_two_agreements_have_one_id_and_there_are_not_too_many() -> None:
    for rule, rows in (
        ("distinct", [agreement(), agreement()]),
        ("count", [agreement(f"row-{number}") for number in range(MAX_AGREEMENTS + 1)]),
    ):
        with pytest.raises(UnsoundRegistry) as refused:
            load_registry(edited(having(*rows)))
        assert (refused.value.rule, refused.value.where) == (rule, "agreements")


def test_an_agreement_may_change_and_go_but_its_id_is_never_that_of_others() -> None:
    first = load_registry(edited(having(agreement())))
    for rows in ([agreement(to="2030-01-01")], [agreement("other")], []):
        payload = Payload.FromString(first.payload)
        del payload.agreements[:]
        payload.agreements.extend(rows)
        assert len(load_registry(followed(payload, first.digest), previous=first).agreements) == len(rows)
    payload = Payload.FromString(first.payload)
    payload.agreements[0].holder = "pk.prisons"
    with pytest.raises(BrokenChain) as refused:
        load_registry(followed(payload, first.digest), previous=first)
    assert (refused.value.rule, refused.value.where) == ("changed-hands", "agreements")


def followed(payload: Payload, previous: bytes) -> bytes:
    """Version 2 with the agreements of ``payload``, signed."""

    def change(said: Payload) -> None:
        said.previous_sha256 = said.federation_id = previous
        said.agreements.extend(payload.agreements)

    return successor(change)


ROW = agreement_row(agreement())


def test_a_draft_takes_an_agreement_in_and_changes_it_in_its_place() -> None:
    made = set_agreement(draft(), ROW)
    assert drafted_agreement(made, ROW.id) == ROW
    assert drafted_agreement(made, "another") is None
    changed = set_agreement(made, ROW._replace(stale_after_h=0))
    assert [agreement_row(row).stale_after_h for row in changed.registry.agreements] == [0]
    assert len(set_agreement(changed, ROW._replace(id="another")).registry.agreements) == 2


@pytest.mark.parametrize(
    "row",
    [
        ROW._replace(giver="pk.nobody"),
        ROW._replace(until="2025-01-01"),
        ROW._replace(kinds=frozenset()),
        ROW._replace(purposes=frozenset()),
    ],
)
def test_a_draft_takes_no_agreement_that_no_registry_may_hold(row: AgreementRow) -> None:
    with pytest.raises(UnsoundRegistry):
        set_agreement(draft(), row)


@pytest.mark.parametrize(
    "row", [ROW._replace(handling=frozenset({"H9"})), ROW._replace(purposes=frozenset({"HOLD_COPY"}))]
)
def test_a_word_that_is_none_is_no_agreement(row: AgreementRow) -> None:
    with pytest.raises(ValueError, match=r"H9|HOLD_COPY"):
        set_agreement(draft(), row)


def test_an_agreement_is_ended_earlier_and_never_later() -> None:
    made = set_agreement(draft(), ROW)
    ended = drafted_agreement(end_agreement(made, ROW.id, "2026-06-01"), ROW.id)
    assert ended == ROW._replace(until="2026-06-01")
    for rule, ident, day in (
        ("ended", ROW.id, ROW.until),
        ("ended", ROW.id, "2030-01-01"),
        ("form", ROW.id, "1"),
        ("form", ROW.id, "2026-6-1"),
        ("unknown-row", "another", "2026-06-01"),
    ):
        with pytest.raises(UnsoundRegistry) as refused:
            end_agreement(made, ident, day)
        assert refused.value.rule == rule


@pytest.mark.parametrize("day", [ROW.since, "2025-06-01"])
def test_an_agreement_that_would_not_have_begun_goes_alone(day: str) -> None:
    made = set_agreement(set_agreement(draft(), ROW), ROW._replace(id="another"))
    assert [row.id for row in end_agreement(made, ROW.id, day).registry.agreements] == ["another"]


@pytest.mark.parametrize(("days", "kept"), [(89, 1), (91, 0)])
def test_an_agreement_goes_from_new_versions_90_days_after_it_ended(days: int, kept: int) -> None:
    said = payload()
    said.agreements.append(agreement())
    ended_ms = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp() * 1000)
    made = next_draft(unsigned(said), registry().federation_id, ended_ms + days * DAY)
    assert len(made.registry.agreements) == kept
