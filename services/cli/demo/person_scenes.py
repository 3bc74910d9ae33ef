"""The scenes of one person behind two numbers: found by an Urdu spelling, linked, followed, and let go again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rabta.linkage.v1 import link_pb2
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.person_pb2 import LinkBy, PersonDescription
from rabta.records.v1.records_service_pb2 import PersonCandidate, SearchPersonRequest, SearchPersonResponse
from rabta.records.v1.subject_pb2 import Birth, Name, NameType

from services.cli import show_persons
from services.cli.ask import ask, run
from services.cli.demo.scenes import FIA, SceneFailed, history, investigate, must
from services.cli.heading import heading
from services.cli.net_common import Common
from services.cli.node_names import node
from services.cli.options import Output
from services.cli.show import called
from services.cli.table import console
from services.client.errors import Refusal
from services.demo.told import Told
from services.vocabulary.access import LegalBasis, Purpose
from services.vocabulary.readings import JOINED_BY

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

PATIENCE_S = 30.0
"""Until the index of persons is level with what was just imported."""
WHY = "Same name and father, born in one year in one district; seen by the analyst on both files."


def play(stage: Stage) -> None:
    """Every scene, in order."""
    told = stage.demo.story["renewed"]
    records = _found(stage, told)
    _linked(stage, told, records)


def _found(stage: Stage, told: Told) -> dict[str, str]:
    """Names of the records that the description finds, by agency."""
    stage.title("an investigator looks for a man by a name in Urdu, and is told why each record matches")
    profile, why = (
        stage.profile(FIA, stage.demo.story["officer"]["id"]),
        investigate(stage.demo.story["officer"]["case"]),
    )
    name = Name(type=NameType.NAME_TYPE_OWN, text=told["name"])
    birth = Birth(earliest=told["born"], latest=told["born"])
    person = PersonDescription(names=[name], birth=birth, district=told["district"])
    request = SearchPersonRequest(person=person, page_size=8)
    wanted = {told["under_new_number"], told["under_old_number"], told["without_number"]}
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            answer = run(ask(profile, why, request, SearchPersonResponse)).message
        except Refusal:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
            continue
        found = _of(answer, told)
        if wanted <= found.keys() or time.monotonic() > until:
            break
        time.sleep(0.5)
    show_persons.found(answer, Output.TABLE, heading(profile, why, told["name"]))
    must(found.keys() >= wanted, f"found in files of {sorted(wanted)}, got {sorted(found)}")
    must(all(each.fields for each in answer.candidates), "a reason with each candidate")
    return found


def _of(answer: SearchPersonResponse, told: Told) -> dict[str, str]:
    """The best of each agency's records of the man."""
    found: dict[str, str] = {}
    for each in answer.candidates:
        if each.match.case_key in told["cases"]:
            found.setdefault(each.match.owner, _record(each))
    return found


def _record(candidate: PersonCandidate) -> str:
    return candidate.match.version.partition("/versions/")[0]


def _linked(stage: Stage, told: Told, records: dict[str, str]) -> None:
    stage.title(
        "an analyst decides that the man whom customs wrote down without a number is the same; the history follows"
    )
    before = _owners(_history(stage, told))
    must(told["without_number"] not in before, "no number leads to what has none")
    decision = _decide(stage, [records[told["under_new_number"]], records[told["without_number"]]])
    followed = _history(stage, told)
    show_links(followed)
    must(told["without_number"] in _owners(followed), "the link carries what customs wrote")
    must(decision in {each.decision for each in followed.links}, "the history names the decision that carries it")
    _undo(stage, decision)
    must(_owners(_history(stage, told)) == before, "what was undone carries nothing")
    console().print(f"undone: the history is that of {', '.join(sorted(before))} alone again")


def show_links(answer: History) -> None:
    """What carries records of a history that do not bear the number that was asked for."""
    for each in answer.links:
        by = called(JOINED_BY, LinkBy, each.by, urdu=False)
        said = f"{by} {each.decision}".strip()
        console().print(f"carried by {said}: {' = '.join(filter(None, (each.one, each.other)))}")


def _history(stage: Stage, told: Told) -> History:
    officer = stage.demo.story["officer"]
    return history(stage.profile(FIA, officer["id"]), investigate(officer["case"]), told["cnic"])


def _owners(answer: History) -> set[str]:
    return {line.owner for line in answer.timeline}


def _common(stage: Stage) -> Common:
    told = stage.demo.story["network"]
    profile = stage.demo.local.profile(told["agency"], told["analyst"])
    return Common(profile, Purpose.ANALYSE_NETWORK, LegalBasis.TIP_SOM, told["case"], LegalBasis.COURT_ORDER)


def _decide(stage: Stage, records: list[str]) -> str:
    one, other = (node(each) for each in records)
    request = link_pb2.DecideLinkRequest(one=one, other=other, sign=link_pb2.LINK_SIGN_SAME, why=WHY)
    try:
        made = _common(stage).ask(request, link_pb2.DecideLinkResponse).decision
    except Refusal as refusal:
        raise SceneFailed(f"the analyst's decision is kept, got {refusal.reason}") from None
    console().print(f"decided: {made.one.id} and {made.other.id} are one person, by {made.by}: {made.id}")
    return made.id


def _undo(stage: Stage, decision: str) -> None:
    request = link_pb2.UndoLinkRequest(id=decision, why="Shown for the demonstration that a decision can be undone.")
    withdrawn = _common(stage).ask(request, link_pb2.UndoLinkResponse).decision
    must(withdrawn.withdrawn_ms, "the decision is withdrawn")
