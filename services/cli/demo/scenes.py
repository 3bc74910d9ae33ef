"""The scenes of the story, each checked as it is shown: a scene that ends otherwise stops the demonstration."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse
from rabta.audit.v1.entry_pb2 import OpenEntry, SealedEntry
from rabta.records.v1.history_pb2 import History, Selector
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse, SearchRequest, SearchResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from audit.export import export as export_log
from services.access.details import Details
from services.cli import prove, show, show_history
from services.cli.ask import ask, run
from services.cli.heading import heading
from services.cli.options import Output
from services.cli.table import console, table
from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.profile import Profile
from services.demo.told import Told
from services.errors import RabtaError
from services.node.local import registry_of
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

RECORDS = "/rabta.records.v1.RecordsService"
FIA, PUNJAB, OVERSIGHT = "pk.fia", "pk.punjab-police", "pk.oversight"


class SceneFailed(RabtaError):
    """A scene did not end as it must; the text says which and how."""


def must(holds: object, what: str) -> None:
    """Raise SceneFailed unless ``holds``."""
    if not holds:
        raise SceneFailed(what)


async def until_open(profile: Profile, patience_s: float = 180.0) -> None:
    """Wait until the log is open and the hub answers. SceneFailed."""
    try:
        async with asyncio.timeout(patience_s), Channel(profile) as channel:
            while True:
                try:
                    await channel.fetch_registry()
                    return
                except (Refusal, Unproven):
                    await asyncio.sleep(0.3)
    except TimeoutError:
        raise SceneFailed("the hub opens within three minutes") from None


def selector(cnic: str) -> Selector:
    """A person asked for by CNIC, 13 digits."""
    return Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=cnic))


def investigate(case: str, query_class: str = QueryClass.HISTORY) -> Details:
    """An investigation of ``TYPE:KEY``."""
    kind, _, key = case.partition(":")
    return Details(Purpose.INVESTIGATE_CASE, LegalBasis.CRPC_CASE, "", query_class, kind, key)


def history(profile: Profile, why: Details, cnic: str, known_at: int = 0, evidence: Path | None = None) -> History:
    """A history whose answer was verified. Raises what the client raises."""
    request = GetHistoryRequest(selector=selector(cnic), as_of_recorded_ms=known_at)
    return run(ask(profile, why, request, GetHistoryResponse, evidence)).message.history


def play(stage: Stage, before_ms: int, correct: Callable[[], None]) -> None:
    """Every scene, in order."""
    story: Told = stage.demo.story
    investigator = stage.profile(FIA, story["officer"]["id"])
    why = investigate(story["officer"]["case"])
    _known_man(stage, story, investigator, why)
    _hit_only(stage, story)
    _refused(stage, story)
    correct()
    _two_times(stage, story, investigator, why, before_ms)
    _oversight(stage)
    _evidence(stage)


def _known_man(stage: Stage, story: Told, investigator: Profile, why: Details) -> None:
    stage.title("an FIA investigator asks what is known about a man (one history over all agencies)")
    man = story["known_man"]
    answer = history(investigator, why, man["cnic"], evidence=stage.demo.folder / "history.evidence")
    head = heading(investigator, why, f"CNIC {man['cnic']}", show_history.held_names(answer))
    show_history.history(answer, Output.TABLE, "en", head)
    owners = {line.owner for line in answer.timeline}
    must(len(owners) >= 4, f"history from four agencies, got {sorted(owners)}")
    must(answer.conflicts, "a conflict side by side")
    outcomes = {ref.key: case.outcome for case in answer.cases for ref in case.references}
    acquitted = man["acquitted_in"].partition(":")[2]
    must("acquit" in outcomes.get(acquitted, ""), "the charge that ended in acquittal")
    convicted = next(case for case in answer.cases if man["convicted_in"].endswith(case.references[0].key))
    must(convicted.offence, "the conviction that a court's own record shows")
    reported = man["reported_in"].partition(":")[2]
    must("no court's record" in outcomes.get(reported, ""), "the conviction that only police report, shown as that")
    hidden = man["juvenile_in"].partition(":")[2]
    must(hidden not in outcomes, "the juvenile record is withheld")


def _hit_only(stage: Stage, story: Told) -> None:
    stage.title("hit/no-hit: Punjab Police asks about a man under another agency's enquiry")
    asked = story["under_enquiry"]
    profile, why = stage.profile(PUNJAB, "pb-2001"), investigate(story["corrected"]["case"])
    request = SearchRequest(selector=selector(asked["cnic"]))
    answer = run(ask(profile, why, request, SearchResponse)).message
    show.search(answer, Output.TABLE, heading(profile, why, f"CNIC {asked['cnic']}"))
    must(not answer.matches, "nothing disclosed about an untested enquiry")
    must({hit.owner for hit in answer.hits} == {asked["agency"]}, "a hit with the owner's desk")
    must(answer.hits[0].desk.phone, "the desk's number")
    nobody = SearchRequest(selector=selector("9999999999999"))
    nothing = run(ask(profile, why, nobody, SearchResponse)).message
    show.search(nothing, Output.TABLE, heading(profile, why, "CNIC 9999999999999"))


def _refused(stage: Stage, story: Told) -> None:
    refused = story["refused"]
    stage.title(f"a refused query: {refused['officer']} cites a {refused['why']}")
    profile = stage.profile(refused["agency"], refused["officer"])
    try:
        history(profile, investigate(refused["case"]), story["known_man"]["cnic"])
    except Refusal as refusal:
        console().print(f"refused by the hub, signed and logged: {refusal.reason}")
        must(refusal.reason == "CASE_NOT_YOURS", f"refused as a borrowed case, got {refusal.reason}")
        return
    raise SceneFailed("a query on another agency's case was answered")


def _two_times(stage: Stage, story: Told, investigator: Profile, why: Details, before_ms: int) -> None:
    stage.title("the corrected charge, as known before the correction and as known now")
    cnic = story["corrected"]["cnic"]
    sections = []
    for name, known_at in (("before", before_ms), ("now", 0)):
        answer = history(investigator, why, cnic, known_at)
        charged = sorted({f"{s.provision} {s.statute}" for case in answer.cases for s in case.sections})
        sections.append(charged)
        console().print(f"{name:7} sections: {', '.join(charged)}")
    must(sections[0] != sections[1], "two as-of times show two states")


def _oversight(stage: Stage) -> None:
    stage.title("the oversight body reads the log, sealed parts too: what was withheld from whom")
    profile = stage.profile(OVERSIGHT, "ov-9001")
    why = Details(Purpose.OVERSIGHT, LegalBasis.DATA_OVERSIGHT, "", QueryClass.AUDIT, "REVIEW", "2026/1")
    found, start = [], 0
    while True:
        request = GetEntriesRequest(start=start, count=256)
        try:
            answer = run(ask(profile, why, request, GetEntriesResponse)).message
        except Refusal as refusal:
            must(refusal.reason == "NOT_FOUND", f"the end of the log, got {refusal.reason}")
            break
        start += len(answer.entries)
        found += [
            (e.index, OpenEntry.FromString(e.open), SealedEntry.FromString(e.sealed)) for e in answer.entries if e.open
        ]
    rows = [
        (str(index), opened.agency, opened.officer, opened.purpose, opened.case_reference, opened.reason or "OK",
         "; ".join(f"{w.count} of {w.owner}: {w.cause}" for w in sealed.withheld))
        for index, opened, sealed in found
        if opened.method.startswith(RECORDS) and opened.officer and not opened.feed
    ]  # fmt: skip
    table("Who asked", ("index", "agency", "officer", "purpose", "case", "outcome", "withheld (sealed)"), rows[-12:])
    must(any("juvenile" in row[-1] for row in rows), "the withheld juvenile record shows in the sealed part")
    console().print(f"entries read: {len(found)} of {start} leaves")


def _evidence(stage: Stage) -> None:
    stage.title("evidence for a third party, with the governance keys as only anchor")
    prove.verify(stage.demo.folder / "history.evidence", stage.demo.local.files.anchor)


def export(stage: Stage) -> None:
    """The whole log, carried away once a quorum has cosigned all of it."""
    files = stage.demo.local.files
    target = stage.demo.folder / "export"
    time.sleep(2.5)
    export_log(files.hub.folder / "audit", target)
    (target / "registry").mkdir(mode=0o700, exist_ok=True)
    for path in files.hub.registry.glob("*.signed"):
        shutil.copyfile(path, target / "registry" / path.stem)
    (target / "witness.policy").write_text(_policy(files), "utf-8")


def _policy(files: Any) -> str:
    """The registry's witness policy in the C2SP tlog-policy form."""
    registry = registry_of(files)
    rows = registry.witness_policy.witnesses
    lines = [f"log {log.vkey.encode()}" for log in registry.logs]
    lines += [f"witness w{number} {row.vkey.encode()}" for number, row in enumerate(rows)]
    names = " ".join(f"w{number}" for number in range(len(rows)))
    lines += [f"group all {registry.witness_policy.quorum} {names}", "quorum all"]
    return "\n".join(lines) + "\n"
