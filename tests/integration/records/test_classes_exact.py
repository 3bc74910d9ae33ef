"""Protection that was judged page by page equals protection judged over everything at once; kept answers equal fresh ones.

Whatever order papers come in, and whichever agency sends them, the class of every record must be what a
judgment over the whole store would give, and a history answered from memory what a fresh one would be.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, note
from hypothesis import strategies as st

from services.access.caller import Caller
from services.access.errors import CaseNotYours
from services.records import wire
from services.records.app.closure import members
from services.records.authority.clocks import DAY_MS
from services.records.ports import Transaction
from services.records.protection.groups import dossier, group
from services.records.protection.interim import Ends, Key, stated
from services.records.protection.protect import CasePapers, judge
from services.records.tokens import people_tokens
from services.values.dates import day_text, today
from services.values.records import (
    Birth,
    CaseReference,
    Extract,
    GetHistoryResponse,
    Identifier,
    InvestigationEvent,
    RecordVersion,
    Subject,
)
from tests.budget import budget
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    HIGH_COURT,
    OFFICER,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    custody,
    event,
    expunged,
    fir,
    following,
    listing,
    misused,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, Federation, Node, caller, open_node
from tests.fakes.stated import Written

AGENCIES = st.sampled_from([POLICE, SINDH, FIA, PRISONS, SESSIONS, HIGH_COURT, CHILD_PROTECTION])
BIRTHS = st.sampled_from(["", "1985-03-04", "2004-06-01", "2002-01-01"])
FIAS = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2020")
CASES = st.sampled_from(
    [
        (fir(1),),
        (fir(2),),
        (fir(1), CaseReference("COURT_CASE", "LAHORE/77/2020")),
        (CaseReference("COURT_CASE", "LAHORE/77/2020"),),
        (fir(1), fir(2)),
        (CaseReference("ENQUIRY", "FIA/LHR/1/2020"),),
        (fir(2), CaseReference("ENQUIRY", "FIA/LHR/1/2020")),
        (CaseReference("MISSING_CHILD", "LHR/9/2020"),),
        (fir(1), CaseReference("PRISON_CONVICT", "LHR/4/2020")),
        (CaseReference("PRISON_CONVICT", "LHR/4/2020"),),
        (fir(2), fir(3)),
        (FIAS,),
        (FIAS, fir(1)),
        (fir(2), CaseReference("PRISON_CONVICT", "LHR/4/2020")),
        (fir(3), CaseReference("COURT_CASE", "LAHORE/77/2020")),
        (fir(1), fir(3), CaseReference("PRISON_CONVICT", "LHR/5/2020")),
        (CaseReference("PRISON_CONVICT", "LHR/4/2020"), CaseReference("PRISON_CONVICT", "LHR/5/2020")),
        (CaseReference("ENQUIRY", "FIA/LHR/1/2020"), CaseReference("COURT_CASE", "LAHORE/77/2020")),
    ]
)
IN_CASE_OR_NOT = CASES | st.just(())
AFTER = (0, 1, 3, 5, 14, 30, 51, 400)
"""Days after now at which classes are looked at."""


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    number = draw(st.sampled_from([cnic(1), cnic(2), ""]))
    who = person(number, draw(BIRTHS), draw(st.sampled_from(["Amjad", "Bilal"])))
    if draw(st.booleans()):
        who = replace(who, identifiers=(*who.identifiers, Identifier("PHONE", "+923001234567")))
    if who.birth and draw(st.integers(0, 3)) == 0:
        who = replace(who, birth=Birth(who.birth.earliest, ""))
    elif who.birth and draw(st.booleans()):
        who = replace(who, birth=replace(who.birth, basis="CRC", issuer="NADRA", number="7", sha256=bytes(32)))
    return replace(who, age_claimed=draw(st.integers(0, 4)) == 0)


@st.composite
def records(draw: st.DrawFn, record_id: str) -> RecordVersion:
    agency, who, refs = draw(AGENCIES), draw(subjects()), draw(CASES)
    by: Written = {"agency": agency, "case_references": refs}
    kind = draw(
        st.sampled_from(
            ["file", "party", "court", "age", "step", "diverted", "handed", "custody", "order", "list", "note"]
        )
    )
    if kind == "file":
        return case_file(record_id, closed=draw(st.booleans()), officers=(OFFICER,), **by)
    if kind == "party":
        role = draw(st.sampled_from(["ACCUSED", "SUSPECT", "VICTIM", "WITNESS"]))
        return party(record_id, role=role, subject=who, **by)
    if kind == "court":
        return court(
            record_id,
            draw(st.sampled_from(["ACQUITTAL", "CONVICTION", "CHARGE_FRAMED"])),
            "2020-08-01",
            subject=who,
            **by,
        )
    if kind == "age":
        found = court(
            record_id, "AGE_DETERMINED", draw(st.sampled_from(["2020-08-01", "2020-09-01"])), subject=who, **by
        )
        day = draw(st.sampled_from(["1985-03-04", "2004-06-01"]))
        birth = Birth(day, day)
        return replace(found, body=changed_body(found, found=birth))
    if kind == "step":
        return event(record_id, draw(st.sampled_from(["CHALLAN_FINAL", "CANCELLATION_ORDERED"])), "2020-06-01", **by)
    if kind == "handed":
        handed = InvestigationEvent("TRANSFER", draw(st.sampled_from(["2020-07-01", "2020-07-02"])), to=draw(AGENCIES))
        return replace(event(record_id, "TRANSFER", "2020-07-01", **by), body=handed)
    if kind == "diverted":
        return event(record_id, "DIVERTED", "2020-06-02", subject=who, **by)
    if kind == "custody":
        return custody(record_id, "RELEASE", "2021-06-02", reason="SENTENCE_SERVED", subject=who, agency=agency,
                       case_references=draw(IN_CASE_OR_NOT))  # fmt: skip
    if kind == "note":
        return misused(record_id, subject=who, agency=agency, case_references=draw(IN_CASE_OR_NOT))
    if kind == "list":
        return listing(record_id, type=draw(st.sampled_from(["ECL", "CHILD_ALERT"])), subject=who, agency=agency,
                       case_references=draw(IN_CASE_OR_NOT))  # fmt: skip
    protection = draw(st.sampled_from(["SEALED", "PSEUDONYM", "PROTECTED_PERSON"]))
    by_court = draw(st.sampled_from(["High Court Lahore", "Sessions Court Lahore"]))
    made = order(record_id, protection, subject=who, agency=agency, court=by_court, case_references=draw(IN_CASE_OR_NOT),
                 spared=draw(st.sampled_from([(), (f"{POLICE}/{OFFICER}",)])),
                 role=draw(st.sampled_from(["ACCUSED", "VICTIM"])))  # fmt: skip
    copy = Extract("Sessions Court Multan", "7", "2022-01-01", bytes(32)) if draw(st.booleans()) else None
    until = draw(st.sampled_from(["", "", day_text(today(NOW_MS) + 2), day_text(today(NOW_MS) + 50)]))
    return replace(made, body=changed_body(made, extract=copy, until=until))


@st.composite
def stories(draw: st.DrawFn) -> list[list[RecordVersion]]:
    """Pages of one agency each, in order: new records, and later words on those that are held."""
    held: list[RecordVersion] = []
    pages: list[list[RecordVersion]] = []
    for step in range(draw(st.integers(2, 7))):
        page: list[RecordVersion] = []
        for number in range(draw(st.integers(1, 4))):
            live = [each for each in held if each.status not in ("EXPUNGED", "WITHDRAWN")]
            if live and draw(st.integers(0, 2)) == 0:
                page.append(later(draw, draw(st.sampled_from(live))))
            else:
                page.append(draw(records(f"r{step}-{number}")))
            held = [each for each in held if each.record_name != page[-1].record_name] + [page[-1]]
        for agency in dict.fromkeys(each.agency for each in page):
            pages.append([each for each in page if each.agency == agency])
    return pages


def later(draw: st.DrawFn, record: RecordVersion) -> RecordVersion:
    change = draw(st.sampled_from(["withdraw", "expunge", "subject", "case", "lift"]))
    if change == "withdraw":
        return withdrawn(record)
    if change == "expunge":
        return expunged(record)
    if change == "subject" and record.subject is not None:
        return following(record, subject=draw(subjects()))
    if change == "lift" and record.kind == "PROTECTION_ORDER":
        return following(record, body=changed_body(record, lifted="2023-01-01"))
    return following(record, case_references=draw(CASES))


async def everything_at_once(
    node: Node, names: dict[str, set[str]], *, moved: bool = False
) -> list[tuple[str, int, int | None, int, int | None]]:
    """Records whose stored class, of now or of later, is not what a judgment over the whole store gives."""

    async def job(tx: Transaction) -> list[tuple[str, int, int | None, int, int | None]]:
        heads = [
            named.head for agency in sorted(names) for named in await tx.heads_named(agency, sorted(names[agency]))
        ]
        all_of = await members(tx, node.context.classes, heads)
        tokens = sorted({token for head in heads for token, strength in people_tokens(head.people) if strength})
        said = {each.token: each for each in await tx.person_facts(tokens)}
        papers = [
            CasePapers(case, [dossier(all_of, case, one, node.now_ms) for one in case.people]) for case in group(all_of)
        ]
        known = {
            Key(row.fact, row.token, row.speaker): row
            for row in await tx.interim(sorted({key.token for each in all_of for word in stated(each) for key in word}))
        }
        held = await tx.classes_at([head.record for head in heads])
        wrong = []
        days: dict[int, set[int | None]] = {}
        for at in (node.now_ms + after * DAY_MS for after in AFTER):
            whole = judge(all_of, papers, said, (), Ends(known, at_ms=at))
            for head, member, judged in zip(heads, all_of, whole, strict=True):
                then = [row.klass for row in held if row.record == head.record and row.from_ms <= at < row.until_ms]
                days.setdefault(head.record, set()).add(judged.act_day)
                if (klass := judged.class_of(member.own).id) != (then or [head.klass])[0]:
                    wrong.append((head.record_id, head.klass, head.act_day, klass, judged.act_day))
        for head in heads:
            (day,) = days[head.record] if len(days[head.record]) == 1 else (None,)
            if head.act_day != day and not (moved and head.act_day is None):
                wrong.append((head.record_id, head.klass, head.act_day, head.klass, day))
        return wrong

    return await node.context.store.write(job)


ASKERS: list[Caller] = [caller(case_key=fir(1).key), caller(case_key=fir(2).key)]


async def kept_equals_fresh(node: Node) -> None:
    for who in ASKERS:
        for number in (cnic(1), cnic(2)):
            try:
                kept = await node.raw_history(who, number)
            except CaseNotYours:
                continue
            told = (sorted(node.trail.records), +node.trail.withheld, sorted(node.trail.policies))
            context, node.context = node.context, replace(node.context, prepared=type(node.context.prepared)(0))
            fresh = await node.raw_history(who, number)
            node.context = context
            assert plain(kept) == plain(fresh)
            assert told == (sorted(node.trail.records), +node.trail.withheld, sorted(node.trail.policies))


def plain(raw: bytes) -> object:
    history = wire.decode(GetHistoryResponse, raw).history
    assert history is not None
    return replace(history, hits=tuple(replace(hit, handle="") for hit in history.hits))


def brief(record: RecordVersion) -> str:
    """One line for a failing story."""
    who = record.subject
    numbers = [f"{each.type[0]}{each.value[-4:]}" for each in who.identifiers] if who else []
    refs = [f"{each.type}:{each.key[-8:]}" for each in record.case_references]
    said = f"{who.names[0].text} {numbers} {who.birth}" if who and who.names else ""
    return (
        f"{record.agency} {record.record_id}/{record.version} {record.kind} {record.status} {record.role} {refs} {said}"
    )


def test_a_birth_told_of_a_victim_reaches_the_accused_they_are_joined_with(node: Node) -> None:
    """Two numbers under one name key are one person within a case, whatever the part in each paper."""
    accused = party("accused", subject=person(cnic(2), born=""), case_references=(fir(2),))
    victim = party("victim", subject=person(cnic(1), born=""), role="VICTIM", case_references=(fir(2),))
    told = party("told", subject=person(cnic(1), born="2006-03-04"), case_references=(fir(1),))

    async def story() -> None:
        names: dict[str, set[str]] = {}
        for record in (accused, victim, told):
            await node.put(record)
            names.setdefault(record.agency, set()).add(record.record_id)
            assert await everything_at_once(node, names) == []

    asyncio.run(story())


@pytest.mark.budgeted
def test_the_order_of_arrival_changes_no_class(known: Federation) -> None:
    """Pages of several agencies in two orders that each keep every agency's own: class by class the same."""

    @budget(25, suppress_health_check=list(HealthCheck))
    @given(stories(), st.randoms(use_true_random=False))
    def check(pages: list[list[RecordVersion]], dice: Random) -> None:
        note("\n".join(brief(each) for page in pages for each in page))
        connections: dict[str, list[list[RecordVersion]]] = {}
        for page in pages:
            connections.setdefault(page[0].agency, []).append(page)
        turns = [agency for agency, connection in connections.items() for _ in connection]
        dice.shuffle(turns)
        waiting = {agency: iter(connection) for agency, connection in connections.items()}
        with tempfile.TemporaryDirectory() as folder:
            told = asyncio.run(classes_after(Path(folder) / "told", known, pages))
            shuffled = [next(waiting[agency]) for agency in turns]
            assert asyncio.run(classes_after(Path(folder) / "shuffled", known, shuffled)) == told

    check()


async def classes_after(
    folder: Path, known: Federation, pages: list[list[RecordVersion]]
) -> dict[tuple[str, str], tuple[str, int | None, list[tuple[int, int, str]]]]:
    """Class, day of the act and what time changes of every record, once all pages are in at one time."""
    node = open_node(folder, known)
    names: dict[str, set[str]] = {}
    for page in pages:
        await node.send(node.page(page[0].agency, page), page[0].agency)
        names.setdefault(page[0].agency, set()).update(each.record_id for each in page)

    async def job(tx: Transaction) -> dict[tuple[str, str], tuple[str, int | None, list[tuple[int, int, str]]]]:
        heads = [named.head for agency in names for named in await tx.heads_named(agency, sorted(names[agency]))]
        rows = await tx.classes_at([head.record for head in heads])
        texts = await tx.classes(sorted({head.klass for head in heads} | {row.klass for row in rows}))
        return {
            (head.agency, head.record_id): (
                texts[head.klass],
                head.act_day,
                [(row.from_ms, row.until_ms, texts[row.klass]) for row in rows if row.record == head.record],
            )
            for head in heads
        }

    found = await node.context.store.write(job)
    await node.context.store.close()
    return found


def test_a_withdrawn_record_is_judged_again_where_its_agency_dates_no_act(known: Federation, tmp_path: Path) -> None:
    """Its case is dated by another agency's papers alone: of whose age nothing was said, a birth then makes a child."""
    held = order("held", "SEALED", subject=person(cnic(2), "2002-01-01"), agency=PRISONS, role="ACCUSED",
                 case_references=(fir(1), CaseReference("COURT_CASE", "LAHORE/77/2020")))  # fmt: skip
    dates = event("dates", "TRANSFER", "2020-07-01", agency=FIA,
                  case_references=(fir(1), CaseReference("PRISON_CONVICT", "LHR/4/2020")))  # fmt: skip
    by_document = person(cnic(2), "2002-01-01")
    assert by_document.birth is not None
    shown = replace(by_document, birth=replace(by_document.birth, basis="CRC", issuer="NADRA", sha256=bytes(32)))
    pages = [[held, withdrawn(held)], [dates], [listing("shows", subject=shown, agency=POLICE, case_references=())]]
    asyncio.run(told(tmp_path / "node", known, pages, [1] * len(pages), moved=False))


@pytest.mark.budgeted
def test_judged_page_by_page_is_judged_over_everything(known: Federation) -> None:
    over_everything(known, st.just(1), 60, moved=False)


@pytest.mark.budgeted
def test_and_so_it_is_while_words_end(known: Federation) -> None:
    """The clock moves on by hours and months between pages, so that words end, and begin anew where they may."""
    over_everything(known, st.sampled_from([1, DAY_MS, 4 * DAY_MS, 31 * DAY_MS, 91 * DAY_MS]), 25, moved=True)


def over_everything(known: Federation, pauses: st.SearchStrategy[int], examples: int, *, moved: bool) -> None:
    @budget(examples, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(stories(), st.data())
    def check(pages: list[list[RecordVersion]], data: st.DataObject) -> None:
        note("\n".join(brief(each) for page in pages for each in page))
        waits = [data.draw(pauses) for _ in pages]
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(told(Path(folder) / "node", known, pages, waits, moved=moved))

    check()


async def told(
    folder: Path, known: Federation, pages: list[list[RecordVersion]], waits: list[int], *, moved: bool
) -> None:
    """One story, looked at after each of its pages."""
    node = open_node(folder, known)
    names: dict[str, set[str]] = {}
    for page, wait in zip(pages, waits, strict=True):
        node.now_ms = min(node.now_ms + wait, NOW_MS + 300 * DAY_MS)
        await node.send(node.page(page[0].agency, page), page[0].agency)
        for each in page:
            names.setdefault(each.agency, set()).add(each.record_id)
        assert await everything_at_once(node, names, moved=moved) == []
        await kept_equals_fresh(node)
    await node.context.store.close()
