"""A member's own node answers its officers as the hub does, out of copies, while the hub is away, and no longer than agreed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from rabta.access.v1.purpose_pb2 import PURPOSE_CHECKPOINT, PURPOSE_CUSTODY, HandlingCode
from rabta.exchange.v1.check_service_pb2 import CheckTravellerResponse, TravellerHit
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetHistoryResponse
from rabta.signing.v1.page_pb2 import VersionProof

from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.evidence import gather
from services.client.receipt import settle
from services.client.versions import check_versions
from services.edge.routes import methods
from services.evidence.line import proven
from services.evidence.verify import verify_evidence
from services.exchange.check.freshness import HOUR_MS
from services.membership.anchor import Anchor
from services.node.services import DESCRIPTORS
from services.values import records as values
from services.values.dates import day_text, today
from services.values.records import CaseFile, InvestigationEvent, JointTeam, Section
from services.vocabulary.records import RecordKind
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.lying import Answer, Lie, honest, lying
from tests.e2e.attacks.test_check import CHECK, by_number
from tests.e2e.attacks.test_reads import found, read_once
from tests.e2e.bodies import HISTORY, RECORDS, SUBMIT, history_of
from tests.e2e.exchange import GIVING, agree, agreement
from tests.e2e.federation import Pair
from tests.e2e.hits import PUNJABS, decided, requested, said
from tests.e2e.own_node import OwnNode
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    CHIEF,
    COLLEAGUE,
    CUSTOMS,
    FIA,
    INVESTIGATOR,
    PRISONS,
    PROTECTOR,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import JUVENILE, KNOWN, NOBODY, SEALED, VICTIM, WANTED
from tests.e2e.processes import until
from tests.e2e.world import World, made
from tests.fakes import record_maker as make

KNOWN_METHODS = {path for path, _ in methods(iter(DESCRIPTORS))}
GIVERS = (PUNJAB, SINDH, CUSTOMS)
TO_FIA = (
    *(agreement(giver, FIA, kinds=[*RecordKind], handling=HandlingCode.values()[1:]) for giver in GIVERS),
    agreement(PRISONS, FIA, kinds=[*RecordKind], purposes=[PURPOSE_CUSTODY]),
)
"""Each gives for investigations all that can be given, but the prison, which gives for custody."""
TO_CUSTOMS = tuple(
    agreement(giver, CUSTOMS, kinds=["LIST_ENTRY"], roles=["LISTED"], purposes=[PURPOSE_CHECKPOINT])
    for giver in (FIA, SINDH)
)


@dataclass
class Nodes:
    """A hub that gives, the node of an agency that investigates, and that of one with a post at the border."""

    hub: World
    fia: OwnNode
    customs: OwnNode

    def stop_hub(self) -> None:
        """End the hub, and wait until both nodes have noticed."""
        self.hub.stop_node()
        self.fia.alone()
        self.customs.alone()


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    world = made(tmp_path_factory.mktemp("own"), targets=GIVING, processes=1)
    fia, customs = OwnNode(world, FIA), OwnNode(world, CUSTOMS)
    agree(world.files, *TO_FIA, *TO_CUSTOMS)
    try:
        world.start()
        world.plant(planted.all_records())
        for each in (fia, customs):
            each.serve()
        for each in (fia, customs):
            each.ready()
        yield Nodes(world, fia, customs)
    finally:
        fia.close()
        customs.close()
        world.close()


def history(world: World, number: str = KNOWN, officer: Officer = INVESTIGATOR) -> GetHistoryResponse:
    return GetHistoryResponse.FromString(
        answered(world, put(world, world.asking(officer, HISTORY, history_of(number))))
    )


def hits(own: OwnNode, number: str = WANTED) -> list[TravellerHit]:
    """What a post is told of a document."""
    body = answered(own.asked, put(own.asked, own.asked.asking(BORDER, CHECK, by_number(number))))
    return list(CheckTravellerResponse.FromString(body).hits)


def proofs(found: GetHistoryResponse) -> dict[str, tuple[bytes, bytes]]:
    """Id of each record -> its version as its owner signed it, and the owner's page header."""
    shown = zip(found.history.timeline, found.history.versions, strict=True)
    return {line.version.split("/")[3]: (signed.version, signed.proof.page_sha256) for line, signed in shown}


NEVER_GIVEN = {"sd-known", "sd-charge", "sd-acquitted", "sd-case"}
"""Of the acquitted, with the file of the case: the hub shows it to an investigator, and no agreement gives it."""
FOR_CUSTODY = "pr-in"


def test_the_same_records_come_with_the_same_proofs_and_how_old_each_givers_are(nodes: Nodes) -> None:
    hub, own = history(nodes.hub), history(nodes.fia.asked)
    of_hub, left_out = proofs(hub), {*NEVER_GIVEN, FOR_CUSTODY}
    assert of_hub.keys() > left_out
    assert proofs(own) == {name: proof for name, proof in of_hub.items() if name not in left_out}
    pages = {page.header: page.signature for page in hub.history.pages}
    assert {page.header: page.signature for page in own.history.pages}.items() <= pages.items()
    assert not hub.copies
    assert [each.agency for each in own.copies] == sorted({FIA, *GIVERS})
    now_ms = nodes.hub.clock.now()
    assert all(now_ms - HOUR_MS < each.synced_ms <= now_ms for each in own.copies)


def test_what_is_given_for_another_purpose_is_held_and_not_shown(nodes: Nodes) -> None:
    assert FOR_CUSTODY in nodes.fia.held()
    assert FOR_CUSTODY in proofs(history(nodes.hub))
    seen = put(nodes.fia.asked, nodes.fia.asked.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
    assert FOR_CUSTODY.encode() not in answered(nodes.fia.asked, seen)
    assert (PRISONS, "agreement") in {(one.owner, one.cause) for one in seen.entries[0].sealed.withheld}


@pytest.mark.parametrize("number", [JUVENILE, SEALED, VICTIM], ids=["child", "sealed", "victim"])
def test_whom_no_agreement_gives_looks_like_nobody(nodes: Nodes, number: str) -> None:
    found, nobody = history(nodes.fia.asked, number), history(nodes.fia.asked, NOBODY)
    assert found.history == nobody.history


def test_a_third_party_proves_the_answer_and_the_nodes_own_log(nodes: Nodes, tmp_path: Path) -> None:
    raw, origin, checkpoint = asyncio.run(_bundle(nodes.fia, tmp_path))
    lines = verify_evidence(raw, Anchor.from_pem(nodes.hub.files.anchor.read_bytes()))
    assert proven(lines), [line for line in lines if not line.ok]
    assert {f"agency {FIA}", f"agency {PUNJAB}"} <= {line.who for line in lines}
    assert origin.startswith(f"{nodes.hub.files.name}/audit/{FIA}/")
    assert checkpoint.startswith(f"{origin}\n".encode())


async def _bundle(own: OwnNode, state: Path) -> tuple[bytes, str, bytes]:
    """Evidence of a history, the origin of the log that holds the call, and the log's head."""
    async with Channel(own.profile(state)) as channel:
        exchange = await channel.call(HISTORY, history_of(KNOWN), own.asked.token(INVESTIGATOR))
        raw = await gather(channel, exchange)
        return raw, channel.origin(), (await settle(channel)).checkpoint


def test_the_readers_agency_alone_finds_there_who_read_copies(nodes: Nodes) -> None:
    """An owner is told of no read, as at the hub."""
    index = read_once(nodes.fia.asked)
    assert not found(nodes.fia.asked, RECORDERS[PUNJAB], index)
    (seen,) = found(nodes.fia.asked, RECORDERS[FIA], index)
    assert (seen.agency, seen.officer) == (FIA, INVESTIGATOR.id)
    assert PUNJAB in {name.split("/")[1] for name in seen.records}


# -- who is not answered, and what is not


@pytest.mark.parametrize(
    ("stranger", "method", "body"),
    [(PUNJAB_INVESTIGATOR, HISTORY, history_of(KNOWN)), (BORDER, CHECK, by_number(WANTED))],
    ids=["history", "check"],
)
def test_officers_of_other_agencies_are_refused(nodes: Nodes, stranger: Officer, method: str, body: bytes) -> None:
    own = nodes.fia.asked
    refused(own, put(own, own.asking(stranger, method, body)), "POLICY_DENIED")


HUBS_ALONE = {
    SUBMIT: RECORDERS[FIA],
    f"{RECORDS}GetPage": RECORDERS[FIA],
    f"{RECORDS}ListClaims": RECORDERS[FIA],
    f"{RECORDS}DecideClaim": AUDITOR,
    f"{RECORDS}CheckGuardian": PROTECTOR,
    f"{RECORDS}ConfirmPerson": INVESTIGATOR,
    f"{RECORDS}ReviewStatements": AUDITOR,
    **{f"{RECORDS}{guards}": AUDITOR for guards in ("ListGuards", "ListToldGuards", "DecideGuard")},
    **{f"{RECORDS}{name}": INVESTIGATOR for name in ("AskDirections", "ListDirections", "GiveDirections")},
    **{f"{RECORDS}{law}": INVESTIGATOR for law in ("StateChargeReason", "CheckChild", "FitCharges", "ListClocks")},
    "/rabta.exchange.v1.HitService/ConfirmHit": INVESTIGATOR,
    "/rabta.exchange.v1.WatchService/Watch": INVESTIGATOR,
    "/rabta.linkage.v1.LinkageService/DecideLink": INVESTIGATOR,
}


@pytest.mark.parametrize("method", HUBS_ALONE)
def test_what_the_hub_alone_answers_is_no_method_there(nodes: Nodes, method: str) -> None:
    assert method in KNOWN_METHODS
    own = nodes.fia.asked
    refused(own, put(own, own.asking(HUBS_ALONE[method], method, b"")), "METHOD_UNKNOWN")


def test_a_node_passes_off_no_record_that_its_owner_never_signed(nodes: Nodes, tmp_path: Path) -> None:
    """It signs for the answer, and for a page of its own agency; a record of another is proven by that one's page."""

    def forged(answer: Answer) -> Answer:
        told = GetHistoryResponse.FromString(answer.body)
        for shown in told.history.versions:
            version = RecordVersion.FromString(shown.version)
            if version.agency == PUNJAB:
                version.version += 1
                page = nodes.hub.page(FIA, [version.SerializeToString(deterministic=True)])
                told.history.pages.add(header=page.header, signature=page.signature)
                ((salt, shown.version),) = page.leaves
                shown.proof.CopyFrom(VersionProof(page_sha256=sha256(page.header).digest(), salt=salt))
        return answer.saying(nodes.hub.key(FIA), told.SerializeToString(deterministic=True))

    assert asyncio.run(_believed(nodes.fia, tmp_path, honest)).versions
    with pytest.raises(Unproven, match="version"):
        asyncio.run(_believed(nodes.fia, tmp_path, forged))


async def _believed(own: OwnNode, state: Path, lie: Lie) -> History:
    """What a client takes of a history that the node told so. Raises Unproven."""
    async with lying(own.asked, Pair.of(own.asked.node(FIA))) as liar:
        liar.lie = lie
        async with Channel(own.profile(state, liar.port)) as channel:
            exchange = await channel.call(HISTORY, history_of(KNOWN), own.asked.token(INVESTIGATOR))
            told = GetHistoryResponse.FromString(exchange.proven.body).history
            check_versions(channel.profile, told.versions, told.pages)
            return told


# -- cases that move


MOVED, MOVED_TO, SHARED = "PB/LAHORE/ICHHRA/601/2025", "FIA/LAHORE/AHTC/61/2025", "PB/LAHORE/ICHHRA/602/2025"
NOT_THEIRS = "CASE_NOT_YOURS"


def cited(world: World, officer: Officer, case: str) -> str:
    """Why an officer is refused who cites a case, "" where they are answered.

    Where copies came since the question was asked they count as none, and it is asked again.
    """
    said: list[str] = []

    def told() -> bool:
        said.append(_reason(world, officer.asking(case_key=case)))
        return said[-1] != "COPY_STALE"

    until(told, "copies that are no newer than the question")
    return said[-1]


def _reason(world: World, officer: Officer) -> str:
    question = world.asking(officer, HISTORY, history_of(NOBODY))
    try:
        world.proven(question, world.line(officer.agency).send(question)).raise_refusal()
    except Refusal as refusal:
        return refusal.reason
    return ""


def whose(nodes: Nodes) -> list[str]:
    """Who is answered for the case that moves: the police, the FIA, strangers at the hub; the FIA at its own node."""
    at_hub = PUNJAB_INVESTIGATOR, INVESTIGATOR, SINDH_INVESTIGATOR
    asked = [(nodes.hub, officer) for officer in at_hub] + [(nodes.fia.asked, INVESTIGATOR)]
    return [cited(world, officer, MOVED) for world, officer in asked]


def moved(nodes: Nodes, *versions: values.RecordVersion) -> None:
    """Sent to the hub, and taken by the FIA's own node."""
    nodes.hub.plant([*versions])
    for each in versions:
        wanted = each.version if each.status != "WITHDRAWN" else None
        until(lambda each=each, wanted=wanted: nodes.fia.held().get(each.record_id) == wanted, "the FIA's node has it")  # type: ignore[misc]  # mypy infers no type for a default of a lambda


def test_a_case_that_police_hand_to_the_fia_has_one_owner_at_both_nodes_and_no_stranger_gets_it(nodes: Nodes) -> None:
    """Under PTPA 2018 s. 8(2). Sindh writes both numbers on a file of its own, before the case moves and after."""
    police, fia = ["", NOT_THEIRS, NOT_THEIRS, NOT_THEIRS], [NOT_THEIRS, "", NOT_THEIRS, ""]
    file = make.case_file("pb-moved", agency=PUNJAB, officers=("pb-2001",), case_references=planted.ref(MOVED))
    assert isinstance(file.body, CaseFile)
    file = replace(file, body=replace(file.body, sections=(Section("PTPA", "3"),)))
    event = InvestigationEvent("TRANSFER", "2025-02-01", to=FIA)
    handed = make.version("INVESTIGATION_EVENT", "pb-handed", event, agency=PUNJAB, case_references=planted.ref(MOVED))
    both = (*planted.ref(MOVED_TO), *planted.ref(MOVED))
    taken = make.case_file("fia-taken", agency=FIA, officers=(INVESTIGATOR.id,), case_references=both)
    grasp = (*planted.ref("SD/KARACHI/CLIFTON/61/2025"), *both)
    moved(nodes, file)
    assert whose(nodes) == police
    moved(nodes, make.case_file("sd-grasp", agency=SINDH, officers=("sd-3001",), case_references=grasp))
    assert whose(nodes) == police
    moved(nodes, handed)
    assert whose(nodes) == police, "nobody has taken it"
    moved(nodes, taken)
    assert whose(nodes) == fia
    moved(nodes, make.withdrawn(handed))
    assert whose(nodes) == police


def test_a_joint_case_lets_in_the_officers_whom_its_owner_names_at_both_nodes(nodes: Nodes) -> None:
    file = make.case_file("pb-shared", agency=PUNJAB, officers=("pb-2001",), case_references=planted.ref(SHARED))
    assert isinstance(file.body, CaseFile)
    team = JointTeam(FIA, (INVESTIGATOR.id,), day_text(today(nodes.hub.clock.now()) + 30))
    joint = make.following(file, body=replace(file.body, joint_teams=(team,)))
    theirs = (INVESTIGATOR.id, COLLEAGUE.id)
    own = make.case_file("fia-shared", agency=FIA, officers=theirs, case_references=planted.ref(SHARED))

    def let_in() -> list[str]:
        return [cited(each, who, SHARED) for each in (nodes.hub, nodes.fia.asked) for who in (INVESTIGATOR, COLLEAGUE)]

    moved(nodes, file, own)
    assert let_in() == [NOT_THEIRS] * 4, "their own file lets nobody in"
    moved(nodes, joint)
    assert let_in() == ["", NOT_THEIRS] * 2, "whom the owner does not name is a stranger"
    moved(nodes, make.following(joint, body=file.body))
    assert let_in() == [NOT_THEIRS] * 4


# -- a release

ON_TERMS = make.cnic(4321)


def of_terms(world: World, officer: Officer = INVESTIGATOR) -> GetHistoryResponse:
    return GetHistoryResponse.FromString(said(world, officer, HISTORY, history_of(ON_TERMS)))


def test_what_is_released_is_shown_to_that_officer_at_their_own_node_and_taken_back(nodes: Nodes) -> None:
    """On terms that name somebody else. No colleague and no other node gets it; expunged, it is erased there."""
    terms = {"handling": "H3", "releasable_to": (SINDH,), "case_references": planted.ref(PUNJAB_CASE)}
    party = make.party("pb-terms", agency=PUNJAB, subject=make.person(ON_TERMS), **terms)  # type: ignore[arg-type]  # fields of several types by name
    hub, own = nodes.hub, nodes.fia
    hub.plant([party])
    request = requested(hub, INVESTIGATOR, ON_TERMS).id
    for end in ("taken back", "expunged"):
        decided(hub, PUNJABS, request, HOUR_MS)
        until(lambda: bool(of_terms(own.asked).history.releases), "the FIA's node shows it")
        found, there = of_terms(own.asked), of_terms(hub)
        assert (proofs(found), list(found.history.releases)) == (proofs(there), list(there.history.releases))
        theirs = of_terms(own.asked, CHIEF).history
        assert (list(theirs.timeline), len(theirs.hits)) == ([], 1), "as at the hub"
        assert "pb-terms" not in nodes.customs.held()
        decided(hub, PUNJABS, request) if end == "taken back" else hub.plant([make.expunged(party)])
        until(lambda: "pb-terms" not in own.held(), f"{end}: the copy is gone")
        assert not of_terms(own.asked).history.timeline


# -- the hub goes away


def test_without_the_hub_officers_are_answered_until_copies_are_too_old(nodes: Nodes) -> None:
    gone = make.listing("sd-gone", agency=SINDH, subject=planted.who(WANTED), type="WARRANT_NON_BAILABLE")
    nodes.hub.plant([gone])
    for each in (nodes.fia, nodes.customs):
        until(lambda each=each: gone.record_id in each.held(), "the entry is held")  # type: ignore[misc]  # mypy infers no type for a default of a lambda
    assert len(hits(nodes.customs)) == 2
    nodes.hub.plant([make.expunged(gone)])
    for each in (nodes.fia, nodes.customs):
        until(lambda each=each: gone.record_id not in each.held(), "the entry is erased")  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        each.ready()
    nodes.stop_hub()
    assert proofs(history(nodes.fia.asked)).keys() > {"pb-known", "cu-crossing"}
    [hit] = hits(nodes.customs)
    assert (hit.owner, hit.action) == (SINDH, "PREVENT_EXIT")
    for each, officer, method, body in (
        (nodes.fia, INVESTIGATOR, HISTORY, history_of(WANTED)),
        (nodes.customs, BORDER, CHECK, by_number(WANTED)),
    ):
        own = each.asked
        each.aged(23.0)
        answered(own, put(own, own.asking(officer, method, body)))
        each.aged(1.5)
        refused(own, put(own, own.asking(officer, method, body)), "COPY_STALE")
