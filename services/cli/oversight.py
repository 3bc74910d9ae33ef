"""`rabta oversight`: who read what, who was refused, who asks most; for owners what touches their own records."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse, Read

from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import heading
from services.cli.options import (
    USAGE,
    BasisOption,
    CaseOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    moment,
    profile_of,
    reported,
    say,
)
from services.cli.pager import pageable, paged
from services.cli.plain import plain
from services.cli.reads import details_of
from services.cli.table import table
from services.tables.times import shown

app = typer.Typer(help="Who read what, and who was refused.", no_args_is_help=True)
METHOD = "/rabta.audit.v1.AuditService/FindReads"
READS = ("when", "agency", "officer", "method", "purpose", "law", "case", "refused for", "records", "entry")
BUSIEST = ("agency", "officer", "calls", "refused", "records shown", "cases")
PAGE, MOST = 200, 10_000
FromOption = Annotated[str, typer.Option("--from", help="Since this date or time; Asia/Karachi without zone.")]
ToOption = Annotated[str, typer.Option("--to", help="Up to the end of this date, or before this time.")]


@app.command()
@pageable
def reads(
    profile: ProfileOption,
    case: CaseOption = "",
    record: Annotated[str, typer.Option(help="agencies/AGENCY/records/ID")] = "",
    officer: Annotated[str, typer.Option(help="AGENCY/OFFICER")] = "",
    selector: Annotated[str, typer.Option(help="Token of what was asked for, 64 hex digits, as an entry has it.")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = "OVERSIGHT",
    legal_basis: BasisOption = "DATA_OVERSIGHT",
    output: OutputOption = Output.TABLE,
) -> None:
    """Calls that were shown records, by record, officer or what was asked for; without one of them, all of them."""
    try:
        token = bytes.fromhex(selector)
    except ValueError:
        say("rabta: --selector must be hex")
        raise typer.Exit(USAGE) from None
    request = FindReadsRequest(record=record, officer=officer, selector=token)
    _reads("reads", _Asked(profile, purpose, legal_basis, case, since, until, output), request)


@app.command()
@pageable
def denials(
    profile: ProfileOption,
    case: CaseOption = "",
    officer: Annotated[str, typer.Option(help="AGENCY/OFFICER")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = "OVERSIGHT",
    legal_basis: BasisOption = "DATA_OVERSIGHT",
    output: OutputOption = Output.TABLE,
) -> None:
    """Calls that were refused, and for which reason."""
    request = FindReadsRequest(officer=officer, refused=True)
    _reads("refused calls", _Asked(profile, purpose, legal_basis, case, since, until, output), request)


@app.command()
@pageable
def busiest(
    profile: ProfileOption,
    case: CaseOption = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = "OVERSIGHT",
    legal_basis: BasisOption = "DATA_OVERSIGHT",
    output: OutputOption = Output.TABLE,
) -> None:
    """Officers by number of calls, with how many were refused, and over how many cases."""
    asked = _Asked(profile, purpose, legal_basis, case, since, until, output)
    found = asked.all(FindReadsRequest())
    calls, refused, records = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    cases: dict[tuple[str, str], set[str]] = {}
    for one in found:
        who = one.agency, one.officer
        calls[who] += 1
        refused[who] += bool(one.reason)
        records[who] += len(one.records)
        cases.setdefault(who, set()).add(one.case_reference)
    rows = [
        (*who, str(number), str(refused[who]), str(records[who]), str(len(cases[who])))
        for who, number in calls.most_common()
    ]
    asked.printed("busiest officers", show.Part("Busiest", BUSIEST, rows), found)


class _Asked:
    """Who asks, why, of which time, and how it is printed."""

    def __init__(
        self, profile: ProfileOption, purpose: str, basis: str, case: str, since: str, until: str, output: Output
    ) -> None:
        self.settings = profile_of(profile)
        self.details = details_of(self.settings, purpose, basis, case)
        self.from_ms, self.to_ms = moment(since), moment(until, end_of_day=True)
        self.output = output

    def all(self, request: FindReadsRequest) -> list[Read]:
        """Every page, 10,000 calls at most. Says where there is more, and where the log was not looked through yet."""
        request.from_ms, request.to_ms, request.page_size = self.from_ms, self.to_ms, PAGE
        found: list[Read] = []
        with reported():
            while True:
                page = FindReadsResponse.FromString(run(ask(self.settings, self.details, METHOD, request)))
                found += page.reads
                request.page_token = page.next_page_token
                if len(found) >= MOST and (page.next_page_token or page.seen_size < page.log_size):
                    say(f"the first {len(found)} calls; --from and --to narrow it")
                    return found
                if not page.next_page_token and page.seen_size >= page.log_size:
                    return found
                if not page.next_page_token:
                    say(f"looked through {page.seen_size} of {page.log_size} entries of the log")
                    found = []

    @paged()
    def printed(self, about: str, part: show.Part, found: list[Read]) -> None:
        """As it is wanted."""
        head = heading(self.settings, self.details, about)
        if self.output is Output.JSON:
            show.print_json({"reads": [plain(one) for one in found]}, head)
        elif self.output is Output.CSV:
            show.as_csv(head, part)
        else:
            show.as_heading(head)
            table(*part)
            if not found:
                typer.echo("none")


def _reads(about: str, asked: _Asked, request: FindReadsRequest) -> None:
    of = request.record or request.officer or request.selector.hex()
    found = asked.all(request)
    asked.printed(f"{about} of {of}" if of else about, show.Part("Calls", READS, [_row(one) for one in found]), found)


def _row(one: Read) -> tuple[str, ...]:
    method = one.method.rpartition("/")[2]
    return (
        shown(one.time_ms), one.agency, one.officer, method, one.purpose, one.legal_basis, one.case_reference,
        one.reason, " ".join(one.records), str(one.index),
    )  # fmt: skip
