"""Provisions of law that the records room rests on: how well each is known, and the versions of those that changed.

Marks: V read in the statute's text, V2 read in a secondary source, K common knowledge, P policy of this project; all
but V go to counsel before production. Pure data; ``docs/law.md`` shows it beside the tests that hold it.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Known(NamedTuple):
    """How a provision is known. ``source``: where it was read, empty for common knowledge."""

    mark: str
    source: str = ""


_K: Final = Known("K")
_JJSA: Final = Known("V2", "scribd 706358689")
_REMAND: Final = Known("V2", "pljlawsite, CrPC s. 167")
_RELEASE: Final = Known("V2", "scribd 341953966; PLJ 2024 Islamabad 236")
_ZARRA: Final = Known("V", "the Act of 2020; the section number is lost in the text, its Schedule says 7(1)")
MARKS: Final[dict[str, Known]] = {
    "chronology": Known("P", "what cannot be is refused, whatever a law says"),
    "decision table, row 32": Known("P", "ACCESS row 32; Exit Ordinance 1981 (V2)"),
    "federation agreement: transfers": Known("P", "72 hours; the two agencies' papers name each other"),
    "Constitution Arts. 4, 15": _K,
    "Constitution Art. 185": _K,
    "CrPC s. 61": _K,
    "CrPC s. 167(2)": _REMAND,
    "CrPC s. 167(5)": _REMAND,
    "CrPC s. 173(1)": _K,
    "CrPC s. 345(7)": Known("V2", "PLJ 2022 Cr.C. 765; POSM by its own words, pakobserver"),
    "JJSA 2018 s. 7": _JJSA,
    "JJSA 2018 s. 8": Known("V2", "scribd 706358689; who 'appears or claims' to be a juvenile K; seven days P"),
    "JJSA 2018 s. 9": _JJSA,
    "POSM 2018": Known("V2", "brecorder 40111954"),
    "PTPA 2018 s. 8(2)": Known("V", "the Act as passed in 2018; amended 2021/22 and perhaps 2025, check"),
    "ZARRA Act 2020 (s. 7(1) or 8(1), to be confirmed)": _ZARRA,
    "ZARRA Act 2020 s. 9": Known("V", "the Act of 2020; the section number is K"),
    "FIA Inquiry Rules 2002": _K,
    "Limitation Act 1908, Art. 157": _K,
    "Limitation Act 1908, Arts. 150-157": _K,
    "s. 63": _RELEASE,
    "s. 173(3); Police Rules 1934 r. 24.7": Known("V2", "Police Rules 24.7; s. 173 K"),
    "s. 431": Known("K", "unproven for a convict's pending appeal: courts differ, for counsel"),
    "s. 511": Known("K", "the jailor's certificate"),
    "s. 511: not proved by a report": Known("K", "presumption of innocence; AUTHORITY 2"),
    **dict.fromkeys(
        (
            "s. 154",
            "s. 169",
            "s. 173",
            "s. 173(1)",
            "s. 173(3)",
            "s. 173, column 2",
            "s. 190",
            "s. 200",
            "s. 245(1)",
            "s. 245(2)",
            "s. 247",
            "s. 249",
            "s. 249-A",
            "s. 265-K",
            "s. 345(6)",
            "s. 417; Constitution Art. 185",
            "s. 423(1)",
            "s. 423(1)(a)",
            "s. 423(1)(b)",
            "s. 426",
            "s. 494(a)",
            "s. 494(b)",
            "s. 512",
            "s. 561-A",
            "ss. 221-242, 265-D",
            "ss. 245, 265-H",
            "ss. 253, 265-D",
            "ss. 265-H, 423",
            "ss. 408, 410, 439; Constitution Art. 185",
            "ss. 421, 423",
        ),
        _K,
    ),
}
"""By the text that rules and steps name as their source."""


def marked(source: str) -> str:
    """A provision with its mark, as people read it: ``CrPC s. 61, K``."""
    return f"{source}, {MARKS[source].mark}"


class Version(NamedTuple):
    """One version of a law. ``since``, ``until``: ISO dates, earliest and latest that are possible; until exclusive.

    Both of ``until`` empty: for ever; an empty latest: not known. ``words``: what it is called, English and Urdu.
    """

    id: str
    law: str
    since: tuple[str, str]
    until: tuple[str, str]
    known: Known
    words: tuple[str, str]


VERSIONS: Final[tuple[Version, ...]] = (
    Version(
        "ptpa@2018",
        "PTPA 2018",
        ("2018-05-30", "2018-06-02"),
        ("2021-01-01", "2022-12-31"),
        Known("V", "the Act as passed"),
        ("as passed in 2018", "جیسا 2018 میں منظور ہوا"),
    ),
    Version(
        "ptpa@2022",
        "PTPA 2018",
        ("2021-01-01", "2022-12-31"),
        ("2025-02-18", ""),
        Known("V2", "ecoi.net 2077590: no fine alone for sex trafficking of women and children"),
        ("as amended in 2021 or 2022", "2021 یا 2022 کی ترمیم کے بعد"),
    ),
    Version(
        "ptpa@2025",
        "PTPA 2018",
        ("2025-02-18", ""),
        ("", ""),
        Known("V2", "Amendment Bill 2025: thenews 1284016; assent and text not found"),
        ("as perhaps amended in 2025", "2025 کی ممکنہ ترمیم کے بعد"),
    ),
    Version(
        "peca-fia",
        "PECA 2016: who investigates",
        ("2016-08-18", "2016-08-22"),
        ("2024-04-29", "2024-04-29"),
        _K,
        ("by FIA", "ایف آئی اے"),
    ),
    Version(
        "peca-nccia",
        "PECA 2016: who investigates",
        ("2024-04-29", "2024-04-29"),
        ("", ""),
        Known("V2", "thenews 1184995: from FIA to NCCIA"),
        ("by NCCIA", "این سی سی آئی اے"),
    ),
)


def in_force(row: Version, day: str) -> str:
    """``YES``, ``NO`` or ``UNCERTAIN`` on an ISO day."""
    if not _touches(row, day, day):
        return "NO"
    begun = row.since[1] != "" and day >= row.since[1]
    lasts = not row.until[0] or day < row.until[0]
    return "YES" if begun and lasts else "UNCERTAIN"


def possible(law: str, day: str, last: str = "") -> tuple[Version, ...]:
    """Every version of a law that may have been in force on a day, or on one from it to ``last`` (ISO days)."""
    return tuple(row for row in VERSIONS if row.law == law and _touches(row, day, last or day))


def _touches(row: Version, first: str, last: str) -> bool:
    over = row.until[1] != "" and first >= row.until[1]
    return row.since[0] <= last and not over


def certain(law: str, day: str, last: str = "") -> bool:
    """Whether one version was in force on every day from ``day`` to ``last``, and no other can have been."""
    found = possible(law, day, last)
    return len(found) == 1 and in_force(found[0], day) == in_force(found[0], last or day) == "YES"
