"""Who of oversight asks, why, of which time, and how the answer is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import typer
from google.protobuf.message import Message

from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import heading
from services.cli.options import Output, ProfileOption, moment, profile_of, reported, say
from services.cli.pager import paged
from services.cli.plain import plain
from services.cli.reads import details_of
from services.cli.table import table

PAGE, MAX_ROWS = 200, 10_000
FromOption = Annotated[str, typer.Option("--from", help="Since this date or time; Asia/Karachi without zone.")]
ToOption = Annotated[str, typer.Option("--to", help="Up to the end of this date, or before this time.")]
A = TypeVar("A", bound=Message)


class Asked:
    """``all`` asks until the log is looked through."""

    def __init__(
        self, profile: ProfileOption, purpose: str, basis: str, case: str, since: str, until: str, output: Output
    ) -> None:
        self.settings = profile_of(profile)
        self.details = details_of(self.settings, purpose, basis, case)
        self.from_ms, self.to_ms = moment(since), moment(until, end_of_day=True)
        self.output = output
        self.last: Any = None

    def all(self, request: Any, kind: type[A], field: str) -> list[Any]:
        """Every page, 10,000 calls at most; ``last`` is the last of them.

        Says where there is more, and where the log was not looked through yet.
        """
        request.from_ms, request.to_ms, request.page_size = self.from_ms, self.to_ms, PAGE
        found: list[Any] = []
        with reported():
            while True:
                self.last = run(ask(self.settings, self.details, request, kind)).message
                page = self.last
                found += getattr(page, field)
                request.page_token = page.next_page_token
                if len(found) >= MAX_ROWS and (page.next_page_token or page.seen_size < page.log_size):
                    say(f"the first {len(found)} calls; --from and --to narrow it")
                    return found
                if not page.next_page_token and page.seen_size >= page.log_size:
                    return found
                if not page.next_page_token:
                    say(f"looked through {page.seen_size} of {page.log_size} entries of the log")
                    found = []

    @paged()
    def printed(self, about: str, parts: Sequence[show.Part], found: dict[str, Sequence[Message]]) -> None:
        """As it is wanted; ``found``: what JSON has."""
        head = heading(self.settings, self.details, about)
        if self.output is Output.JSON:
            show.print_json({name: [plain(one) for one in ones] for name, ones in found.items()}, head)
        elif self.output is Output.CSV:
            show.as_csv(head, *parts)
        else:
            show.as_heading(head)
            for part in parts:
                table(*part)
            if not any(found.values()):
                typer.echo("none")
