"""What is photographed of the console: pages, what is typed and clicked on them, and in whose console."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.console.pages.desk import LISTS
from services.console.pages.operations import NAMES
from services.console.pages.oversight import LISTS as OVERSIGHT_LISTS
from tests.unit.cli.rabta import CNIC
from tests.unit.cli.test_import_file import SAMPLE
from tests.unit.cli.test_law import RECORD
from tests.unit.console.answers import CASE, NAME, PLAIN
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_guards import TRIAL
from tests.unit.console.test_imports import UPKEEP
from tests.unit.console.test_oversight import PURPOSE
from tests.unit.console.test_pairs import OTHER
from tests.unit.console.test_referrals import PROTECT

GO: Final = "click and wait for the page"
OPEN: Final = "click"
FILE: Final = "give a file"


class Shot(NamedTuple):
    """``path`` is opened, then each step done: a selector, and one of the words above or what is typed or chosen.

    ``status``: of every page on the way (RFC 9110 15), so that no picture shows an error instead.
    """

    name: str
    path: str
    steps: tuple[tuple[str, str], ...] = ()
    status: int = 200


class Album(NamedTuple):
    """Pictures out of one console. ``name``: of :data:`tests.browser.pictures.CONSOLES`; ``reason``: changes to it."""

    name: str
    reason: Mapping[str, str]
    shots: tuple[Shot, ...]


_NUMBER: Final = (("#kind", "CNIC"), ("#number", CNIC))
_FORM: Final = "main form:has(#number) button"
_KEEP: Final = (("main > details summary", OPEN), ("#keep-name", PLAIN), ("form[action='/questions/keep'] button", GO))
_DECIDES: Final = (("#second-decides", "officer-2"), ("form[action='/guards/decide'] button", GO))
_READS: Final = (("#second-reads", "officer-2"), ("form[action='/guards'] button", GO))
OFFICER: Final = (
    Shot("home", "/"),
    Shot("reason", "/reason"),
    Shot("search", "/search"),
    Shot("search-number", "/search", (*_NUMBER, (_FORM, GO))),
    Shot("search-name", "/search", (("#name", PLAIN), ("main form:has(#name) button", GO))),
    Shot("history", "/history"),
    Shot("history-found", "/history", (*_NUMBER, (_FORM, GO))),
    Shot("person", f"/person?record={NAME}"),
    Shot("record", f"/record?name={NAME}"),
    Shot("case", f"/case?type=FIR&key={CASE[4:]}"),
    Shot("movements", "/movements", (*_NUMBER, (_FORM, GO))),
    Shot("pairs", "/pairs"),
    Shot("pairs-like", f"/pairs/like?record={NAME}"),
    Shot("pair", f"/pairs/two?one={NAME}&other={OTHER}"),
    Shot("law", "/law"),
    Shot("law-child", f"/law/child?record={RECORD}&as=VICTIM"),
    Shot("law-facts", "/law/fit"),
    Shot("law-fit", "/law/fit", (("#RECRUIT", "ALLEGED"), ("#BEGGING", "SHOWN"), ("main form button", GO))),
    Shot("law-reason", "/law/reason"),
    Shot("alerts", "/alerts"),
    Shot("alert", "/alerts/alert-1"),
    Shot("alert-why", "/alerts/alert-1/why"),
    Shot("desk", "/desk"),
    *(Shot(f"desk-{name}", f"/desk/{name}") for name in LISTS),
    Shot("looked", "/looked", (("main form button", GO),)),
    Shot("network-count", "/network", (("#kind", "SUBJECT"), ("#number", ACCUSED.id), (_FORM, GO))),
    Shot("network", "/network", (("#kind", "SUBJECT"), ("#number", ACCUSED.id), (_FORM, GO), ("main form button", GO))),
    Shot("network-why", "/network", (("a[href^='/network/why'] >> nth=0", GO),)),
    Shot(
        "network-compare",
        "/network",
        (
            ("#name", PLAIN),
            ("form[action='/network/keep'].fields button", GO),
            ("a[href^='/network/compare'] >> nth=0", GO),
        ),
    ),
    Shot("glass", "/glass"),
    Shot("question", "/history", (*_NUMBER, (_FORM, GO), *_KEEP)),
    Shot("questions", "/questions"),
    Shot("absent", "/absent", status=404),
    Shot("glass-broken", "/glass", (("#justification", PLAIN * 3), ("main form[action='/glass'] button", GO))),
)
PROSECUTOR: Final = (
    Shot("law-statements", "/law/statements"),
    Shot("guards", "/guards"),
    Shot("guards-read", "/guards", _READS),
    Shot("guards-told", "/guards/told", (("#second-reads", "officer-2"), ("form[action='/guards/told'] button", GO))),
    Shot("directions", "/desk/directions"),
    Shot("claim-in-court", "/compensation/one?claim=c-due"),
    Shot("guards-decided", "/guards", (*_READS, ("#reason", PLAIN), *_DECIDES)),
)
PROTECTOR: Final = (
    Shot("referrals", "/referrals"),
    Shot("referral", "/referrals/one?referral=r-asked"),
    Shot("refer", "/referrals/send"),
    Shot("compensation", "/compensation"),
    Shot("claim", "/compensation/one?claim=c-none"),
)
INVESTIGATOR: Final = (Shot("referrals-told", "/referrals"), Shot("compensation-told", "/compensation"))
"""What an officer in a case is told of both."""
OVERSEER: Final = (
    Shot("oversight", "/oversight"),
    *(Shot(f"oversight-{name}", f"/oversight/{name}") for name in OVERSIGHT_LISTS),
    Shot("claims-to-decide", "/desk/claims"),
    Shot("pairs-overseen", "/pairs"),
    Shot("pair-overseen", f"/pairs/two?one={NAME}&other={OTHER}"),
    Shot("oversight-entries", "/oversight/entries?start=0"),
    Shot("oversight-entry", "/oversight/entries/one?index=1"),
)
RECORD_OFFICER: Final = (
    Shot("imports", "/imports"),
    Shot("import", "/imports", (("#file", FILE), ("#layout", "prison_register"), ("main form button", GO))),
)
OPERATOR: Final = tuple(Shot(name, path) for name, path in NAMES.items())
DESKS: Final = (Shot("login", "/login"), Shot("enrol", "/enrol"))
"""Of an agency's console, before anybody is logged in."""
ALBUMS: Final = (
    Album("officer", {}, OFFICER),
    Album("prosecutor", TRIAL, PROSECUTOR),
    Album("protector", PROTECT, PROTECTOR),
    Album("investigator", {}, INVESTIGATOR),
    Album("overseer", PURPOSE, OVERSEER),
    Album("record officer", UPKEEP, RECORD_OFFICER),
    Album("operator", {}, OPERATOR),
    Album("agency", {}, DESKS),
)
LANGUAGES: Final = ("en", "ur")
NAMED: Final = tuple(
    f"{shot.name}-{language}.png" for album in ALBUMS for shot in album.shots for language in LANGUAGES
)
"""Every file."""
DROPPED: Final = SAMPLE
"""What :data:`FILE` gives."""
