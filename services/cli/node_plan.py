"""What `rabta node init` founds: as options say it, or as it is answered to questions."""

from __future__ import annotations

from typing import Final

import typer

from services.demo.first_export import case
from services.membership.spec import ROLES
from services.node.founding import Member, Plan
from services.values.case_references import PROVINCES
from services.vocabulary.access import AgencyKind

NAME: Final = "rabta.local"
PORT: Final = 7443
MEMBERS: Final = ("pk.punjab-police:POLICE:PB:Punjab Police", "pk.fia:FIA:FIA:Federal Investigation Agency")
KINDS: Final = tuple(kind for kind in ROLES if kind not in (AgencyKind.HUB, AgencyKind.OVERSIGHT))


def agency_of(text: str, samples: bool) -> Member:
    """A member of ``ID:KIND:PREFIX:NAME``; ValueError for another form."""
    parts = text.split(":", 3)
    if len(parts) != 4 or not all((parts[0], parts[1], parts[3])):
        raise ValueError("--agency is ID:KIND:PREFIX:NAME, such as pk.fia:FIA:FIA:Federal Investigation Agency")
    ident, kind, prefix, name = (part.strip() for part in parts)
    return member(ident, kind.upper(), name, prefix.upper(), samples)


def member(ident: str, kind: str, name: str, prefix: str, samples: bool) -> Member:
    """With the case of its sample where there is one; ValueError for a register that files cannot name."""
    if prefix and prefix not in PROVINCES:
        raise ValueError(f"{prefix}: FIR numbers begin with one of {', '.join(sorted(PROVINCES))}")
    return Member(ident, kind, name, prefix, case=case(prefix) if prefix and samples else "")


def registry_of(text: str) -> Member:
    """An identity registry of ``ID:NAME``; ValueError for another form."""
    ident, _, name = text.partition(":")
    if not ident.strip() or not name.strip():
        raise ValueError("--registry is ID:NAME, such as pk.nadra:National Database and Registration Authority")
    return Member(ident.strip(), AgencyKind.IDENTITY_REGISTRY, name.strip())


def asked(plan: Plan, samples: bool) -> Plan:
    """The plan after a question for each part of it, with what it says as the answer that Enter gives."""
    name = _ask("Name of the federation", plan.name)
    members = tuple(_member(number, each, samples) for number, each in enumerate(plan.members, 1))
    port = typer.prompt("Port of the hub", default=plan.port, type=int, err=True)
    hosts = _ask("Name under which other machines reach the hub, empty for this machine alone", ",".join(plan.hosts))
    names = tuple(filter(None, (host.strip() for host in hosts.split(","))))
    return Plan(name, members, port, names, registry=plan.registry)


def _member(number: int, default: Member, samples: bool) -> Member:
    ident = _ask(f"Agency {number}: id", default.id)
    kind = _ask(f"  kind ({', '.join(KINDS)})", default.kind).upper()
    prefix = _ask("  first group of its FIR numbers, - for none", default.prefix or "-").upper().strip("-")
    return member(ident, kind, _ask("  name for people", default.name), prefix, samples)


def _ask(question: str, default: str) -> str:
    return str(typer.prompt(question, default=default, err=True)).strip()
