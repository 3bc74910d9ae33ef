"""What commands print and write of whom LAW 2(c) to 2(e) protects: as JSON and CSV, as pictures, as papers of a court.

As :mod:`tests.e2e.attacks.two_consoles` does for pages; commands run in this process, each officer under their profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from typer.testing import CliRunner

from services.cli.main import app
from tests.e2e.attacks.alike import Shown
from tests.e2e.attacks.two_laws import GUARDED, NAMES, VICTIM_CASE
from tests.e2e.desks import OfficerProfiles
from tests.e2e.people import AUDITOR, BORDER, FIA, FIA_CASE, INVESTIGATOR, JUDGE, Officer

OWN_NODE: Final = "reads a folder of this machine, and asks no hub"
NAMED: Final = (GUARDED, NAMES[1])
"""The accused's record, and the victim's."""
A_CHANGE: Final = "changes something: the walk over RPCs asks it"
NOT_ASKED: Final = {
    "store migrate": OWN_NODE,
    "federation show": OWN_NODE,
    "audit compare": OWN_NODE,
    **{f"sync {word}": OWN_NODE for word in ("status", "orders", "drill", "quarantine", "reconcile")},
    **{f"identity {word}": "asks the identity registry, which holds no case" for word in (
        "verify", "age", "attributes", "family", "token", "changes", "provisional register", "provisional change",
        "provisional find",
    )},
    **dict.fromkeys(
        (
            "hit confirm", "hit answer", "hit locate", "release request", "release decide", "correction propose",
            "correction decide", "referral send", "referral answer", "compensation open", "compensation change",
            "watch add", "alert decide", "alert offer", "detect stop", "detect start", "link decide", "link undo",
            "guard decide", "claims decide", "break-glass open", "break-glass review", "break-glass second",
            "break-glass consent", "directions ask", "directions give",
        ),
        A_CHANGE,
    ),
    "alert to-protect": "child protection's own, who may know",
    "audit entries": "of this walk",
    "oversight reads": "who asked what of this walk, by the log's own numbers",
    **{f"oversight {word}": "of the calls of this walk" for word in ("denials", "sample", "busiest")},
}  # fmt: skip
"""Commands with an output for programs that are outside the walk, each with the reason."""
WITHOUT_OUTPUT: Final = ("record", "court extract", "court case")
"""They have one form alone."""
PAPERS: Final = ("court extract", "court case")
"""Papers that a court makes."""
LISTS: Final = (
    "claims list", "hit list", "correction list", "referral list", "referral status", "compensation list",
    "compensation status", "watch list", "watch read", "alert list", "detect list", "law clocks", "law statements",
    "guard list", "guard told", "directions list", "link review", "break-glass notices", "oversight withheld", "oversight refusals",
    "oversight crossings",
)  # fmt: skip
"""Commands that name nobody."""
DRAWN: Final = ("svg", "pdf", "graphml", "csv", "anx")
"""Pictures that a question writes; a bitmap is that of the chart's page."""
WHOLE: Final = ("net expand", "net paths")
"""Questions whose every picture is looked at; of the others it is the first, out of which the hub makes the rest."""


class Command(NamedTuple):
    """``words``: its name; ``given``: its arguments; ``typed``: what it reads."""

    words: str
    given: tuple[str, ...] = ()
    typed: str = ""


def of_the_person(number: str) -> Iterator[Command]:
    """Those that anybody tries first."""
    for words in ("search", "history", "check"):
        yield Command(words, (), number)
    yield Command("person", (GUARDED,))
    yield Command("record", (NAMES[1], "--versions"))


def commands(number: str) -> Iterator[Command]:
    """Every command that asks the hub about the person or the file, and every list."""
    yield Command("find", (), "Parvez Charged")
    yield Command("record", (GUARDED, "--versions"))
    yield Command("person", (NAMES[1],))
    for name in NAMED:
        yield Command("link candidates", (name,))
        yield Command("law child", ("--record", name))
        yield Command("law fit", ("--word", "RECRUIT", "--record", name))
    for words in LISTS:
        yield Command(words)
    for words in ("alert show", "alert explain"):
        yield Command(words, ("none",))
    yield Command("link explain", NAMED)


def questions(number: str) -> Iterator[Command]:
    """To the graph: of the accused, their card, and the file that names them as a victim."""
    case = f"CASE:FIR:{VICTIM_CASE}"
    for words in ("expand", "keyplayers", "events", "cotravel"):
        yield Command(f"net {words}", (GUARDED,))
    for words in ("paths", "why", "common"):
        yield Command(f"net {words}", (GUARDED, case))
    yield Command("net expand", ("CNIC:-",), number)
    for each in (case, f"CASE:FIR:{FIA_CASE}"):
        yield Command("net expand", (each,))
    warrant = ("--second-basis", "PECA_WARRANT")
    yield Command("net trace", ("ACCOUNT:HBL:0001", *warrant))
    yield Command("net contacts", ("PHONE:+923000000001", *warrant))


def asked() -> set[str]:
    """Names of what the walk runs."""
    return {each.words for each in (*of_the_person(""), *commands(""), *questions(""))} | {*PAPERS}


def walk(desks: OfficerProfiles, number: str, folder: Path) -> list[Shown]:
    """Who is of the case runs every command, a post those that anybody tries first, a judge has the papers of a court."""
    found = [ran(desks, officer, each, "json") for officer in (INVESTIGATOR, BORDER) for each in of_the_person(number)]
    found += [ran(desks, INVESTIGATOR, each, "csv") for each in of_the_person(number)]
    found += [ran(desks, INVESTIGATOR, each, "json") for each in commands(number)]
    for each in questions(number):
        found += drawn(desks, each, folder)
    return [*found, *(shown for words in PAPERS for shown in papers_of(desks, words, number, folder))]


def shown_again(desks: OfficerProfiles, number: str, folder: Path) -> list[Shown]:
    """What the officer of the case is told of them once more, with its drawings."""
    found = [ran(desks, INVESTIGATOR, Command("history", (), number), output) for output in ("json", "csv")]
    return found + drawn(desks, Command("net expand", (f"CASE:FIR:{FIA_CASE}",)), folder)


def ran(desks: OfficerProfiles, officer: Officer, each: Command, output: str, *more: str) -> Shown:
    """What a command printed, on both streams, and how it ended."""
    why = officer.why
    said = ("--profile", str(desks.profile(officer)), "--purpose", why.purpose, "--legal-basis", why.legal_basis)
    second = (
        ("--approver-profile", str(desks.profile(AUDITOR)))
        if each.words.startswith("guard ") and officer.agency == FIA
        else ()
    )
    words = (*each.words.split(), *each.given, *said, "--case", f"{why.case_type}:{why.case_key}", *second, *more)
    words += () if each.words in WITHOUT_OUTPUT else ("--output", output)
    result = CliRunner().invoke(app, words, input=f"{each.typed}\n")
    return Shown(f"{officer.id} {' '.join(words)}", result.exit_code, repr(result.exception), result.output_bytes)


def drawn(desks: OfficerProfiles, each: Command, folder: Path) -> list[Shown]:
    """The files that a question of the case's officer writes."""
    files = {word: folder / f"drawn.{word}" for word in (DRAWN if each.words in WHOLE else DRAWN[:1])}
    pictures = [word for path in files.values() for word in ("--picture", str(path))]
    said = ran(desks, INVESTIGATOR, each, "json", *pictures)
    found = [said]
    for word, path in files.items():
        if path.exists():
            found.append(Shown(f"{said.what} {word}", said.status, "", path.read_bytes()))
            path.unlink()
    return found


def papers_of(desks: OfficerProfiles, words: str, number: str, folder: Path) -> list[Shown]:
    """The court's papers on the accused; their evidence is the answer's own."""
    papers = folder / "papers"
    said = ran(desks, JUDGE, Command(words, (str(papers),), number), "")
    found = [said]
    for path in sorted(papers.glob("*")) if papers.exists() else ():
        if path.suffix != ".rabta":
            found.append(Shown(f"{said.what} {path.name}", said.status, "", path.read_bytes()))
        path.unlink()
    if papers.exists():
        papers.rmdir()
    return found
