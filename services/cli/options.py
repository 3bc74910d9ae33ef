"""Options that commands share, and how a command ends: exit 0 ok, 1 error, 2 usage, 3 denied, 4 not found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.cli import completion_words as words
from services.client.errors import (
    HubNotPinned,
    IssuerUnreachable,
    JournalBehind,
    JournalBusy,
    JournalDiffers,
    JournalMismatch,
    NoConnection,
    Refusal,
    TimeOver,
    TokenRefused,
    Unproven,
)
from services.client.profile import LANGUAGES, Profile, ProfileError, load_profile
from services.membership.errors import RegistryError
from services.signing.es256 import BadKey
from services.signing.keyfile import UnsafeFile
from services.tables.showing import harmless
from services.tables.times import NoTime, instant

DENIED = frozenset(
    {
        "PURPOSE_UNFIT",
        "OFFICER_UNFIT",
        "OWN_OR_KIN",
        "CASE_NOT_YOURS",
        "POLICY_DENIED",
        "APPROVER_REQUIRED",
        "APPROVER_INVALID",
        "NOT_OWNER",
        "STR_DERIVED",
        "BREAK_GLASS_LIMIT",
        "BREAK_GLASS_INVALID",
        "TOKEN_INVALID",
        "TOKEN_EXPIRED",
        "TOKEN_NOT_BOUND",
    }
)
ISSUER_DENIES = frozenset({"invalid_client", "invalid_grant", "invalid_authorization_details"})
_AROUND = "\u2066\u2067\u2068\u2069\u200e\u200f"
ERROR, USAGE, REFUSED, ABSENT = 1, 2, 3, 4
ENGLISH_ALONE = "یہ حکم صرف انگریزی میں جواب دیتا ہے (this command answers in English alone)"
"""To whoever reads Urdu by their profile, where a command has none."""


class Output(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


ProfileOption = Annotated[
    Path, typer.Option("--profile", envvar="RABTA_PROFILE", help="Profile: endpoint, certificates, keys.")
]
PurposeOption = Annotated[
    str,
    typer.Option(
        help="Why, such as INVESTIGATE_CASE; `rabta purposes` lists them, `rabta use` keeps one.",
        autocompletion=words.purposes,
    ),
]
BasisOption = Annotated[
    str,
    typer.Option(
        "--legal-basis",
        help="Under which law, such as CRPC_CASE; `rabta laws` lists them.",
        autocompletion=words.legal_bases,
    ),
]
SecondBasisOption = Annotated[
    str,
    typer.Option("--second-basis", help="Where the query class needs one.", autocompletion=words.second_bases),
]
CaseOption = Annotated[
    str,
    typer.Option("--case", help="TYPE:KEY, such as FIR:PB/LAHORE/ICHHRA/512/2024.", autocompletion=words.case_types),
]
TypeOption = Annotated[
    str, typer.Option("--type", help="Kind of identifier: CNIC, PASSPORT, PHONE ...", autocompletion=words.identifiers)
]
CountryOption = Annotated[str, typer.Option(help="Issuing country of a passport, ISO 3166-1 alpha-2.")]
OutputOption = Annotated[Output, typer.Option("--output", help="table, json or csv.")]
EvidenceOption = Annotated[
    Path | None, typer.Option("--save-evidence", help="Write the exchange as provable evidence.")
]
AsOfOption = Annotated[str, typer.Option("--as-of", help="True in the world at this date, ISO 8601.")]
KnownAtOption = Annotated[
    str,
    typer.Option(
        "--known-at",
        help="Known to the hub by then: a date (its end), a time (Asia/Karachi without zone), or epoch ms.",
    ),
]


def _language(chosen: str) -> str:
    if chosen not in ("", *LANGUAGES):
        raise typer.BadParameter(f"en or ur, not {harmless(chosen)}")
    return chosen


LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        help="en or ur; else as the profile says.",
        autocompletion=words.languages,
        callback=_language,
    ),
]
PageOption = Annotated[str, typer.Option("--page-token", help="Continue where an earlier answer was cut.")]
ApproverOption = Annotated[
    Path | None, typer.Option("--approver-profile", help="Profile of the second person, who approves this question.")
]
GlassOption = Annotated[str, typer.Option("--break-glass", help="Open break-glass session to cite.")]


def say(text: str) -> None:
    """A line for people, on stderr."""
    typer.echo(text, err=True)


def profile_of(path: Path, *, urdu: bool = False) -> Profile:
    """Load a profile. Exit 2 where it is unfit. Without ``urdu`` the command answers in English, and says so."""
    try:
        settings = load_profile(path)
    except ProfileError as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None
    if settings.language == "ur" and not urdu:
        say(ENGLISH_ALONE)
    return settings


def moment(text: str, *, end_of_day: bool = False) -> int:
    """Epoch ms, as :func:`services.tables.times.instant`. Exit 2 for what is no date or time."""
    try:
        return instant(text, end_of_day=end_of_day)
    except NoTime:
        say(f"rabta: not an ISO 8601 date or time: {harmless(text)}")
        raise typer.Exit(USAGE) from None


def read_number(kind: str) -> str:
    """The identifier to ask for: a hidden prompt on a terminal, else one line of stdin. Never an argument."""
    return _read(kind, "identifier", hidden=True)


def read_name(whose: str) -> str:
    """A name to ask for, likewise; on a terminal it is seen, as it may have to be typed in another script."""
    return _read(whose, "name", hidden=False)


def _read(prompt: str, what: str, *, hidden: bool) -> str:
    value: str = typer.prompt(prompt, hide_input=hidden) if sys.stdin.isatty() else sys.stdin.readline()
    value = pasted(value)
    if not value:
        say(f"rabta: no {what} on stdin")
        raise typer.Exit(USAGE)
    return value


def pasted(text: str) -> str:
    """As it was shown: without the isolates and marks that stand around an id on a terminal."""
    return text.strip().strip(_AROUND).strip()


@contextmanager
def reported() -> Iterator[None]:
    """Known ends of a call become one line on stderr and an exit code."""
    try:
        yield
    except Refusal as refusal:
        raise typer.Exit(_refused(refusal)) from None
    except TokenRefused as refused:
        say(f"refused by the agency's issuer: {refused}")
        raise typer.Exit(REFUSED if refused.error in ISSUER_DENIES else ERROR) from None
    except NoConnection as lost:
        say(f"rabta: {lost}; whether it took the call is not known: ask again")
        raise typer.Exit(ERROR) from None
    except TimeOver as late:
        say(f"rabta: {late}; whether the hub took the call is not known: ask for less, or later")
        raise typer.Exit(ERROR) from None
    except JournalBehind as behind:
        say(f"rabta: {behind}: it was lost, or is an older copy; `rabta records rebuild-journal` brings them")
        raise typer.Exit(ERROR) from None
    except (JournalBusy, JournalDiffers, JournalMismatch) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
    except (Unproven, IssuerUnreachable, HubNotPinned, RegistryError, UnsafeFile, BadKey, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    except ProfileError as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None


def _refused(refusal: Refusal) -> int:
    if refusal.reason == "NOT_FOUND":
        say("not found, or not for you to see")
        return ABSENT
    say(f"refused: {refusal.reason}")
    for broken in refusal.broken:
        say(harmless(f"  {broken.field or 'request'}: {broken.text} [{broken.rule}]"))
    if refusal.retry_after_s:
        say(f"  try again in {refusal.retry_after_s // 60} min")
    return REFUSED if refusal.reason in DENIED else ERROR
