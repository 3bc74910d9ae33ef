"""Renders ``docs/law.md`` from the code: rules, steps, legal bases, caps, banners, dated versions, and
the review of 34 encoded rules.

Run as a module to write the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.access.cap_law import CAP_LAWS
from services.access.ordering import ORDERING
from services.access.purpose import LEGAL_BASES
from services.records.law.provisions import MARKS, VERSIONS
from services.records.law.ruling import RULES
from services.records.law.transitions import STEPS
from services.records.timeline.banner_words import WORDS
from tests.shared import ROOT
from tests.unit.records.law_review import (
    ABSENT_TEST,
    BANNER_TEST,
    BASIS_TEST,
    CAP_TEST,
    ORDERED,
    REVIEW,
    RULE_TEST,
    STEP_TEST,
    VERSION_TEST,
)

DOCUMENT: Final = ROOT / "docs" / "law.md"
HEAD: Final = """# The law as it is encoded

Made from the code by `python -m tests.unit.records.law_table`; a test holds the two equal, and that each test named
here exists. Marks: **V** read in the statute's text · **V2** read in a secondary source · **K** common knowledge ·
**P** policy of this project, no law says it · **check** to be compared with the Act. All but V go to counsel before
production. Sections are of the CrPC 1898 unless named otherwise.
"""


def _table(heads: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    names = heads.split("|")
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _marked(text: str) -> tuple[str, str]:
    known = MARKS[text]
    return known.mark, known.source or "-"


def _span(ends: tuple[str, str]) -> str:
    first, last = ends
    if not first:
        return "-"
    return first if first == last else f"{first} to {last or 'not known'}"


def _tiers(tiers: Iterable[str]) -> str:
    return " ".join(sorted(tier.lower() for tier in tiers)) or "any"


def _rules() -> Iterator[str]:
    yield from _table(
        "rule|says|section|mark|source|test",
        (
            (
                f"`{r.id}`",
                r.effect.lower(),
                r.source,
                *_marked(r.source),
                f"`{ABSENT_TEST if r.scope == 'OWNER' else RULE_TEST}`",
            )
            for r in RULES
        ),
    )


def _steps() -> Iterator[str]:
    rows = ((s.event, s.target, s.statute, *_marked(s.statute), f"`{STEP_TEST}`") for s in STEPS)
    yield from _table("event|leads to|section|mark|source|test", rows)
    yield (
        "\nA sentence of the form PROBATION or ADMONITION leads where every sentence leads. While no other sentence of a court "
        "stands for the same sections, the\nfinding is deemed no conviction: no previous conviction and no repetition (Probation "
        "of Offenders Ordinance 1960 ss. 4, 5, 7, 11, K; `tests/unit/records/test_probation.py`)."
    )


def _bases() -> Iterator[str]:
    rows = ((f"`{n.lower()}`", b.statute, b.mark, f"`{BASIS_TEST}`") for n, b in LEGAL_BASES.items())
    yield from _table("basis|statute|mark|test", rows)


def _caps() -> Iterator[str]:
    rows = (
        (c.row, " ".join(f"`{p}`" for p in c.policies), c.law or "-", c.policy or "-", f"`{CAP_TEST}`")
        for c in CAP_LAWS
    )
    yield from _table("row|policies|law|policy (P)|test", rows)


def _banners() -> Iterator[str]:
    rows = ((f"`{code}`", said.rests_on[0], f"`{BANNER_TEST}`") for code, said in WORDS.items())
    yield from _table("banner|rests on|test", rows)


def _orders() -> Iterator[str]:
    rows = (
        (f"`{kind.lower()}`", feed.lower(), _tiers(row.tiers), row.law, row.mark, f"`{ORDERED}`")
        for (kind, feed), row in ORDERING.items()
    )
    yield from _table("authority|feed|courts|law|mark|test", rows)


def _versions() -> Iterator[str]:
    yield "Where two may have been in force at the day of the act, a history names both. That day is the one which the owner"
    yield "of the case states; where nobody owns it, each agency's own for its lines (ADR 79).\n"
    rows = (
        (f"`{v.id}`", v.law, _span(v.since), _span(v.until), v.known.mark, v.known.source or "-", f"`{VERSION_TEST}`")
        for v in VERSIONS
    )
    yield from _table("version|law|from|until|mark|source|test", rows)


def _review() -> Iterator[str]:
    rows = ((str(n), r.rule, f"`{r.test}`" if r.test else "-", r.why or "-") for n, r in enumerate(REVIEW, 1))
    yield from _table("row|rule|held by|where not, why", rows)


SECTIONS: Final = (
    ("Rules", _rules),
    ("Steps of a case", _steps),
    ("Legal bases", _bases),
    ("Caps: what the law says, and what is this project's policy", _caps),
    ("Banners: what each rests on", _banners),
    ("Which court orders data of a feed", _orders),
    ("Laws that changed", _versions),
    ("The review of 34 encoded rules", _review),
)


def document() -> str:
    """The text of the table that counsel reads."""
    parts = [HEAD]
    for place, (title, section) in enumerate(SECTIONS):
        parts += [f"{'' if not place else chr(10)}## {title}\n", *section()]
    return "\n".join(parts) + "\n"


def named_tests() -> set[str]:
    """Every test that the document names."""
    always = {RULE_TEST, ABSENT_TEST, STEP_TEST, BASIS_TEST, CAP_TEST, BANNER_TEST, ORDERED, VERSION_TEST}
    return always | {row.test for row in REVIEW if row.test}


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
