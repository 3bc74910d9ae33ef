"""Two agencies that watch one person: both learn the other's desk, and nothing more, or neither learns anything."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument
from services.exchange.watches.app import MET
from services.exchange.watches.errors import TooManyWatches
from services.exchange.watches.store.consents import MAX_OF_AGENCY, MAX_OF_FEED, WILLING_MS
from services.values.exchange import Alert, Identifier, ListAlertsResponse, WatchRequest
from services.values.records import CaseReference, RecordVersion
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    expunged,
    fir,
    following,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import caller
from tests.integration.records.asking import ENQUIRY, enquiry_file
from tests.integration.records.watcher import DAY, Watcher

THEIRS = (CaseReference("FIR", "SD/KARACHI/CLIFTON/5/2024"),)
PUNJAB, KARACHI = caller(), caller(SINDH, "sd-1", case_key=THEIRS[0].key)
FILES = [
    case_file(officers=("pp-7", "pp-8")),
    case_file("sd", agency=SINDH, officers=("sd-1",), case_references=THEIRS),
]
OURS, OTHERS = party("accused"), party("sd-accused", agency=SINDH, case_references=THEIRS)
OF_ANOTHER: dict[str, list[RecordVersion]] = {
    "victim": [party("it", agency=FIA, role="VICTIM", case_references=(fir(90),))],
    "witness": [party("it", agency=FIA, role="WITNESS", case_references=(fir(90),))],
    "child": [party("it", agency=FIA, subject=person(born="2012-01-01"), case_references=(fir(90),))],
    "originator's": [party("it", agency=FIA, handling="ORCON", case_references=(fir(90),))],
    "secret": [replace(party("it", agency=FIA, case_references=(fir(90),)), clearance=3)],
    "sealed": [
        party("it", agency=FIA, case_references=(fir(90),)),
        order("sealed", "SEALED", agency=FIA, case_references=(fir(90),)),
    ],
}


@dataclass
class TwoOfficers:
    """Both officers' watches on one man."""

    watching: Watcher
    ours: str = ""
    theirs: str = ""

    async def watch(self, who: Caller = PUNJAB, number: str = CNIC, kind: str = "CNIC", *, offer: bool = True) -> str:
        request = WatchRequest(identifier=Identifier(kind, number), deconflict=offer)
        return await self.watching.of(request, who)

    async def watch_both(self) -> None:
        """Each watches, and has not read yet."""
        self.ours, self.theirs = await self.watch(), await self.watch(KARACHI)

    async def read(self, who: Caller) -> list[Alert]:
        """What is told of desks, the number of an alert that is no longer theirs among them."""
        return [each for each in await self.watching.alerts(who) if not (each.version or each.handle)]

    async def desks(self, who: Caller) -> list[str]:
        """Agencies whose desks are told."""
        return [each.owner for each in await self.read(who) if each.desk]


@pytest.fixture
def both(watching: Watcher) -> TwoOfficers:
    return TwoOfficers(watching)


def without_handles(page: ListAlertsResponse) -> ListAlertsResponse:
    """A page but for the handles of its hits, which are others each time."""
    return replace(page, alerts=tuple(replace(each, handle=each.handle and "hit") for each in page.alerts))


async def accused(both: TwoOfficers, *more: RecordVersion) -> None:
    """One man whom both cases accuse, and more records of the man."""
    await both.watching.node.put(*FILES, OURS, OTHERS, *more)


async def test_whoever_reads_second_puts_both_in_touch_by_their_desks_alone(both: TwoOfficers) -> None:
    await accused(both)
    await both.watch_both()
    assert await both.read(PUNJAB) == []
    trail = both.watching.node.trail
    assert MET not in trail.alarms
    (theirs,) = await both.read(KARACHI)
    assert both.watching.node.trail.alarms == [MET]
    (ours,) = await both.read(PUNJAB)
    registry, today = both.watching.node.federation.registry, both.watching.node.now_ms // DAY * DAY
    for told, watch, agency in ((ours, both.ours, SINDH), (theirs, both.theirs, POLICE)):
        desk = registry.agencies[agency].desk
        assert told.desk is not None
        assert (told.desk.name, told.desk.phone, told.desk.email) == (desk.name, desk.phone, desk.email)
        assert told == Alert(told.sequence, watch, today, agency, desk=told.desk)
    assert await both.read(KARACHI) == [theirs], "each is told once"
    assert both.watching.node.trail.alarms == []


@pytest.mark.parametrize("offer", [(True, False), (False, True), (False, False)])
async def test_who_does_not_offer_their_desk_is_told_of_none_and_told_to_nobody(
    both: TwoOfficers, offer: tuple[bool, bool]
) -> None:
    await accused(both)
    for who, consents in zip((PUNJAB, KARACHI), offer, strict=True):
        await both.watch(who, offer=consents)
    for who in (PUNJAB, KARACHI, PUNJAB):
        assert await both.read(who) == []


async def test_whoever_accuses_nobody_fishes_in_vain_and_unseen_people_stay_unseen(both: TwoOfficers) -> None:
    """A watch on a man whom only another's case accuses: no desk, no alarm, and the other is not told either."""
    await both.watching.node.put(*FILES, OTHERS, party("seen", agency=FIA, case_references=(fir(90),)))
    await both.watch_both()
    for who in (KARACHI, PUNJAB, KARACHI, PUNJAB):
        assert await both.read(who) == []
        assert MET not in both.watching.node.trail.alarms
    await both.watching.node.put(OURS)
    assert await both.desks(PUNJAB) == [SINDH]


@pytest.mark.parametrize("case", OF_ANOTHER)
async def test_a_record_of_anybody_that_protects_keeps_all_silent(both: TwoOfficers, case: str) -> None:
    """Though neither sees it; the answer is the one that is given where nobody else watches."""
    await accused(both, *OF_ANOTHER[case])
    await both.watch()
    alone = without_handles(await both.watching.page(PUNJAB))
    await both.watch(KARACHI)
    for who in (KARACHI, PUNJAB):
        assert await both.read(who) == []
    assert without_handles(await both.watching.page(PUNJAB)) == alone


async def test_what_protects_since_takes_the_desk_back_from_both(both: TwoOfficers) -> None:
    await accused(both)
    await both.watch_both()
    for who in (PUNJAB, KARACHI):
        await both.read(who)
    await both.watching.node.put(*OF_ANOTHER["originator's"])
    for who in (PUNJAB, KARACHI):
        (told,) = await both.read(who)
        assert told == Alert(told.sequence)


async def test_whoever_looked_and_went_away_was_seen(both: TwoOfficers) -> None:
    """Both are told in one write: a watch that is ended after its reading does not hide who read."""
    await accused(both)
    await both.watch_both()
    await both.read(PUNJAB)
    assert await both.desks(KARACHI) == [POLICE]
    await both.watching.app.unwatch(both.watching.node.inquiry(KARACHI), both.theirs)
    assert await both.desks(PUNJAB) == [SINDH]


@pytest.mark.parametrize("how", ["ended", "expired", "not read", "no longer accused", "expunged"])
async def test_an_offer_ends(both: TwoOfficers, how: str) -> None:
    """With its watch, after a week without a reading, and with the accusation that it stands on."""
    await accused(both)
    await both.watch_both()
    await both.read(PUNJAB)
    node = both.watching.node
    if how == "ended":
        await both.watching.app.unwatch(node.inquiry(PUNJAB), both.ours)
    elif how in ("expired", "not read"):
        node.now_ms += 31 * DAY if how == "expired" else WILLING_MS
        await both.watch(KARACHI)
    else:
        await node.put(withdrawn(OURS) if how == "no longer accused" else expunged(OURS))
        await both.read(PUNJAB)
    assert await both.desks(KARACHI) == []


async def test_an_offer_stands_for_a_week_from_each_reading(both: TwoOfficers) -> None:
    await accused(both)
    await both.watch_both()
    for _ in range(2):
        await both.read(PUNJAB)
        both.watching.node.now_ms += WILLING_MS - 1
    assert await both.desks(KARACHI) == [POLICE]


async def test_two_officers_of_one_agency_are_no_two_agencies(both: TwoOfficers) -> None:
    await accused(both)
    colleague = caller(officer="pp-8")
    await both.watch()
    await both.watch(colleague)
    for who in (PUNJAB, colleague, PUNJAB):
        assert await both.read(who) == []


async def test_one_number_under_two_names_is_one_person(both: TwoOfficers) -> None:
    await accused(both)
    await both.watch()
    await both.watch(KARACHI, kind="NICOP")
    await both.read(PUNJAB)
    assert await both.desks(KARACHI) == [POLICE]


async def test_another_man_of_the_same_case_is_another_person(both: TwoOfficers) -> None:
    await accused(both, party("second", subject=person(cnic(2))))
    await both.watch(number=cnic(2))
    await both.watch(KARACHI)
    for who in (PUNJAB, KARACHI, PUNJAB):
        assert await both.desks(who) == []


async def test_only_a_registered_case_over_a_persons_number_is_a_reason(both: TwoOfficers) -> None:
    await accused(both, enquiry_file())
    shared = WatchRequest(identifier=Identifier("PHONE", "+923001234567"), deconflict=True)
    for wrong in (
        shared,
        WatchRequest(person=OURS.record_name, deconflict=True),
        WatchRequest(cited_case=True, deconflict=True),
    ):
        with pytest.raises(InvalidArgument):
            await both.watching.of(wrong, PUNJAB)
    for who in (caller(FIA, "fia-1", **ENQUIRY), replace(PUNJAB, legal_basis="COURT_ORDER")):
        with pytest.raises(InvalidArgument):
            await both.watch(who)


async def test_a_secret_law_at_the_reading_is_silent(both: TwoOfficers) -> None:
    await accused(both)
    await both.watch_both()
    secret = replace(PUNJAB, legal_basis="COURT_ORDER")
    await both.read(secret)
    assert await both.desks(KARACHI) == []
    assert await both.desks(secret) == []


async def test_nobody_offers_a_desk_over_thousands(both: TwoOfficers) -> None:
    await accused(both)
    for number in range(MAX_OF_FEED):
        await both.watch(number=cnic(1000 + number))
    with pytest.raises(TooManyWatches):
        await both.watch()
    await both.watch(offer=False)
    both.watching.node.now_ms += 30 * DAY
    await both.watch()
    assert MAX_OF_FEED < MAX_OF_AGENCY < 1000


async def test_the_file_names_neither_agency_nor_person(both: TwoOfficers, tmp_path: Path) -> None:
    await accused(both)
    await both.watch_both()
    for who in (PUNJAB, KARACHI):
        await both.read(who)
    with sqlite3.connect(tmp_path / "watches.db") as db:
        held = "\n".join(db.iterdump())
        assert len(db.execute("select token from consent").fetchall()) == 2
    for word in (CNIC, POLICE, SINDH, both.ours):
        assert word not in held
        assert word.encode().hex().upper() not in held.upper()
    both.watching.node.now_ms += 31 * DAY
    await both.watch()
    await both.read(PUNJAB)
    with sqlite3.connect(tmp_path / "watches.db") as db:
        assert len(db.execute("select token from consent").fetchall()) == 1, "what expired is gone"


async def test_an_accusation_that_was_turned_is_none(both: TwoOfficers) -> None:
    """The role that protects their person now keeps all silent, whoever wrote it."""
    await accused(both)
    await both.watch_both()
    await both.watching.node.put(following(OURS, role="WITNESS"))
    for who in (PUNJAB, KARACHI, PUNJAB):
        assert await both.desks(who) == []
