"""What of a page's question can be kept: its fields, each with the word that stands before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.console.form import BadForm

LONGEST: Final = 300
"""Characters of a field's value."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a form. ``label``: key of its word; ``choices``: what it may be, each under the key ``prefix`` + it,
    an empty one + ``none``; without a prefix it is its own word. ``ticked``: a box, whose value is 1 or nothing.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()
    prefix: str = ""
    ticked: bool = False

    def check(self, value: str) -> str:
        """The value. Raises BadForm for one that the form does not have."""
        allowed = ("", "1") if self.ticked else self.choices
        if len(value) > LONGEST or (value and allowed and value not in allowed):
            raise BadForm(f"{self.name} is no value of the question")
        return value


@dataclass(frozen=True, slots=True)
class Phrase:
    """A question of a page. ``title``: key of the word that it is called by, and by which kept ones name it.

    ``fixed``: fields of the form that make it this question and no other one of the same page.
    """

    title: str
    blanks: tuple[Blank, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def fits(self, form: Mapping[str, str]) -> bool:
        """Whether a form asked this question."""
        return self.fixed.items() <= form.items()

    def filled(self, form: Mapping[str, str], prefix: str = "") -> dict[str, str]:
        """What a form has for each field that is not empty, under names behind ``prefix``. Raises BadForm."""
        found = {each.name: each.check(form.get(prefix + each.name, "")) for each in self.blanks}
        return {name: value for name, value in found.items() if value}
