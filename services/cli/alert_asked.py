"""How `rabta alert` and `rabta detect` ask the hub: the officer's reason, a second person where one is needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from google.protobuf.message import Message
from rabta.linkage.v1 import alert_pb2 as pb

from services.access.details import Details
from services.cli import completion_words as words
from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
from services.cli.hit_asked import said_again
from services.cli.options import profile_of, reported
from services.cli.reason import why
from services.cli.show import word
from services.client.asking import A
from services.client.profile import Profile
from services.client.reason import network_class

ClassOption = Annotated[
    str,
    typer.Option("--query-class", help="Default: COMMS_MONEY with a second basis.", autocompletion=words.query_classes),
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason in words, kept with it.")]
_METHOD: Final = "/rabta.linkage.v1.AlertService"


@dataclass(frozen=True, slots=True)
class Asked:
    """Why, by whom, and who approves; as the options of a command say it."""

    settings: Profile
    details: Details
    evidence: Path | None = None
    second: Path | None = None

    def send(self, request: Message, kind: type[A]) -> A:
        """The verified answer, or the end that its failure has."""
        with reported():
            return run(ask(self.settings, self.details, request, kind, self.evidence, self.second)).message

    def send_once(self, request: Message, request_id: str, kind: type[A]) -> A:
        """As :meth:`send`; where the answer was lost, it is said how the same request is sent again."""
        with reported(), said_again(request_id):
            return run(ask(self.settings, self.details, request, kind, self.evidence, self.second)).message

    def head(self, about: str) -> Heading:
        """What stands above an answer."""
        return heading(self.settings, self.details, about, ())


def asked(
    profile: Path,
    purpose: str,
    legal_basis: str,
    case: str,
    second_basis: str = "",
    query_class: str = "",
    evidence: Path | None = None,
    second: Path | None = None,
    *,
    urdu: bool = False,
) -> Asked:
    """Exit 2 where a word is missing or unknown."""
    settings = profile_of(profile, urdu=urdu)
    reason = why(settings, purpose, legal_basis, case, second_basis)
    with reported():
        details = reason.details(query_class or network_class(_METHOD, reason.second_basis, reason.purpose))
    return Asked(settings, details, evidence, second)


def rules_of(rules: list[pb.AlertRule]) -> str:
    """Such as ``M1, T2``."""
    return ", ".join(rule.detector for rule in rules)


def families_of(families: list[int]) -> str:
    """Such as ``money, calls``."""
    return ", ".join(word(pb.EvidenceFamily, family) for family in families)


def told_of_like(alert: pb.Alert) -> str:
    """How often alerts like this one were right, of those that were decided."""
    if not alert.like_decided:
        return "none decided"
    return f"{alert.like_confirmed} of {alert.like_decided}"
