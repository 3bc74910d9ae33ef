"""The scenes of the identity registry: claims answered yes or no, a replaced card, what is said while it is away."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rabta.identity.v1.attribute_pb2 import ATTRIBUTE_NAME, VERDICT_YES, Attribute, Claimed, Verdict
from rabta.identity.v1.identity_service_pb2 import VerifyRequest, VerifyResponse
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.person_pb2 import LINK_BY_REGISTRY_TOKEN

from services.access.details import Details
from services.cli.ask import ask, run
from services.cli.demo.person_scenes import show_links
from services.cli.demo.scenes import FIA, history, investigate, must, selector
from services.cli.identity_asked import asked_under
from services.cli.table import console
from services.client.profile import Profile
from services.demo.told import Told
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

UNVERIFIED = "identity-unverified"
PATIENCE_S = 60.0
"""Until the hub has asked for a number that waits; it asks a registry that was away after a pause."""


def play(stage: Stage) -> None:
    """Every scene, in order; the registry runs before and after."""
    told = stage.demo.story["renewed"]
    _verified(stage, told)
    _followed(stage, told)
    _away(stage)


def _asking(stage: Stage) -> tuple[Profile, Details]:
    officer = stage.demo.story["officer"]
    return stage.profile(FIA, officer["id"]), investigate(officer["case"])


def _verified(stage: Stage, told: Told) -> None:
    stage.title("the investigator asks the identity registry whether the name on a card is right: yes or no, no value")
    profile, why = _asking(stage)
    details = Details(
        Purpose.INVESTIGATE_CASE, why.legal_basis, LegalBasis.NADRA, QueryClass.IDENTITY, why.case_type, why.case_key
    )
    for name in (told["roman"], "Tariq Mehmood"):
        request = VerifyRequest(
            asked=asked_under(details, secrets.token_hex(16)),
            identifier=selector(told["cnic"]).identifier,
            claimed=[Claimed(attribute=ATTRIBUTE_NAME, text=name)],
        )
        (one,) = run(ask(profile.of_identity(), details, request, VerifyResponse)).message.verified
        console().print(f"{Attribute.Name(one.attribute)} {name!r}: {Verdict.Name(one.verdict)}")
        must((one.verdict == VERDICT_YES) == (name == told["roman"]), "the register tells the right name from another")


def _followed(stage: Stage, told: Told) -> None:
    stage.title("the history goes on over a replaced card: the registry's token joins both numbers")
    answer = _until(stage, told["cnic"], lambda found: told["under_old_number"] in _owners(found))
    show_links(answer)
    must(told["under_old_number"] in _owners(answer), "the file under the old number is in the history")
    must(LINK_BY_REGISTRY_TOKEN in {each.by for each in answer.links}, "the history says that a token carries it")
    must(UNVERIFIED not in _codes(answer), "the registry has confirmed the number")


def _away(stage: Stage) -> None:
    stage.title("the registry is stopped: a history is served at once, marked as not confirmed; then it is back")
    number = stage.demo.story["named_nowhere"]
    stage.registry.stop()
    profile, why = _asking(stage)
    must(UNVERIFIED in _codes(history(profile, why, number)), "an unconfirmed history says so")
    console().print("served without the registry, marked: identity-unverified; the check waits in the hub's queue")
    stage.registry.start()
    answer = _until(stage, number, lambda found: UNVERIFIED not in _codes(found))
    must(UNVERIFIED not in _codes(answer), "the queued check is completed once the registry is back")
    console().print("the registry is back: the queued check is completed, and the mark is gone")


def _until(stage: Stage, number: str, holds: Callable[[History], bool]) -> History:
    """The history once it ``holds``, or as it is when patience ends."""
    profile, why = _asking(stage)
    until = time.monotonic() + PATIENCE_S
    while True:
        answer = history(profile, why, number)
        if holds(answer) or time.monotonic() > until:
            return answer
        time.sleep(0.5)


def _owners(answer: History) -> set[str]:
    return {line.owner for line in answer.timeline}


def _codes(answer: History) -> set[str]:
    return {each.code for each in answer.banners}
