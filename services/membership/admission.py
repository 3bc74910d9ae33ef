"""Governance admits what a request asks: every proof checked, every key new, ceilings set, certificates signed.

A request that is refused changes nothing. One that is admitted is kept below ``admitted/``, and its answer below
``answers/``; once the version is in force, ``complete_answers`` puts it into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rabta.access.v1.purpose_pb2 import Role
from rabta.membership.v1.enrolment_pb2 import EnrolmentAnswer, EnrolmentRequest, IssuedCertificate, KeyRequest
from rabta.membership.v1.registry_pb2 import (
    Agency,
    AgencyKind,
    Key,
    Registry,
    System,
    Thumbprint,
)

from services.membership import governance, logs, office
from services.membership.anchor import Anchor
from services.membership.certificates import Authority, Issued
from services.membership.csr import read_csr
from services.membership.enrolment import EnrolmentFile, parse_enrolment
from services.membership.entry_rules import (
    check_new,
    check_place,
    check_standing,
    check_time,
    check_vouched,
    check_wishes,
    require,
)
from services.membership.layout import FederationFiles
from services.membership.rules import ALG, DAY_MS, check_agency
from services.membership.signed import SignedFile
from services.membership.spec import ROLES, role_values
from services.signing.keyfile import make_folder, replace_private, write_private

BACKDATE_MS: Final = 300_000
KEY_DAYS: Final = 400
CERTIFICATE_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Terms:
    """What governance grants where it is not what was wished. ``roles``: names without prefix; None: as wished.

    ``unvouched``: a member that lost every key it could vouch with proved itself another way.
    """

    roles: tuple[str, ...] | None = None
    clearance: int | None = None
    unvouched: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """A request that may be taken in: the draft with it, and the answer. Nothing is written yet."""

    file: EnrolmentFile
    draft: SignedFile
    answer: EnrolmentAnswer


def weigh(files: FederationFiles, raw: bytes, now_ms: int, terms: Terms = Terms()) -> Admission:
    """What admitting a request file would do; RegistryError says where it fell and nothing is written."""
    file = parse_enrolment(raw)
    draft = office.draft_of(files, now_ms)
    said, newest_ms = file.request, newest_admitted_ms(files, file.request.agency)
    check_place(said, files.name, office.federation_id(files))
    check_time(said, newest_ms, now_ms)
    member = next((row for row in draft.registry.agencies if row.id == said.agency), None)
    check_standing(said, draft.registry, member)
    check_vouched(file, member, now_ms, terms.unvouched)
    check_new(said, draft.registry)
    check_wishes(said, draft.registry, member)
    return _admission(files, file, draft, now_ms, terms)


def admit(files: FederationFiles, admission: Admission) -> Path:
    """Take it into the draft; returns the path of its answer."""
    request = admission.file.request
    name = f"{request.agency}-{request.made_ms:013}"
    for folder in (_admitted(files), files.folder / "answers"):
        make_folder(folder)
    write_private(_admitted(files) / f"{name}.request", admission.file.encode())
    office.save_draft(files, admission.draft)
    path = files.folder / "answers" / f"{name}.answer"
    write_private(path, admission.answer.SerializeToString(deterministic=True))
    return path


def complete_answers(files: FederationFiles) -> tuple[Path, ...]:
    """Put the version that is in force now into the answers that were given for it; returns their paths."""
    versions = office.versions(files)
    made = []
    for path in sorted((files.folder / "answers").glob("*.answer")):
        answer = EnrolmentAnswer.FromString(path.read_bytes())
        if len(answer.registry) == len(versions) - 1:
            answer.registry.append(versions[-1])
            replace_private(path, answer.SerializeToString(deterministic=True))
            made.append(path)
    return tuple(made)


def newest_admitted_ms(files: FederationFiles, agency: str) -> int:
    """When the newest admitted request of an agency was made; 0 where there is none."""
    names = (path.stem.rpartition("-") for path in _admitted(files).glob(f"{agency}-*.request"))
    return max((int(made) for of, _, made in names if of == agency), default=0)


def _admitted(files: FederationFiles) -> Path:
    return files.folder / "admitted"


def _admission(files: FederationFiles, file: EnrolmentFile, draft: SignedFile, now_ms: int, terms: Terms) -> Admission:
    said = file.request
    authority = Authority.load(files.name, files.folder)
    issued = _certify(said, authority, now_ms)
    edited = _edited(said, draft, issued, now_ms, terms)
    _check_drafted(edited.registry, said.agency)
    certificates = [IssuedCertificate(system=system, certificate=one.der) for system, (one, _) in issued.items()]
    answer = EnrolmentAnswer(
        request_sha256=file.digest,
        agency=said.agency,
        authority=authority.der(),
        certificates=certificates,
        registry=office.versions(files),
        governance=[key.spki for key in Anchor.from_pem(files.anchor.read_bytes()).keys],
    )
    return Admission(file, edited, answer)


def _certify(said: EnrolmentRequest, authority: Authority, now_ms: int) -> dict[str, tuple[Issued, bytes]]:
    """A certificate for each system that wants one, with the id of its key; one a system."""
    wanted = [(one.name, one.csr, f"systems[{index}].name") for index, one in enumerate(said.systems)]
    wanted += [(one.system, one.csr, f"certificates[{index}].system") for index, one in enumerate(said.certificates)]
    issued: dict[str, tuple[Issued, bytes]] = {}
    for system, csr, where in wanted:
        require(system not in issued, "distinct", where)
        asked = read_csr(csr, where)
        made = authority.issue(asked.public.spki, said.agency, system, now_ms, CERTIFICATE_DAYS, asked.hosts)
        issued[system] = made, asked.public.kid
    return issued


def _edited(
    said: EnrolmentRequest,
    draft: SignedFile,
    issued: Mapping[str, tuple[Issued, bytes]],
    now_ms: int,
    terms: Terms,
) -> SignedFile:
    if said.HasField("newcomer"):
        draft = governance.add_agency(draft, _granted(said.newcomer, terms))
    for key in said.keys:
        draft = governance.add_key(draft, said.agency, _key(key, now_ms))
    for system in said.systems:
        row = System(name=system.name, tls=[_thumbprint(*issued[system.name])], roles=system.roles)
        if system.HasField("message_key"):
            row.message_key.CopyFrom(_key(system.message_key, now_ms))
        draft = governance.add_system(draft, said.agency, row)
    for wanted in said.certificates:
        row_of = _thumbprint(*issued[wanted.system])
        draft = governance.add_thumbprint(draft, said.agency, wanted.system, row_of)
    for witness in said.witnesses:
        draft = logs.add_witness(draft, witness)
    return logs.rotate_log(draft, said.log, said.log_last_size) if said.HasField("log") else draft


def _granted(newcomer: Agency, terms: Terms) -> Agency:
    """The row with its ceilings: what is wished, where that is no more than its kind's; else what governance says."""
    row = Agency()
    row.CopyFrom(newcomer)
    require(row.kind and row.kind in AgencyKind.values(), "enum", "newcomer.kind")
    if terms.roles is None:
        usual = role_values(ROLES[AgencyKind.Name(row.kind).removeprefix("AGENCY_KIND_")])
        require(set(row.roles) <= set(usual), "ceiling", "newcomer.roles")
    else:
        granted: list[Role] = role_values(terms.roles)
        require(set(granted) <= set(row.roles), "not-wished", "newcomer.roles")
        row.ClearField("roles")
        row.roles.extend(granted)
    if terms.clearance is not None:
        require(terms.clearance <= row.clearance, "not-wished", "newcomer.clearance")
        row.clearance = terms.clearance
    return row


def _key(said: KeyRequest, now_ms: int) -> Key:
    return Key(
        name=said.name,
        use=said.use,
        alg=ALG[said.use],
        spki=said.spki,
        not_before_ms=now_ms - BACKDATE_MS,
        not_after_ms=now_ms + KEY_DAYS * DAY_MS,
    )


def _thumbprint(issued: Issued, kid: bytes) -> Thumbprint:
    return Thumbprint(
        sha256=issued.thumbprint, not_before_ms=issued.not_before_ms, not_after_ms=issued.not_after_ms, kid=kid
    )


def _check_drafted(registry: Registry, agency: str) -> None:
    """The member's row, and whose numbers and courts are whose, as every node will check them."""
    index = next(number for number, row in enumerate(registry.agencies) if row.id == agency)
    check_agency(registry.agencies[index], f"agencies[{index}]")
    office.check_speaking_of(registry)
