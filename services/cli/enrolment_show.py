"""An enrolment request for people, line by line: what it asks, and what must be compared over another way."""

from __future__ import annotations

from collections.abc import Iterator

from rabta.access.v1.purpose_pb2 import CaseReferenceType, Role
from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest
from rabta.membership.v1.registry_pb2 import Agency, AgencyKind, KeyUse

from services.membership.csr import read_csr
from services.membership.describe import iso
from services.membership.enrolment import EnrolmentFile
from services.signing.es256 import kid_of
from services.tables.showing import harmless


def lines(file: EnrolmentFile) -> Iterator[str]:
    """What a request says, one fact a line; names and texts are another's, so they are made harmless."""
    said = file.request
    yield f"digest       {file.digest.hex()}"
    yield harmless(f"agency       {said.agency} of {said.federation}, asked {iso(said.made_ms)}")
    if said.HasField("newcomer"):
        yield from map(harmless, _newcomer(said.newcomer))
    yield from map(harmless, _keys(said))


def _newcomer(row: Agency) -> Iterator[str]:
    roles = " ".join(_name(Role.Name(role), "ROLE_") for role in row.roles)
    kind = _name(AgencyKind.Name(row.kind), "AGENCY_KIND_")
    yield f"newcomer     {kind}, {row.display_name}, for {' '.join(row.jurisdictions)}"
    yield f"wishes       clearance {row.clearance}, roles {roles}, formats {' '.join(row.formats)}"
    yield f"desk         {row.desk.name} {row.desk.phone} {row.desk.email}"
    yield f"escalation   {row.escalation.name} {row.escalation.phone} {row.escalation.email}"
    for register in row.registers:
        kind = _name(CaseReferenceType.Name(register.type), "CASE_REFERENCE_TYPE_")
        yield f"register     {kind} {register.prefix or '(every number)'}{_days(register)}"
    for court in row.courts:
        yield f"court        {court.code} {court.name}, tries {' '.join(court.districts)}{_days(court)}"
    for protection in row.protects:
        yield f"protects     {protection.act} in {' '.join(protection.districts)}{_days(protection)}"


def _keys(said: EnrolmentRequest) -> Iterator[str]:
    for system in said.systems:
        wanted = read_csr(system.csr, "systems")
        roles = " ".join(_name(Role.Name(role), "ROLE_") for role in system.roles)
        only = "" if system.HasField("message_key") else ", answers only"
        yield f"system       {system.name}{only} {roles} on {' '.join(wanted.hosts)}"
        yield f"  tls        {wanted.public.kid.hex()}"
        if system.HasField("message_key"):
            yield f"  message    {kid_of(system.message_key.spki).hex()} {system.message_key.name}"
    for key in said.keys:
        yield f"key          {kid_of(key.spki).hex()} {_name(KeyUse.Name(key.use), 'KEY_USE_')} {key.name}"
    for renewal in said.certificates:
        wanted = read_csr(renewal.csr, "certificates")
        yield f"certificate  {wanted.public.kid.hex()} of {renewal.system} on {' '.join(wanted.hosts)}"
    for witness in said.witnesses:
        yield f"witness      {witness.vkey} at {witness.url} from {witness.first_size} leaves"
    if said.HasField("log"):
        before = f", the one before it ends at {said.log_last_size} leaves" if said.log_last_size else ""
        yield f"log          {said.log.vkey}{before}"


def _days(row: object) -> str:
    since, until = getattr(row, "from"), getattr(row, "to")  # noqa: B009
    return f", from {since or 'ever'} to {until or 'open'}" if since or until else ""


def _name(name: str, prefix: str) -> str:
    return name.removeprefix(prefix)
