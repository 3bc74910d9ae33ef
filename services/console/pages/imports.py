"""Imports: an export is dropped and read, what is wrong with it is shown, and a second click sends what is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from services.client.profile import Profile
from services.console.command import Question, line
from services.console.imports.held import UPLOAD, Dropped, Imports, NoImport
from services.console.imports.upload import FILE_BYTES
from services.console.page import Page, PageRequest
from services.console.refusals import NotUpkeep, said
from services.console.sessions import NoSession, Session
from services.listing.imports.rejects import rejects
from services.listing.part import Part
from services.sources.exports import formats
from services.tables.contract.stated import ORDERS, Stated
from services.vocabulary.access import Purpose

PATH: Final = "/imports"
ImportsOf = Callable[[Session], Imports]
SHOWN: Final = 200
"""Rejects on the page; the file has all of them."""


def import_routes(imports_of: ImportsOf) -> tuple[Page, ...]:
    """``imports_of``: where the files of a session lie."""

    async def receive(request: Request, session: Session | None) -> Mapping[str, str]:
        """Store the file beside the session's others. Raises as :meth:`Imports.receive`."""
        if session is None:
            raise NoSession("no session")
        return await imports_of(session).receive(request)

    async def form(asked: PageRequest) -> Response:
        """What lies here, and the form that takes a file."""
        imports = imports_of(asked.session)
        return asked.page(
            "imports.html",
            held=reversed(imports.all),
            layouts=[(each.name, each.title) for each in formats().values()],
            may_sign=imports.profile.page_key is not None,
            most=FILE_BYTES // 2**20,
            orders=ORDERS,
        )

    async def drop(asked: PageRequest) -> Response:
        """Read the file that was dropped; nothing goes out."""
        layout, province, region, replaces = map(asked.field, ("layout", "province", "region", "replaces"))
        imports, stated = imports_of(asked.session), _stated(asked)
        made = await imports.read(asked.field(UPLOAD), layout, province, region, replaces, stated)
        return asked.to(f"{PATH}/{made.id}")

    async def one(asked: PageRequest) -> Response:
        """What was read, what is wrong with it, what would be sent or became of it."""
        imports = imports_of(asked.session)
        return _shown(asked, imports.one(asked.parameters["file"]), imports.profile)

    async def send(asked: PageRequest) -> Response:
        """The second click. A third one sends nothing more."""
        if asked.why.purpose != Purpose.RECORD_UPKEEP:
            raise NotUpkeep("another purpose is stated")
        made = await imports_of(asked.session).send(asked.parameters["file"])
        return asked.to(f"{PATH}/{made.id}")

    async def away(asked: PageRequest) -> Response:
        """Take a file away that was not sent."""
        imports_of(asked.session).drop(asked.parameters["file"])
        return asked.to(PATH)

    async def reject_file(asked: PageRequest) -> Response:
        """Every reject, as a file that a spreadsheet runs nothing of."""
        made = imports_of(asked.session).one(asked.parameters["file"])
        if made.under_way or not made.export.rejects.exists():
            raise NoImport("no reject file")
        return FileResponse(made.export.rejects, media_type="text/csv; charset=utf-8", filename="rejects.csv")

    return (
        Page(PATH, form, menu="imports"),
        Page(PATH, drop, "POST", receive=receive),
        Page(f"{PATH}/{{file}}", one),
        Page(f"{PATH}/{{file}}/rejects", reject_file),
        Page(f"{PATH}/{{file}}/send", send, "POST"),
        Page(f"{PATH}/{{file}}/away", away, "POST"),
    )


def _stated(asked: PageRequest) -> Stated:
    """What the form states of the table: headings to ignore, a semicolon between them, and the order of dates."""
    ignore = tuple(heading.strip() for heading in asked.field("ignore").split(";") if heading.strip())
    return Stated(ignore, asked.field("dates"))


def _shown(asked: PageRequest, made: Dropped, profile: Profile) -> Response:
    wrong, total = rejects(made.export.rejects, SHOWN, urdu=asked.urdu)
    return asked.page(
        "import.html",
        question=_question(asked, made),
        made=made,
        error=said(made.error) if made.error else None,
        rejects=wrong,
        total=total,
        left_out=Part("Left out of this file", ("record",), [(each,) for each in made.left_out]),
        hub=profile.hub,
        agency=profile.agency,
        may_sign=profile.page_key is not None,
        upkeep=asked.why.purpose == Purpose.RECORD_UPKEEP,
    )


def _question(asked: PageRequest, made: Dropped) -> Question:
    """With the command that reads the same file, or that sends it. Neither takes a reason: it is record upkeep."""
    export = made.export
    options = {
        "--province": export.origin.province,
        "--region": export.origin.region,
        "--replaces": export.replaces,
        "--profile": asked.session.officer.profile,
    }
    name = f"./{export.name}" if export.name.startswith("-") else export.name
    asking = bool(made.sent or made.task)
    words = ("import", export.layout, name, *(() if asking else ("--check",)))
    options["--dates"] = export.stated.dates
    given = [word for option, value in options.items() if value for word in (option, value)]
    given += [word for heading in export.stated.ignore for word in ("--ignore", heading)]
    return Question(
        asked.text("asked.import.sent" if asking else "asked.import", file=export.name), line(*words, *given)
    )
