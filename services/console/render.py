"""Templates to HTML: everything escaped and made harmless, numbers isolated, in English or Urdu."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.console import times, words
from services.console.tongues import island, tongue
from services.draw import table_words
from services.draw.direction import numbers_isolated
from services.draw.person_name import Part, parts
from services.tables.showing import bare, harmless, neutral
from services.tables.times import shown
from services.values.records import Subject
from services.vocabulary import readings, record_readings
from services.vocabulary.field_readings import path_reading

FOLDER: Final = Path(__file__).parent / "templates"
TABLES: Final[Mapping[str, readings.Readings]] = {
    "purposes": readings.PURPOSES,
    "registers": record_readings.REGISTERS,
    "roles": readings.ROLES,
    "standings": readings.STANDINGS,
    "finalities": readings.FINALITIES,
    "statuses": readings.STATUSES,
    "closeness": readings.CLOSENESS,
    "telling_fields": readings.TELLING_FIELDS,
    "joined_by": readings.JOINED_BY,
    "nodes": readings.NODES,
    "edges": readings.EDGES,
}
_ASKING: Final = re.compile(r'<[a-z][^\s>]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*?\s+autofocus[\s>]')
"""An element that asks for the focus: the attribute, and no text nor value in which somebody wrote the word."""
_HEADED: Final = Markup('<h1 tabindex="-1" autofocus>')
LANGUAGES: Final = (("en", "English", "ltr"), ("ur", "اردو", "rtl"))
"""Code, name, and the direction in which it is written."""


class Templates:
    """The console's templates. ``menu``: path and key of the word of each page that the navigation names."""

    def __init__(self, menu: tuple[tuple[str, str], ...] = ()) -> None:
        self._menu = menu
        self._environments = {code: _environment(code) for code, _, _ in LANGUAGES}

    def html(self, template: str, language: str, values: Mapping[str, object]) -> str:
        """A page. ``t(key)`` in it is a word of :mod:`services.console.words` in the reader's language.

        ``new_id()``: of a form that changes something.
        """
        urdu = readings.is_urdu(language)
        of = "ur" if urdu else "en"
        common = {
            "t": partial(words.text, urdu=urdu),
            "of_rule": partial(words.of_rule, urdu=urdu),
            "language": of,
            "direction": "rtl" if urdu else "ltr",
            "urdu": urdu,
            "called": partial(called, urdu=urdu),
            "heading": partial(table_words.heading, urdu=urdu),
            "title": partial(table_words.title, urdu=urdu),
            "said_path": partial(path_reading, urdu=urdu),
            "said_value": partial(table_words.value, urdu=urdu),
            "said_field": partial(table_words.field, urdu=urdu),
            "said_cell": partial(table_words.cell, urdu=urdu),
            "said_help": partial(table_words.helped, urdu=urdu),
            "called_by": partial(_called_by, urdu=urdu),
            "languages": LANGUAGES,
            "new_id": partial(secrets.token_hex, 16),
            "menu": self._menu,
        }
        return self._environments[of].get_template(template).render(**common, **values)


def _called_by(subject: Subject, *, urdu: bool) -> list[Part]:
    """Names of a subject, each with the word that says whose it is."""
    return parts(((name.type, name.text) for name in subject.names), subject.gender, urdu=urdu)


def number(value: object, language: str = "en") -> Markup:
    """A number, code or date as a left-to-right island: ``0300-1234567`` keeps its order in a line of Urdu.

    ``language``: of the page.
    """
    return island(neutral(str(value)), "ltr", language) if value not in ("", None) else Markup("")


def text(value: str, language: str = "en") -> Markup:
    """What somebody wrote, in its own direction, with each number in it isolated; isolates that it has go.

    ``language``: of the page.
    """
    return island(numbers_isolated(neutral(bare(value))), "auto", language) if value else Markup("")


def spoken(value: object, language: str) -> Markup:
    """Attributes of an element whose whole text this is, and where no other element may stand, such as a choice."""
    of = tongue(str(value))
    if of in ("", language):
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(of, "rtl" if of == "ur" else "ltr")


def headed(content: Markup) -> Markup:
    """A page's content with the focus at its heading, unless something in it, such as a wrong field, asks for it."""
    if _ASKING.search(content):
        return content
    before, heading, after = content.partition("<h1>")
    return before + (_HEADED if heading else heading) + after


def time(at_ms: int) -> Markup:
    """Epoch milliseconds as people there read them; nothing for 0."""
    said = shown(at_ms)
    return Markup('<time datetime="{0}"><bdi dir="ltr">{0}</bdi></time>').format(said) if said else Markup("")


def called(table: str, word: str, *, urdu: bool) -> str:
    """What a closed word is called: ``table`` is a name of :mod:`services.vocabulary.readings`. KeyError: no such."""
    return readings.reading(TABLES[table], word, urdu=urdu) if word else ""


def _environment(language: str) -> Environment:
    """Templates whose filters know the language of the page."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "number": partial(number, language=language),
        "text": partial(text, language=language),
        "headed": headed,
        "time": time,
        "spans": times.said,
        "day_span": times.day_span,
    }
    made.globals["spoken"] = partial(spoken, language=language)
    return made


def _finalized(value: object) -> object:
    """Every value of every template: no text with signs that are unseen or turn what stands beside them."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
