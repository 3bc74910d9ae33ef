"""`rabta referral htcds`: a referral's case as fields of IOM's Human Trafficking Case Data Standard 2.0."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.errors import InvalidArgument
from services.cli.hit_asked import sent, why
from services.cli.options import (
    ABSENT,
    ERROR,
    USAGE,
    BasisOption,
    CaseOption,
    ProfileOption,
    PurposeOption,
    say,
)
from services.referral.handover.packet import BadPacket
from services.referral.handover.reading import Table
from services.referral.htcds import FIELDS, CaseFacts, mapped
from services.signing.keyfile import replace_private
from services.tables.showing import harmless
from services.values.referral import Referral
from services.vocabulary.access import LegalBasis, Purpose


class Form(StrEnum):
    """How the fields are written."""

    CSV = "csv"
    JSON = "json"


def htcds(
    profile: ProfileOption,
    id_: Annotated[str, typer.Argument(metavar="REFERRAL", help="Its id, as `rabta referral list` shows it.")],
    file: Annotated[Path, typer.Argument(metavar="CASE.toml", help="What the body knows; see docs/htcds.md.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New file, mode 0600.")],
    form: Annotated[Form, typer.Option("--form", help="CSV with a line of names, or JSON.")] = Form.CSV,
    purpose: PurposeOption = Purpose.PROTECT_VICTIM,
    legal_basis: BasisOption = LegalBasis.CHILD_PROTECTION,
    case: CaseOption = "",
) -> None:
    """Write a referral's case as fields of IOM's Human Trafficking Case Data Standard 2.0, as far as consent goes."""
    reason = why(profile, purpose, legal_basis, case)
    facts = _facts(file)
    if out.exists():
        say(f"rabta: {out} is there already: name a new file")
        raise typer.Exit(USAGE)
    token = ""
    while True:
        page = sent(reason, pb.ListReferralsRequest(page_token=token), pb.ListReferralsResponse)
        found = next((each for each in page.referrals if each.id == id_), None)
        token = page.next_page_token
        if found is not None or not token:
            break
    if found is None:
        say("not found, or not for you to see")
        raise typer.Exit(ABSENT)
    replace_private(out, written(_fields(_value(found), facts, reason[0].agency), form))


def written(fields: Mapping[str, str], form: Form) -> bytes:
    """The file: one line under names, or one object."""
    if form is Form.JSON:
        return json.dumps(fields, indent=1, ensure_ascii=False).encode() + b"\n"
    text = io.StringIO()
    rows = csv.DictWriter(text, FIELDS, lineterminator="\n")
    rows.writeheader()
    rows.writerow(fields)
    return text.getvalue().encode()


def _value(told: referral.Referral) -> Referral:
    """What of a referral has a field in the standard."""
    help_kind = referral.HelpKind.Name(told.help).removeprefix("HELP_KIND_")
    state = referral.ReferralState.Name(told.state).removeprefix("REFERRAL_STATE_")
    return Referral(
        id=told.id, help=help_kind, state=state, sender=told.sender, bearer=told.bearer, sent_ms=told.sent_ms
    )


def _fields(one: Referral, facts: CaseFacts, agency: str) -> Mapping[str, str]:
    try:
        return mapped(one, facts, agency)
    except InvalidArgument as unfit:
        for broken in unfit.violations:
            say(harmless(f"  {broken.field}: {broken.text} [{broken.rule}]"))
        raise typer.Exit(ERROR) from None


def _facts(file: Path) -> CaseFacts:
    try:
        return Table(tomllib.loads(file.read_bytes().decode())).whole(_taken)
    except BadPacket as bad:
        say(harmless(f"rabta: {file.name}: {bad}"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        say(f"rabta: {file.name}: {type(error).__name__}")
    raise typer.Exit(USAGE)


def _taken(table: Table) -> CaseFacts:
    return CaseFacts(
        table.flag("consent"),
        table.text("birth"),
        table.text("gender"),
        table.text("status"),
        table.text("decided_by"),
        table.texts("control"),
        table.texts("exploitation"),
        table.text("taken"),
    )
