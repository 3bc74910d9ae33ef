"""The scenes of exchange: copies that follow every change, an erasure that is proven, and a post that answers alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from rabta.exchange.v1 import check_service_pb2 as check_pb
from rabta.exchange.v1.order_service_pb2 import ListOrdersRequest, OrderState
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse

from services.access.details import Details
from services.cli import check, records_change, show, sync_orders
from services.cli.ask import ask, run
from services.cli.demo.own_nodes import OFFICERS, issuers
from services.cli.demo.scenes import SceneFailed, investigate, must, selector
from services.cli.heading import heading
from services.cli.options import Output
from services.cli.table import console, table
from services.client.contribution import upkeep
from services.client.errors import Refusal
from services.client.hub import Hub
from services.client.profile import Profile, load_profile
from services.demo.listed import ERASED_BY, MISTAKEN, SOUGHT, entries
from services.demo.offences import CUSTOMS, FIA
from services.node.own_place import SUFFIX
from services.node.reconcile import Compared, reconcile
from services.node.sync_state import LEVEL, PeerState, peer_states
from services.tables.times import shown
from services.values.records import ListEntry
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

POST = Details(Purpose.CHECKPOINT, LegalBasis.EXIT_CONTROL, "", QueryClass.CHECKPOINT, "MOVEMENT", "TORKHAM/2025/1")
CAUTION = "carries another man's passport"
QUIET_H = 48
PATIENCE_S, PAUSE_S = 90.0, 1.2
"""An issuer gives an officer a token a second."""


def play(stage: Stage) -> None:
    """Every scene with the hub, in order; both nodes run afterwards."""
    _begin(stage)
    _same_proofs(stage)
    _listed(stage)
    _away(stage)
    _back(stage)


def alone(stage: Stage) -> None:
    """What both nodes answer once the hub is gone, and the witnesses with it."""
    stage.title("hub and witnesses are stopped: the post at Torkham and the investigator are answered out of copies")
    for issuer in issuers(stage.demo.local):
        stage.beside.enter_context(issuer)
    must(_checked(stage, SOUGHT) == [CAUTION], "the post stops who is sought while the hub is away")
    must(_checked(stage, MISTAKEN) == [], "and lets go who was listed by mistake")
    answer = _history(stage, _own(stage, FIA))
    must({line.owner for line in answer.history.timeline} == {FIA, CUSTOMS}, "a history of both agencies' records")


def _begin(stage: Stage) -> None:
    stage.title("FIA's and Customs' own nodes take copies of one another's records from the hub, by agreement")
    for node in stage.own.values():
        node.begin()
    for node in stage.own.values():
        node.wait()
    _level(stage)
    _alike(stage)


def _same_proofs(stage: Stage) -> None:
    stage.title("the investigator asks FIA's node as the hub: the same versions under their owners' signatures")
    own, hub = _history(stage, _own(stage, FIA)), _history(stage, stage.profile(FIA, OFFICERS[FIA]))
    table("Out of copies", ("agency", "copies as of"), [(one.agency, shown(one.synced_ms)) for one in own.copies])
    mine, theirs = ({each.version for each in one.history.versions} for one in (own, hub))
    must({line.owner for line in own.history.timeline} == {FIA, CUSTOMS}, "what Customs gives, beside FIA's own")
    must(mine < theirs, "each version is one that the hub shows too, and the hub shows more")
    console().print(f"{len(mine)} versions at FIA's node, all among the {len(theirs)} of the hub")


def _listed(stage: Stage) -> None:
    stage.title("FIA puts two people on its exit list: the post stops both, asked of Customs' own node")
    with Hub(stage.recorder(FIA)) as hub:
        must(hub.submit(entries()).summary.accepted == len(entries()), "both entries are taken")
    for number in (SOUGHT, MISTAKEN):
        _until(lambda number=number: _cautions(stage, number) == [""], "a hit for each")  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        _checked(stage, number)


def _away(stage: Stage) -> None:
    stage.title("Customs' node is stopped; one entry is corrected, and a court has the other erased")
    stage.own[CUSTOMS].stop()
    sought, mistaken = entries()
    body = replace(cast(ListEntry, sought.body), caution=CAUTION)
    with Hub(stage.recorder(FIA)) as hub:
        must(hub.submit([replace(sought, body=body)]).summary.accepted == 1, "the correction is taken")
    profile = stage.demo.local.profile(FIA, stage.recorder(FIA).officer)
    records_change.expunge(profile, mistaken.record_id, confirm=mistaken.record_id, order=ERASED_BY)
    must(_orders(stage) == {CUSTOMS: "pending"}, "an order to erase waits for Customs' node")


def _back(stage: Stage) -> None:
    stage.title("Customs' node is back: orders first, then what changed; the receipt is verified, and nothing differs")
    stage.own[CUSTOMS].start()
    _until(lambda: _orders(stage, quiet=True) == {CUSTOMS: "confirmed"}, "a receipt comes from Customs' node")
    _orders(stage)
    _until(lambda: _cautions(stage, SOUGHT) == [CAUTION], "the correction comes to Customs' node")
    must(_checked(stage, SOUGHT) == [CAUTION], "the post is told what was corrected")
    must(_checked(stage, MISTAKEN) == [], "nothing is held of whom was erased")
    _alike(stage)


def _own(stage: Stage, agency: str) -> Profile:
    """The profile by which an agency's officer asks its own node."""
    return load_profile(stage.demo.local.profile(agency, f"{OFFICERS[agency]}{SUFFIX}"))


def _history(stage: Stage, profile: Profile) -> GetHistoryResponse:
    """What the story's investigator is told of the known man."""
    request = GetHistoryRequest(selector=selector(stage.demo.story["known_man"]["cnic"]))
    why = investigate(stage.demo.story["officer"]["case"])
    return run(ask(profile, why, request, GetHistoryResponse)).message


def _checked(stage: Stage, number: str) -> list[str]:
    """The caution of each hit that Customs' node tells the post, shown as the post sees it."""
    answer = _answer(stage, number)
    check.show(answer, Output.TABLE, heading(_own(stage, CUSTOMS), POST, f"CNIC {number}"), urdu=False)
    return [hit.caution for hit in answer.hits]


def _cautions(stage: Stage, number: str) -> list[str] | None:
    """The same, not shown; None while the node's copies are not known to be fresh."""
    try:
        return [hit.caution for hit in _answer(stage, number).hits]
    except Refusal as refusal:
        must(refusal.reason == "COPY_STALE", f"stale copies at the worst, got {refusal.reason}")
        return None


def _answer(stage: Stage, number: str) -> check_pb.CheckTravellerResponse:
    request = check_pb.CheckTravellerRequest(document=selector(number).identifier)
    return run(ask(_own(stage, CUSTOMS), POST, request, check_pb.CheckTravellerResponse)).message


def _orders(stage: Stage, *, quiet: bool = False) -> dict[str, str]:
    """Receiver -> how far the order to erase what FIA listed by mistake has come, its receipt verified."""
    profile, (_, mistaken) = stage.recorder(FIA), entries()
    request = ListOrdersRequest(record=f"agencies/{FIA}/records/{mistaken.record_id}")
    found = sync_orders.asked(profile, upkeep(profile), request)
    states = {one.receiver: show.word(OrderState, one.state) for one in found if one.receiver != FIA}
    if not quiet:
        table("Orders to erase", ("record", "receiver", "state"), [
            (one.order.record, one.receiver, show.word(OrderState, one.state)) for one in found
        ])  # fmt: skip
    return states


def _level(stage: Stage) -> None:
    """Wait until each node holds all that it is given, and show how far each has come."""

    def states() -> dict[str, PeerState]:
        folders = {agency: stage.demo.local.files.agency(agency).folder for agency in OFFICERS}
        return {agency: next(iter(peer_states(folder))) for agency, folder in folders.items()}

    _until(lambda: all(one.standing(one.heard_ms, QUIET_H) == LEVEL for one in states().values()), "each node is level")
    rows = [(agency, one.agency, LEVEL, str(one.taken)) for agency, one in states().items()]
    table("Peers", ("node", "takes from", "is", "number taken"), rows)


def _alike(stage: Stage) -> None:
    """What each node holds, held against what the hub gave it, by the roots of trees over all of it."""
    rows = []
    for agency in OFFICERS:
        _until(lambda agency=agency: not _compared(stage, agency).differs, f"{agency} holds what it was given")  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        found = _compared(stage, agency)
        must(found.equal, f"{agency} holds something")
        rows.append((agency, str(found.equal), str(found.differs)))
    table("Held against the hub, by digests", ("node", "records alike", "different"), rows)


def _compared(stage: Stage, agency: str) -> Compared:
    async def compared() -> Compared:
        folder = stage.demo.local.files.agency(agency).folder
        (found,) = [each async for each in reconcile(folder, "", take=False)]
        return found

    return run(compared())


def _until(holds: Callable[[], bool], what: str) -> None:
    """Wait until it ``holds``. SceneFailed."""
    until = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > until:
            raise SceneFailed(what)
        time.sleep(PAUSE_S)
