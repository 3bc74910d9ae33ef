"""Text as people typed it -> text that can be compared: digits, letters, spaces.

Pure. Unicode 15 (UAX #15 for NFKC, UAX #9 for the directional controls).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGITS = {base + value: str(value) for base in (0x0660, 0x06F0) for value in range(10)}
_LETTERS = {
    0x064A: "ی",  # Arabic yeh
    0x0649: "ی",  # alef maksura
    0x0643: "ک",  # Arabic kaf
    0x0647: "ہ",  # Arabic heh
    0x06D5: "ہ",  # ae
    0x06C0: "ہ",  # heh with yeh above
    0x06C2: "ہ",  # heh goal with hamza
    0x0629: "ہ",  # teh marbuta
    0x06C3: "ہ",  # teh marbuta goal
    0x0671: "ا",  # alef wasla
    0x0623: "ا",  # alef with hamza above
    0x0625: "ا",  # alef with hamza below
}
_DROPPED = dict.fromkeys([0x0640, *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD)])
_TO_ASCII_DIGITS = str.maketrans(_DIGITS)
_TO_URDU = str.maketrans({**_LETTERS, **_DROPPED, **_DIGITS})

# Controls (C0, C1), separators, directional overrides and isolates, zero-width space, BOM, annotations, tags.
# Not among them: ZWNJ, ZWJ, LRM, RLM and ALM, which honest Urdu text carries; comparison drops them.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Whatever shows nothing or moves what stands beside it: categories Cc, Cf, Zl, Zp, Co and Cs, the noncharacters, and
# the default ignorable code points of other categories (Unicode 15, DerivedCoreProperties.txt).
_UNSEEN_RANGES = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff"
)
UNSEEN = re.compile(f"[{_UNSEEN_RANGES}]")
_INVISIBLE = re.compile("[\u200c-\u200f\u061c]")
_NOT_WORD = re.compile(r"[\W_]+")


def ascii_digits(text: str) -> str:
    """Urdu (U+06F0..) and Arabic-Indic (U+0660..) digits as ASCII digits."""
    return text if text.isascii() else text.translate(_TO_ASCII_DIGITS)


def plain_digits(text: str) -> str:
    """Decimal digits of every script (Unicode category Nd) as ASCII digits."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def one_alphabet(text: str) -> str:
    """Arabic code points as the Urdu ones for the same letter (ي/ك as ی/ک), marks dropped, digits ASCII."""
    return text if text.isascii() else text.translate(_TO_URDU)


def unsafe_at(text: str) -> int:
    """Offset of the first control, directional override or invisible format character; -1 for none."""
    if text.isascii() and text.isprintable():
        return -1
    found = UNSAFE.search(text)
    return found.start() if found else -1


def unseen_at(text: str) -> int:
    """Offset of the first character that shows nothing, moves others or is private to somebody; -1 for none."""
    if text.isascii() and text.isprintable():
        return -1
    found = UNSEEN.search(text)
    return found.start() if found else -1


@lru_cache(maxsize=8192)
def comparable(text: str) -> str:
    """Exact normalised form for comparing names: NFKC, ي/ك as ی/ک, no marks, no punctuation, lower case, single spaces.

    Idempotent. Nothing is guessed: `Muhammad` and `Mohammad` stay different.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TO_URDU)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    letters = unicodedata.normalize("NFKC", bare).casefold().translate(_TO_URDU)
    return " ".join(_NOT_WORD.sub(" ", _INVISIBLE.sub("", letters)).split())
