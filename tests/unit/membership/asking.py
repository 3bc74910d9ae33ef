"""A federation of its own for tests of entry: governance's folder, members' folders, requests and their changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest

from services.membership import home, office
from services.membership.admission import Admission, Terms, admit, weigh
from services.membership.enrolment import EnrolmentFile, Prover
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.provision import asked
from services.membership.spec import AgencySpec
from tests.fakes.world.federations import LONE, federation_of
from tests.unit.membership.world import NOW

FIA, ANF, CUSTOMS = "pk.fia", "pk.anf", "pk.customs"
NEWCOMER = AgencySpec(ANF, "NARCOTICS", "Anti-Narcotics Force", witness_url="http://127.0.0.1:9")


class Entry:
    """Hub, FIA and customs are members; ANF's folder is made by its own request."""

    def __init__(self, folder: Path) -> None:
        self.files: FederationFiles = federation_of(
            folder, NOW, (replace(LONE, systems=("node", "desk")), AgencySpec(CUSTOMS, "CUSTOMS", "Customs"))
        )
        self.away = folder / "away"

    def asked(self, agency: str, made_ms: int = 0) -> home.Asked:
        found = asked(self.files, agency, NOW)
        return home.Asked(found.federation, found.federation_id, made_ms or found.made_ms)

    def newcomer(self, spec: AgencySpec = NEWCOMER) -> tuple[NodeFiles, EnrolmentFile]:
        """Its folder, on another machine, and its request."""
        node = NodeFiles(self.away / spec.id, spec.id, "node")
        return node, home.new_member(node, spec, self.asked(spec.id))

    def member(self, agency: str = FIA, use: str = "PAGE", made_ms: int = 0) -> home.Draft:
        """A member's request for a further key, not yet signed."""
        draft = home.Draft.of(self.files.node(agency), self.asked(agency, made_ms))
        draft.agency_key(self.files.node(agency), use)
        return draft

    def weigh(self, file: EnrolmentFile, now_ms: int = NOW, **terms: Any) -> Admission:
        return weigh(self.files, file.encode(), now_ms, Terms(**terms))

    def admit(self, file: EnrolmentFile) -> Path:
        return admit(self.files, self.weigh(file))

    def state(self) -> dict[str, bytes]:
        """Everything in governance's folder: what a refusal must leave as it was."""
        members = (self.files.folder / "agencies", self.files.hub.folder)
        return {
            str(path): path.read_bytes()
            for path in self.files.folder.rglob("*")
            if path.is_file() and not any(path.is_relative_to(one) for one in members)
        }


def changed(
    provers: list[Prover], request: EnrolmentRequest, change: Callable[[EnrolmentRequest], object]
) -> EnrolmentFile:
    """A request with a change, signed again by the same keys: only the rules can refuse it."""
    said = EnrolmentRequest()
    said.CopyFrom(request)
    change(said)
    return EnrolmentFile.of(said).prove(provers)


def draft_names(files: FederationFiles) -> set[str]:
    """Who stands in the draft."""
    return {row.id for row in office.draft_of(files, NOW).registry.agencies}
