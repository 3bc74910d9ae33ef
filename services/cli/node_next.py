"""What to do after `rabta node init`: try it, take its keys apart, let a second machine enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Final

from services.cli.run_parts import FEDERATION
from services.node.founding import Member, Plan
from services.node.local import Local, registry_of

SAMPLES: Final = "samples"
HUB_NAME: Final = "HUB-NAME"


def serve(folder: Path) -> str:
    """The command that starts it."""
    return f"rabta serve{_argument(folder)}"


def lines(local: Local, plan: Plan, samples: bool) -> Iterator[str]:
    """Every line, for stdout."""
    folder = local.files.folder
    yield f"federation {plan.name}, id {registry_of(local.files).federation_id.hex()}"
    parts = "hub, issuers, witnesses" + ", identity registry" * bool(plan.registry)
    yield f"ports {plan.ports[0]} to {plan.ports[-1]} of 127.0.0.1: {parts}"
    yield ""
    yield "# Start it, and leave it running"
    yield serve(folder)
    if plan.registry:
        yield ""
        yield "# The identity registry's own node, beside it; its office enters people by `rabta node register`"
        yield f"rabta serve {_path(folder / 'agencies' / plan.registry.id)} --target identity"
    if samples and plan.members[0].case:
        yield from _try(folder, plan)
        yield "# What it runs for each agency, with the profile of its record officer:"
        for each in filter(lambda member: member.case, plan.members):
            yield f"#   {_import(folder, each)}"
    yield ""
    yield from _apart(folder)
    yield ""
    yield from _second(local, plan)


def _try(folder: Path, plan: Plan) -> Iterator[str]:
    first = plan.members[0]
    asker = next((each for each in plan.members[1:] if each.case), first)
    yield ""
    yield "# In another shell: each agency contributes a case of a man who does not exist, and one of them asks"
    yield f"rabta node import-samples{_argument(folder)}"
    yield (
        f"rabta history --purpose INVESTIGATE_CASE --legal-basis CRPC_CASE --case {quote(asker.case)}"
        f" --profile {_profile(folder, asker, asker.investigator)} < {_path(folder / SAMPLES / 'cnic')}"
    )


def _import(folder: Path, member: Member) -> str:
    file = _path(folder / SAMPLES / f"{member.id}.csv")
    return f"rabta import fir_register {file} --profile {_profile(folder, member, member.recorder)}"


def _apart(folder: Path) -> Iterator[str]:
    yield "# Before it holds anything real"
    yield f"# - {folder}/governance holds the keys of three holders: give each its own, and delete all of them here."
    yield f"# - Each agency's folder below {folder}/agencies goes to that agency; below its witness/ to its witness."
    yield f"# - systemd units of all parts are in {folder}/units; backups: rabta backup --help."


def _second(local: Local, plan: Plan) -> Iterator[str]:
    folder, registry = _path(local.files.folder), registry_of(local.files)
    host = plan.hosts[0] if plan.hosts else HUB_NAME
    if not plan.hosts:
        yield f"# Other machines reach this hub once it was founded with --host {HUB_NAME}."
    yield "# A third agency on a second machine, with keys of its own; there:"
    yield (
        f"rabta agency init home --federation {plan.name} --federation-id {registry.federation_id.hex()}"
        ' --id pk.third --kind POLICE --display-name "Third agency" --desk-phone "+92 51 000 0000"'
        ' --escalation-phone "+92 51 000 0001"'
    )
    yield "# Carry enrolment.request here, and compare its digest over the telephone; here:"
    yield f"rabta federation admit {folder} enrolment.request"
    yield f"rabta federation sign {folder}/draft.signed {folder}/governance/1.key"
    yield f"rabta federation sign {folder}/draft.signed {folder}/governance/2.key"
    yield f"rabta federation publish {folder}"
    yield f"# Carry {folder}/answers/pk.third-*.answer, {folder}/anchor.pem and {folder}/hub/tls.crt there; there:"
    yield "rabta agency accept home pk.third-*.answer --anchor anchor.pem"
    yield f"rabta node join home --hub {host}:{plan.port} --hub-certificate tls.crt"
    yield "rabta token serve home/systems/issuer"
    yield "# For a node of its own, which holds copies by agreement and answers while the hub is away, it asks again:"
    yield "#   rabta agency new-log home"
    yield "#   and, once it is admitted, signed, published and accepted as before:"
    yield "#   rabta node own home"


def _profile(folder: Path, member: Member, officer: str) -> str:
    return _path(folder / "agencies" / member.id / f"{officer}.toml")


def _argument(folder: Path) -> str:
    return "" if folder == FEDERATION else f" {_path(folder)}"


def _path(path: Path) -> str:
    return quote(str(path))
