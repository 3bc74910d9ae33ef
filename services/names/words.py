"""Words around a name that are not the name: titles, relations, aliases, and what writers put for nothing. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from services.names.letters import folded


class RelationKind(StrEnum):
    """How the person named first stands to the person named after the marker."""

    SON = "son"
    DAUGHTER = "daughter"
    WIFE = "wife"
    WIDOW = "widow"
    CHILD = "child"


RELATIONS: Final[dict[str, RelationKind]] = {
    **dict.fromkeys(("s o", "so", "son of", "ولد", "بن", "پسر", "bin", "ibn", "ابن", "walad"), RelationKind.SON),
    **dict.fromkeys(("d o", "do", "daughter of", "بنت", "دختر", "bint"), RelationKind.DAUGHTER),
    **dict.fromkeys(("w o", "wo", "wife of", "زوجہ", "zauja", "zoja", "zouja"), RelationKind.WIFE),
    **dict.fromkeys(("wd o", "wdo", "widow of", "بیوہ", "bewa"), RelationKind.WIDOW),
    **dict.fromkeys(("c o", "child of", "ولدیت"), RelationKind.CHILD),
}
"""Markers by their comparable form, so that ``s/o``, ``S.O.`` and ``s o`` are one."""
IN_NAMES: Final = frozenset({"bin", "ibn", "ابن", "بن", "bint"})
"""Markers that also stand inside one name, as in ``Muhammad bin Qasim``."""
CARE_OF: Final = "c o"
"""A marker that registers also write for the person with whom somebody lives."""

ALIASES: Final = frozenset({"alias", "urf", "عرف", "aka", "a k a", "known as", "المعروف"})

_TITLES: Final = (
    "mr mrs ms mst mis miss dr prof advocate adv haji hajji alhaj hafiz maulana molana moulana maulvi molvi qari mufti "
    "sardar mian ch chaudhry chaudhary choudhry chaudhri chowdhury sh shaikh sheikh syed sayed sayyid sayyed syeda "
    "col maj capt sahib sahiba محترمہ محترم ڈاکٹر پروفیسر حاجی حافظ مولانا مولوی قاری مفتی سردار میاں چوہدری شیخ سید "
    "سیدہ مسماۃ مسماہ مسمی جناب صاحب صاحبہ ایڈووکیٹ"
)
TITLES: Final = frozenset(map(folded, _TITLES.split()))
"""Words before or after a name that many bear or drop; a person is not told from another by them."""

JOINERS: Final = frozenset(["al", "el", "ul", "ur", "ud", "us", "uz", "un", "ut", "ush", "ال"])
"""The Arabic article between two parts of a compound."""
WITHOUT_ARTICLE: Final = frozenset(["اللہ", "الیاس", "الطاف", "الہی", "الماس", "الفت"])
"""Words that begin as the article is written and have none."""
PLACES: Final = frozenset({"r o", "ro", "resident of", "resident", "ساکن", "ساکنہ", "سکنہ", "رہائشی"})
CASTES: Final = frozenset({"caste", "by caste", "qaum", "zaat", "قوم", "ذات"})
RESIDENCES: Final = PLACES | CASTES
"""What stands from these words on is a place or a caste, which is no part of the name."""

WRITTEN_OUT: Final = {
    **dict.fromkeys(("m", "mohd", "muhd", "mohmd", "md", "mhd"), "muhammad"),
    "م": "محمد",
    "رحمان": "رحمن",
    "اسحق": "اسحاق",
    "اسمعیل": "اسماعیل",
    "ابرہیم": "ابراہیم",
    "یسین": "یاسین",
}
"""Short forms, and words of two Urdu spellings, with or without the written long a, in the one of the list of names."""

_SERVANTS: Final = "abd abdul abdur abdus abdu abdel abdal abdool abdoul abdun abduz abdush abdut"
SERVANT: Final = frozenset(_SERVANTS.split())
"""Spellings of the first part of `Abdul-X`, as a token of its own."""
OF_GOD: Final = frozenset(["ullah", "ulla", "ulah", "allah", "ollah"])
OF_FAITH: Final = frozenset(["din", "deen", "uddin", "udin", "uddeen", "udeen", "eddin", "eddine", "ddin"])

SERVANT_TOKEN: Final = {"Latn": "abdul", "Arab": "عبدال"}
OF_GOD_TOKEN: Final = {"Latn": "ullah", "Arab": "اللہ"}
OF_FAITH_TOKEN: Final = {"Latn": "din", "Arab": "دین"}
"""One token for each part of a compound, whatever vowel or joining a writer took."""
