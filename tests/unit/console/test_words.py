"""Every word of the console is there in both languages, used, and in the language that it says."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from inspect import getsource
from string import Formatter

from services.access.purpose import ROLES
from services.client.import_summary import Summary
from services.console.imports.held import STANDINGS
from services.console.network.events import LANES as OF_EVENTS
from services.console.pages import court_word
from services.console.pages.claims import DECISIONS as DECIDED
from services.console.pages.compensation import ACTS as OF_CLAIMS
from services.console.pages.compensation import CHILD, LOSSES
from services.console.pages.desk import ANSWERS, BECAUSE, DECISIONS, LISTS, RELEASES, URGENCIES
from services.console.pages.directions import KINDS as DIRECTED
from services.console.pages.history import LANES
from services.console.pages.law import ASKED_AS, GROUPS, HOW
from services.console.pages.number import KINDS
from services.console.pages.operations import NAMES
from services.console.pages.oversight import LISTS as OVERSIGHT_LISTS
from services.console.pages.oversight import VERDICTS
from services.console.pages.pairing import SIGNS
from services.console.pages.quarantine import ACTS as OF_QUARANTINE
from services.console.pages.referrals import ACTS as OF_REFERRALS
from services.console.pages.referrals import BECAUSE as NOT_TAKEN
from services.console.pages.referrals import GROUPS as OF_LISTED
from services.console.render import FOLDER, number, text, time
from services.console.words import ALL, PARTS, of_rule
from services.console.words import text as word
from services.edge import status
from services.issuer import errors as issuer_errors
from services.tables import numbers
from services.values import identifiers
from tests.rows import of_rows
from tests.shared import ROOT

ARABIC = re.compile("[\u0600-\u06ff]")
SOURCES = "\n".join(
    path.read_text("utf-8")
    for path in sorted([*FOLDER.rglob("*.html"), *(ROOT / "services" / "console").rglob("*.py")])
    if not path.name.endswith("words.py")
)
RULE = re.compile(r'(?:NumberError|_only_digits|_only_alnum)\((?:[^"()]|\([^()]*\))*"([a-z-]+)"')
"""Where a rule of numbers names itself."""
RULES_OF_NUMBERS = {rule for source in (numbers, identifiers) for rule in RULE.findall(getsource(source))}
OF_REFUSALS = {
    *(f"refused.{reason}" for reason in status.CODES),
    *(f"error.token.{kind.error}" for kind in issuer_errors.Declined.__subclasses__()),
}
OF_NUMBERS = {f"rule.{rule}" for rule in RULES_OF_NUMBERS}
OF_ALERTS = ("alert.level.", "alert.state.", "alert.reason.", "alert.family.")
"""Held against the protocol's words in ``test_alerts``."""
OF_LAW = ("law.said.", "law.together.", "law.mark.", "law.place.", "law.workplace.")
"""Held against the protocol's words, and the rows', in ``test_law``."""
COMPOSED = {
    *(f"lane.{lane}" for lane in (*LANES, *OF_EVENTS)),
    *(f"kind.{kind}" for kind in KINDS),
    *(key for key in ALL if key.startswith(OF_ALERTS)),
    *(f"network.path.{way}" for way in ("shortest", "forward", "backward", "contacts")),
    *(f"network.{column}" for column in ("what", "when", "owner", "grade", "authority", "sources", "note")),
    *(f"desk.{name}" for name in LISTS),
    *(f"desk.answer.{word}" for word in ANSWERS),
    *(f"desk.release.{word}" for word in RELEASES),
    *(f"release.urgency.{word}" for word in URGENCIES),
    *(f"desk.correct.{word}" for word in DECISIONS),
    *(f"desk.because.{word}" for word in BECAUSE),
    *(f"questions.role.{role}" for role in ROLES),
    *(f"oversight.{name}" for name in OVERSIGHT_LISTS),
    *(f"oversight.verdict.{verdict}" for verdict in VERDICTS),
    *(f"operations.{name}" for name in NAMES),
    *(
        key
        for act in OF_QUARANTINE
        for key in (f"asked.quarantine.{act}", f"quarantine.{act}", f"quarantine.{act}.says")
    ),
    *(f"claims.decision.{decision}" for decision in DECIDED),
    *(f"pair.sign.{sign}" for sign in SIGNS),
    *(f"directions.kind.{kind}" for kind in DIRECTED),
    *(f"import.state.{standing}" for standing in STANDINGS),
    *(f"import.{each.name}" for each in fields_of(Summary)),
    "import.taken",
    *(key for key in ALL if key.startswith(OF_LAW)),
    *(f"law.as.{word}" for word in ASKED_AS),
    *(f"law.how.{word}" for word in ("none", *HOW)),
    *(f"law.group.{group}" for group in GROUPS),
    *(f"law.word.{word}" for words in GROUPS.values() for word in words),
    *(f"referrals.{group}" for group in OF_LISTED),
    *(f"referral.act.{act}" for act in OF_REFERRALS),
    *(key for key in ALL if key.startswith("refer.")),
    *(f"referral.because.{word}" for word in NOT_TAKEN),
    *(f"compensation.child.{word}" for word in CHILD),
    *(f"claim.act.{act}" for act in OF_CLAIMS),
    *(f"claim.lost.{head}" for head in LOSSES),
    *(f"claim.act.{act}" for act in court_word.FIELDS),
    *(f"claim.field.{name}" for names in court_word.FIELDS.values() for name in names),
    *(f"claim.payee.{word}" for word in court_word.PAYEES),
    *(f"claim.guardian.{word or 'none'}" for word in court_word.GUARDIANS),
}


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@of_rows("key", ALL)
def test_a_text_is_in_both_languages_with_the_same_figures(key: str) -> None:
    english, urdu = ALL[key]
    assert not ARABIC.search(english)
    assert ARABIC.search(urdu)
    assert fields(english) == fields(urdu)


def test_no_text_is_left_over() -> None:
    used = {key for key in ALL if f'"{key}"' in SOURCES} | COMPOSED | OF_REFUSALS | OF_NUMBERS
    assert used == set(ALL)


def test_each_number_that_is_refused_is_explained_in_the_language_of_the_page() -> None:
    """The hub's own text is English; a rule of another place keeps it."""
    assert len(RULES_OF_NUMBERS) > 30
    for rule in RULES_OF_NUMBERS:
        assert ARABIC.search(of_rule(rule, "as the hub put it", urdu=True)), rule
    assert of_rule("record-name", "as the hub put it", urdu=True) == "as the hub put it"


def test_no_key_is_said_twice() -> None:
    assert len(ALL) == sum(map(len, PARTS))


def test_figures_stand_alone_in_urdu() -> None:
    assert word("later", urdu=True, number=3).count("\u20663\u2069") == 1
    assert "\u2066" not in word("later", urdu=False, number=3)


def test_a_number_is_an_island_and_what_is_not_there_is_nothing() -> None:
    assert number("0300-1234567") == '<bdi dir="ltr">0300-1234567</bdi>'
    assert number("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'
    assert (number(""), number(None), text(""), time(0)) == ("", "", "", "")
    assert number(0) == '<bdi dir="ltr">0</bdi>'


def test_numbers_inside_urdu_keep_their_order() -> None:
    assert text("فون 0300-1234567", "ur") == '<bdi dir="auto">فون \u20660300-1234567\u2069</bdi>'
    assert text("\u2066h-1\u2069") == '<bdi dir="auto">h-1</bdi>', "isolates of a table are not shown as signs"
    assert text("a\u202eb") == '<bdi dir="auto">a\ufffdb</bdi>'


def test_a_time_is_that_of_pakistan() -> None:
    assert time(1_700_000_000_000) == (
        '<time datetime="2023-11-15T03:13:20+05:00"><bdi dir="ltr">2023-11-15T03:13:20+05:00</bdi></time>'
    )
