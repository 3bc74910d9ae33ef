"""Two hubs that differ in one row which the asker may not see answer alike, byte by byte, to all that alerts can be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.access.errors import Refused
from services.linkage import wire
from services.values.network import (
    DecideAlertRequest,
    GetAlertRequest,
    ListAlertsResponse,
    ListProtectionLeadsResponse,
    OfferLeadRequest,
)
from tests.budget import budget
from tests.fakes.record_maker import SINDH
from tests.fakes.records_node import caller
from tests.integration.linkage import detect_world as world
from tests.integration.linkage.detect_hub import (
    DetectHub,
    analyst,
    investigator,
    known_in,
    overseer,
    protector,
    sha,
)

Change = Callable[[DetectHub], Awaitable[None]]
Answers = dict[tuple[str, str], bytes]
WARRANTED: Final = investigator(approver=analyst("").approver, superiors=frozenset({"pp-9"}))
ASKERS: Final[Mapping[str, Caller]] = {
    "with the warrant": WARRANTED,
    "a colleague": investigator("pp-8"),
    "without it": investigator(query_class="NETWORK", second_basis=""),
    "of the operation": analyst(world.OPERATION.key),
    "of the other case": investigator(case_key=world.OTHER_CASE.key),
    "of a third agency": caller(
        SINDH, "sd-1", case_key=world.SINDH_CASE.key, query_class="COMMS_MONEY", second_basis="PECA_WARRANT"
    ),
    "of oversight": overseer(),
    "who protects": protector(),
}
NOBODYS: Final = "f" * 24
"""An id that nobody was given."""
WORKING: Final = ("with the warrant", "a colleague", "of the operation")
"""Who work on the case, or on the operation that reads the same rows."""
FIRST, BEFORE, AFTER = "before all else", "before the run", "after the run"


async def _bytes(asked: Awaitable[object]) -> bytes:
    """An answer as it travels, or the reason of its refusal with all that it tells."""
    try:
        return wire.encode(await asked)  # type: ignore[arg-type]  # every response of the service
    except Refused as refused:
        return repr((refused.reason, refused, vars(refused))).encode()


async def answers(hub: DetectHub, ids: Iterable[str]) -> Answers:
    """All that every asker is told: lists, each alert by its id, opinions and offers, and lists again."""
    desk, protection, registry = hub.room.desk, hub.room.protection, hub.known.federation.registry
    told: Answers = {}
    for name, who in ASKERS.items():
        call = partial(hub.records.inquiry, who)
        told[name, "list"] = await _bytes(desk.list(call()))
        told[name, "detectors"] = await _bytes(desk.list_detectors(call()))
        told[name, "to protect"] = await _bytes(protection.list(call(), registry))
        for id_ in ids:
            get = GetAlertRequest(id_, ("GRAPHML", "SVG") if name == "a colleague" else ("GRAPHML",), "")
            told[name, f"get {id_}"] = await _bytes(desk.get(call(), registry, get, hub.now_ms + 60_000))
            told[name, f"explain {id_}"] = await _bytes(desk.explain(call(), id_))
            said = DecideAlertRequest(id_, f"opinion-{who.officer}-{id_}", True, "PATTERN_HOLDS", "so")
            told[name, f"decide {id_}"] = await _bytes(desk.say(call(), said, sha(wire.encode(said))))
            offer = OfferLeadRequest(id_, f"offer-{who.officer}-{id_}")
            told[name, f"offer {id_}"] = await _bytes(desk.offer(call(), registry, offer, sha(wire.encode(offer))))
        told[name, "list again"] = await _bytes(desk.list(call()))
    return told


class Told:
    """The hub without a hidden row. ``template``: as it is before any run; ``ids``: what stands; ``answers``: to all."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.known, self._made = folder, known_in(folder), 0
        asyncio.run(self._make())

    async def _make(self) -> None:
        self.template = DetectHub(self.folder / "template", self.known)
        await world.base(self.template)
        hub = await self.template.copied(self.folder / "plain")
        await hub.detect()
        self.ids = sorted(await hub.kept())
        self.answers = await answers(hub, [*self.ids, NOBODYS])
        await hub.close()

    async def changed(self, change: Change, when: str) -> DetectHub:
        """A hub that was told the same and has run, and at some time what ``change`` tells."""
        self._made += 1
        folder = self.folder / f"hub-{self._made}"
        if when == FIRST:
            hub = DetectHub(folder, self.known)
            await change(hub)
            await world.base(hub)
        else:
            hub = await self.template.copied(folder)
        if when == BEFORE:
            await change(hub)
        await hub.detect()
        if when == AFTER:
            await change(hub)
        return hub

    async def asked(self, change: Change, when: str) -> tuple[Answers, set[str]]:
        """What all are answered there, and what stands there and not here."""
        hub = await self.changed(change, when)
        more = await hub.kept() - set(self.ids)
        found = await answers(hub, [*self.ids, NOBODYS, *sorted(more)])
        await hub.close()
        return found, more


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One for all tests here."""
    return Told(tmp_path_factory.mktemp("hubs"))


def under(how: Callable[[DetectHub, world.Act], Awaitable[None]], act: world.Act) -> Change:
    """What is told under an order."""
    return lambda hub: how(hub, act)


HIDDEN: Final[Mapping[str, Change]] = {
    **{
        f"{act.__name__} {how.__name__}": under(how, act)
        for act, how in product(world.ROWS, (world.under_another_agencys_order, world.under_another_cases_order))
    },
    **{act.__name__: act for act in world.RECORDS},
}


def state_of(raw: bytes) -> str:
    """Of the one alert of a list."""
    (found,) = [each for each in wire.decode(ListAlertsResponse, raw).alerts if each.level == "ALERT"]
    return found.state


def levels_of(raw: bytes) -> list[str]:
    """Of what a list tells; nothing of a refusal."""
    return [] if raw.startswith(b"(") else [each.level for each in wire.decode(ListAlertsResponse, raw).alerts]


def alike(told: Told, found: Answers, more: Iterable[str]) -> None:
    """Every answer to every asker, and none of them knows what stands on the other hub alone."""
    for key, was in told.answers.items():
        assert found[key] == was, key
    for name, id_ in product(ASKERS, more):
        for what in ("get", "explain", "decide", "offer"):
            assert found[name, f"{what} {id_}"] == found[name, f"{what} {NOBODYS}"], (name, what)


async def everything(hub: DetectHub) -> None:
    """Every hidden row there is."""
    for change in HIDDEN.values():
        await change(hub)


def test_the_world_has_something_to_tell(told: Told) -> None:
    """Else what follows would hold of a hub that says nothing, or nothing that an opinion changes."""
    found = told.answers
    levels = ["ALERT", "LEAD", "SILENT"]
    listed = {name: levels_of(found[name, "list"]) for name in ASKERS}
    assert listed == {name: levels if name in WORKING else [] for name in ASKERS}
    to_protect = wire.decode(ListProtectionLeadsResponse, found["who protects", "to protect"]).leads
    assert [each.person and each.person.id for each in to_protect] == [f"CNIC:{world.YOUNG}"] * 2
    assert {state_of(found[name, "list again"]) for name in WORKING} == {"FIRST_OPINION", "CONFIRMED", "OPEN"}
    pictures = [found[name, f"get {id_}"] for name in WORKING[:2] for id_ in told.ids]
    assert sum(b"<graphml" in each for each in pictures) == 2 * len(levels)
    assert any(b"<svg" in each for each in pictures)
    assert b"a protected party" in b"".join(pictures)


@pytest.mark.parametrize("when", [FIRST, BEFORE, AFTER])
def test_all_hidden_rows_together_change_no_byte(told: Told, when: str) -> None:
    found, more = asyncio.run(told.asked(everything, when))
    assert more or when == AFTER, "whose rows they are has a case of their own, in which they are found"
    alike(told, found, more)


@given(st.sampled_from(sorted(HIDDEN)), st.sampled_from([FIRST, BEFORE, AFTER]))
@budget(5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_hidden_row_changes_no_byte(told: Told, name: str, when: str) -> None:
    alike(told, *asyncio.run(told.asked(HIDDEN[name], when)))


@pytest.mark.parametrize("act", world.ROWS, ids=lambda act: act.__name__)
def test_the_same_row_where_the_case_reads_it_changes_the_answer(told: Told, act: world.Act) -> None:
    """Else the tests above would hold of rows that nothing depends on."""
    found, _ = asyncio.run(told.asked(under(world.under_the_cases_order, act), BEFORE))
    changed = {name for name, what in told.answers if what == "list" and found[name, what] != told.answers[name, what]}
    assert changed == set(WORKING)


def test_the_same_record_of_the_own_agency_changes_the_answer(told: Told) -> None:
    found, _ = asyncio.run(told.asked(world.the_same_record_of_the_own_agency, BEFORE))
    assert found["with the warrant", "list"] != told.answers["with the warrant", "list"]


def test_that_others_protect_whom_a_given_alert_is_about_changes_no_byte(told: Told) -> None:
    found, more = asyncio.run(told.asked(world.the_victim_is_the_controller, AFTER))
    alike(told, {key: raw if key[1] != "to protect" else told.answers[key] for key, raw in found.items()}, more)


def test_that_others_protect_whom_an_alert_would_be_about_omits_it_and_changes_nothing_else(told: Told) -> None:
    """Nothing is raised anew about whom the law protects, whoever's record says so: before answers that are alike."""
    found, _ = asyncio.run(told.asked(world.the_victim_is_the_controller, BEFORE))
    shown = {id_: [told.answers[name, f"explain {id_}"] for name in WORKING] for id_ in told.ids}
    about = {id_ for id_, each in shown.items() if b"C1" in b"".join(each)}
    assert len(about) == 2, "one in the case and one in the operation"
    for (name, what), was in told.answers.items():
        if "list" not in what and what != "to protect" and what.partition(" ")[2] not in about:
            assert found[name, what] == was, (name, what)
    gone = levels_of(found["a colleague", "list"])
    assert gone == ["LEAD", "SILENT"]
    assert world.CONTROLLER.encode() not in b"".join(raw for (name, _), raw in found.items() if name != "who protects")
