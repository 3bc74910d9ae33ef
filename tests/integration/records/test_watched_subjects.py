"""Records, persons and the cited case that are watched: what is told is what a read would show, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.errors import CaseNotYours, InvalidArgument, PolicyDenied
from services.access.kin import kin_digest
from services.exchange import wire
from services.exchange.watches.errors import TooManyWatches
from services.exchange.watches.store.watches import MAX_WIDE
from services.values.exchange import Alert, Identifier, WatchRequest
from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    expunged,
    fir,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import caller, keeper
from tests.integration.records.watcher import DAY, Watcher, told

SEEN = party("it", agency=SINDH, case_references=(fir(89),))
BARE = party("it", agency=SINDH, case_references=(fir(89),), source_grade="X")
IT = SEEN.record_name
OTHER = party("other", agency=FIA, case_references=(fir(90),))
HIDDEN: dict[str, list[RecordVersion]] = {
    "absent": [],
    "victim": [party("it", agency=SINDH, role="VICTIM", case_references=(fir(89),))],
    "child": [party("it", agency=SINDH, subject=person(born="2012-01-01"), case_references=(fir(89),))],
    "originator's": [party("it", agency=SINDH, handling="ORCON", case_references=(fir(89),))],
    "sealed": [SEEN, order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),))],
    "expunged": [SEEN, expunged(SEEN)],
}
BOTH = (CNIC, cnic(2))
RECORD, PERSON, CASE = WatchRequest(record=IT), WatchRequest(person=IT), WatchRequest(cited_case=True)
ABSENT = [(RECORD, WatchRequest(record=IT + "-2")), (PERSON, WatchRequest(person=IT + "-2"))]
SUBJECTS = {"record": RECORD, "person": PERSON, "case": CASE}


async def test_a_record_is_told_by_each_of_its_versions(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN, OTHER)
    id_ = await watching.of(RECORD)
    (first,) = await watching.alerts()
    assert (first.sequence, first.watch, first.owner, first.version, first.handle) == (1, id_, SINDH, SEEN.name, "")
    assert watching.node.trail.records == [SEEN.name]
    corrected = following(SEEN, valid_from="2020-05-05")
    await watching.node.put(corrected)
    assert told(await watching.alerts(cursor=replace(await watching.cursor(), sequence=1))) == [(2, corrected.name)]
    assert await watching.page() == await watching.page()


async def test_of_a_record_that_is_a_hit_its_handle_is_told_once(watching: Watcher) -> None:
    await watching.node.put(case_file(), BARE)
    await watching.of(RECORD)
    (hit,) = await watching.alerts()
    (shown,) = (await watching.node.search(caller())).hits
    assert (hit.version, bool(hit.handle), hit.owner) == ("", True, shown.owner)
    await watching.node.put(following(BARE, valid_from="2020-05-05"))
    assert told(await watching.alerts()) == [(1, "hit")]


async def test_a_person_is_told_by_what_get_person_shows(watching: Watcher) -> None:
    """What another number of theirs leads to is theirs too, and comes later; bare hits of one owner are one."""
    await watching.node.put(case_file(), SEEN)
    await watching.of(PERSON)
    assert told(await watching.alerts()) == [(1, SEEN.name)]
    second = replace(person(), identifiers=(Identifier("CNIC", CNIC), Identifier("CNIC", cnic(2))))
    await watching.node.put(
        replace(OTHER, subject=second),
        party("third", agency=FIA, subject=person(cnic(2)), case_references=(fir(91),)),
        *(
            party(f"bare-{n}", agency=FIA, subject=person(n), case_references=(fir(92),), source_grade="X")
            for n in BOTH
        ),
    )
    found = told(await watching.alerts())
    third = f"agencies/{FIA}/records/third/versions/1"
    assert found[0] == (1, SEEN.name)
    assert sorted(text for _, text in found[1:]) == sorted((OTHER.name, third, "hit"))


async def test_a_person_is_nobody_where_the_record_itself_is_not_shown(watching: Watcher) -> None:
    """Though much else is shown of them by their number."""
    await watching.node.put(case_file(), BARE, OTHER)
    assert len((await watching.node.search(caller())).matches) == 1
    await watching.of(PERSON)
    assert await watching.alerts() == []


async def test_the_cited_case_is_told_by_what_is_shown_in_full(watching: Watcher) -> None:
    """Its own file, whom it accuses, and what a court says in it; a bare hit, and another case, are nothing."""
    file, accused = case_file(), party("accused")
    await watching.node.put(file, accused, party("bare", agency=SINDH, source_grade="X"), SEEN)
    await watching.of(CASE)
    assert sorted(text for _, text in told(await watching.alerts())) == sorted((file.name, accused.name))
    cursor = await watching.cursor()
    heard = court("framed", "CHARGE_FRAMED", "2021-01-05")
    await watching.node.put(heard)
    assert [text for _, text in told(await watching.alerts(cursor=cursor))] == [heard.name]


async def test_in_the_cited_case_its_own_victim_is_told_to_its_officer_alone(watching: Watcher) -> None:
    file = case_file(officers=("pp-7", "pp-8"))
    victim = party("victim", role="VICTIM", subject=person(cnic(5), name="Zainab"))
    await watching.node.put(file, victim)
    await watching.of(CASE)
    assert victim.name in [text for _, text in told(await watching.alerts())]
    await watching.node.put(following(file, body=changed_body(file, officers=("pp-8",))))
    with pytest.raises(CaseNotYours):
        await watching.alerts()


@pytest.mark.parametrize(("subject", "elsewhere"), ABSENT, ids=["record", "person"])
@pytest.mark.parametrize("case", HIDDEN)
async def test_what_is_hidden_is_as_what_is_not_there(
    watching: Watcher, case: str, subject: WatchRequest, elsewhere: WatchRequest
) -> None:
    """Byte for byte, when it is asked for and when it is read; what comes after is numbered from 1."""
    await watching.node.put(case_file(), *HIDDEN[case])
    ids = [await watching.of(each) for each in (subject, elsewhere)]
    listed = (await watching.app.list(watching.node.inquiry(caller()))).watches
    there, absent = [replace(each, id="", record="", person="") for each in listed]
    assert wire.encode(there) == wire.encode(absent)
    assert [each.id for each in listed] == ids
    page = await watching.page()
    assert (page.alerts, page.next and page.next.sequence, page.more) == ((), 0, False)
    assert watching.node.trail.records == []


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_what_is_hidden_since_keeps_its_number_and_nothing_else(watching: Watcher, subject: str) -> None:
    accused = party("it", agency=SINDH)
    await watching.node.put(case_file(), accused)
    await watching.of(SUBJECTS[subject])
    before = await watching.alerts()
    (mine,) = [each.sequence for each in before if each.version == accused.name]
    await watching.node.put(following(accused, handling="ORCON"))
    assert Alert(mine) in await watching.alerts()


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_nobody_is_told_of_their_own(watching: Watcher, subject: str) -> None:
    await watching.node.put(case_file(), party("it", agency=SINDH))
    insider = replace(caller(), own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")}))
    await watching.of(SUBJECTS[subject], insider)
    assert [each.owner for each in await watching.alerts(insider)] == [case_file().agency] * (subject == "case")
    assert watching.node.trail.alarms == ["own-or-kin"]


async def test_one_thing_is_watched_at_a_time_and_a_name_is_that_of_a_record(watching: Watcher) -> None:
    await watching.node.put(case_file())
    two = WatchRequest(record=IT, cited_case=True)
    for wrong in (WatchRequest(), two, WatchRequest(record="records/it"), WatchRequest(person="Amjad Ali")):
        with pytest.raises(InvalidArgument):
            await watching.of(wrong)
    with pytest.raises(PolicyDenied):
        await watching.of(RECORD, keeper(SINDH))


async def test_persons_and_cases_are_bounded_closer_than_numbers(watching: Watcher) -> None:
    await watching.node.put(case_file())
    for number in range(MAX_WIDE):
        await watching.of(WatchRequest(person=f"{IT}-{number}"))
    for wide in (PERSON, CASE):
        with pytest.raises(TooManyWatches):
            await watching.of(wide)
    await watching.of(RECORD)
    watching.node.now_ms += 30 * DAY
    await watching.of(CASE)


async def test_a_record_that_is_asked_for_counts_against_limits(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN)
    for subject in (RECORD, PERSON):
        await watching.of(subject)
        assert len(watching.node.trail.selectors) == 1
    await watching.alerts()
    assert len(watching.node.trail.selectors) == 2
