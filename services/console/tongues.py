"""In which language a run of text is read aloud: by its letters, marked where the page's own language is another.

A screen reader takes the voice from ``lang`` (WCAG 2.2, 3.1.2): Urdu under an English voice is silent or spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

_URDU: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_ROMAN: Final = re.compile("[A-Za-z]")
_WORDS: Final = re.compile(f"{_URDU.pattern}(?:[^A-Za-z0-9\u2066-\u2069]*{_URDU.pattern})*")
"""Urdu words that follow each other, with what stands between them."""


def tongue(text: str) -> str:
    """``ur`` where a letter of Urdu is in it, ``en`` where only Roman ones are, empty where none is."""
    if _URDU.search(text):
        return "ur"
    return "en" if _ROMAN.search(text) else ""


def island(text: str, direction: str, page: str) -> Markup:
    """A run of its own direction, and of its own language where that is not the page's (``en`` or ``ur``).

    In an English page the Urdu words of an English sentence are marked by themselves; Roman words in a sentence of Urdu
    are read as Urdu is read, with their letters.
    """
    of = tongue(text)
    if of in ("", page):
        return Markup('<bdi dir="{}">{}</bdi>').format(direction, text)
    if of == "ur" and _ROMAN.search(text):
        return Markup('<bdi dir="{}">{}</bdi>').format(direction, Markup("").join(_words_marked(text)))
    return Markup('<bdi dir="{}" lang="{}">{}</bdi>').format(direction, of, text)


def _words_marked(text: str) -> Iterator[str]:
    """The text in pieces, those of Urdu words marked."""
    end = 0
    for words in _WORDS.finditer(text):
        yield text[end : words.start()]
        yield Markup('<span lang="ur">{}</span>').format(words[0])
        end = words.end()
    yield text[end:]
