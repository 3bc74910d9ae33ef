"""The scenes of alerts: nobody asked, and the network is found; two decide, and a row that goes takes it along."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service
from rabta.records.v1.records_service_pb2 import SearchRequest, SearchResponse

from services.cli import alert_show, records_change
from services.cli.alert_asked import Asked, asked
from services.cli.ask import ask, run
from services.cli.demo.scenes import investigate, must, selector
from services.cli.hit_asked import new_id, print_part
from services.cli.options import Output
from services.cli.picture_file import format_of, write_pictures
from services.cli.table import console
from services.demo.offences import FIA
from services.demo.told import Told
from services.vocabulary.access import LegalBasis, Purpose

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

ERASED_BY: Final = "WP 3107/2026"
HOME_AGAIN: Final = "came back"
"""What the rule calls a journey from which the children came back."""
SMALLEST: Final = 1_000
"""Bytes of a picture that shows something."""
PATIENCE_S, PAUSE_S = 90.0, 1.0
"""While the hub's own detector is at work."""


def play(stage: Stage) -> None:
    """Every scene, in order."""
    told = stage.demo.story["network"]
    one, other = (_investigator(stage, told, officer) for officer in told["investigators"])
    found = _found(stage, told, one)
    _explained(stage, one, found)
    _decided(stage, one, other, found)
    _decoy(stage, one)
    _withdrawn(stage, told, one, found)


def _investigator(stage: Stage, told: Told, officer: str) -> Asked:
    """One of the two who work on the case, under the court's order."""
    profile = stage.demo.local.profile(told["agency"], officer)
    return asked(profile, Purpose.INVESTIGATE_CASE, LegalBasis.CRPC_CASE, told["fir"], LegalBasis.COURT_ORDER)


def _found(stage: Stage, told: Told, who: Asked) -> pb.Alert:
    stage.title("nobody asks: rules look through what each open case may read, and the transporter is found")
    console().print(_detected(stage.demo.local.files.hub.folder))
    found = _listed(who)
    print_part(who.head("alerts"), service.ListAlertsResponse(), alert_show.alerts(found), Output.TABLE)
    number = f"CNIC:{told['people']['transporter']['cnic']}"
    (alert,) = [each for each in found if each.level == pb.ALERT_LEVEL_ALERT]
    must(alert.subject.id == number, "one alert, and it names the transporter")
    must(alert.recorded, "journeys alone would be a lead: an open case accuses the transporter")
    return alert


def _detected(folder: Path) -> str:
    """What a run by hand said. SceneFailed."""
    until = time.monotonic() + PATIENCE_S
    while True:
        command = [sys.executable, "-m", "services.cli.main", "detect", "run", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not done.returncode or time.monotonic() > until:
            must(not done.returncode, f"a run of detectors, got {done.stderr.strip()}")
            return done.stderr.strip()
        time.sleep(PAUSE_S)


def _listed(who: Asked) -> list[pb.Alert]:
    return list(who.send(service.ListAlertsRequest(), service.ListAlertsResponse).alerts)


def _get(who: Asked, alert: pb.Alert, *pictures: Path) -> service.GetAlertResponse:
    request = service.GetAlertRequest(id=alert.id, pictures=map(format_of, pictures), language="ur")
    found = who.send(request, service.GetAlertResponse)
    write_pictures(found.pictures, pictures)
    return found


def _explain(who: Asked, alert: pb.Alert) -> service.ExplainAlertResponse:
    found = who.send(service.ExplainAlertRequest(id=alert.id), service.ExplainAlertResponse)
    part = alert_show.findings(found.findings, urdu=False)
    print_part(who.head("alert"), found, part, Output.TABLE, [alert_show.alerts([found.alert])])
    return found


def _explained(stage: Stage, who: Asked, alert: pb.Alert) -> None:
    stage.title("why: three journeys one way, each with a child who did not come back; one of them is in no case file")
    found = _explain(who, alert)
    must(_figures(found)["one_way"] == len(stage.demo.story["network"]["children"]), "one journey for each child")
    drawn = [stage.picture(f"alert.{ending}") for ending in ("svg", "png")]
    shown = _get(who, alert, *drawn)
    print_part(who.head("alert"), shown, alert_show.evidence(shown.rows), Output.TABLE)
    must(all(path.stat().st_size > SMALLEST for path in drawn), "the rows are drawn")
    hidden = [end for row in shown.rows for end in row.ends if end.protected_party]
    must(len(hidden) == len(stage.demo.story["network"]["children"]), "each child is a protected party")
    must(not any(end.HasField("key") for end in hidden), "without a name and without a number")


def _figures(found: service.ExplainAlertResponse) -> dict[str, float]:
    return {figure.name: figure.value for each in found.findings for figure in each.figures}


def _decided(stage: Stage, one: Asked, other: Asked, alert: pb.Alert) -> None:
    stage.title("two people decide, and the second one is not told what the first one said")
    for place, who in enumerate((one, other)):
        before = _get(who, alert)
        must(not before.opinions, "nobody's opinion is in sight")
        chosen = new_id("")
        request = service.DecideAlertRequest(
            id=alert.id, request_id=chosen, confirms=True, reason=pb.ALERT_REASON_PATTERN_HOLDS,
            words="Seen beside the register of the post.",
        )  # fmt: skip
        state = who.send_once(request, chosen, service.DecideAlertResponse).alert.state
        must(state == (pb.ALERT_STATE_FIRST_OPINION, pb.ALERT_STATE_CONFIRMED)[place], "one opinion, then two")
    shown = _get(one, alert)
    whole = alert_show.alerts([shown.alert])
    print_part(one.head("alert"), shown, alert_show.opinions(shown.opinions), Output.TABLE, [whole])


def _decoy(stage: Stage, who: Asked) -> None:
    stage.title("what only looks alike: a charity's escort travelled as often, and every child came home")
    (silent,) = [each for each in _listed(who) if each.level == pb.ALERT_LEVEL_SILENT]
    found = _explain(who, silent)
    must({each.look_alike for each in found.findings} == {HOME_AGAIN}, "it is said what explains it")
    must(_figures(found)["one_way"] == 0, "no journey was one way")
    must(not found.alert.HasField("subject"), "nobody is named")


def _withdrawn(stage: Stage, told: Told, who: Asked, alert: pb.Alert) -> None:
    stage.title("a court has those records expunged: the alert that rested on them is withdrawn at once")
    profile = stage.profile(told["agency"], told["investigators"][0])
    asks = SearchRequest(selector=selector(told["people"]["transporter"]["cnic"]))
    answer = run(ask(profile, investigate(told["fir"]), asks, SearchResponse)).message
    records = {each.version.split("/")[3] for each in answer.matches if each.case_key == told["fir"]}
    must(records, "FIA's records of the case name the transporter")
    recorder = stage.demo.local.profile(FIA, stage.recorder(FIA).officer)
    for record in sorted(records):
        records_change.expunge(recorder, record, confirm=record, order=ERASED_BY)
    shown = _get(who, alert)
    print_part(who.head("alert"), shown, alert_show.alerts([shown.alert]), Output.TABLE)
    must(shown.alert.state == pb.ALERT_STATE_WITHDRAWN, "withdrawn, though it was confirmed")
    must(not shown.rows and not shown.opinions, "nothing is left of rows and opinions")
    must(not shown.alert.HasField("subject"), "and nobody is named")
