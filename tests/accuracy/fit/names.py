"""Known tokens of names in Urdu letters, from the names that Wikidata labels in both scripts (CC0)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from services.names.compounds import joined
from services.names.letters import Script, folded, script_of
from tests.shared import shared

SHORTEST, LONGEST = 2, 12
FAMILIAR = frozenset("عحقصطثخذضظٹڈڑھگپچ")
"""Letters that names of other languages, written by their sound in Arabic, hardly ever have."""


def tokens(lines: Iterable[str]) -> list[str]:
    """Urdu tokens of 2 to 12 letters in the rows of item, Latin forms and Arabic forms, sorted.

    Those of one item alone only where a letter says that they are no foreign name.
    """
    items: Counter[str] = Counter()
    for line in lines:
        forms = line.rstrip("\n").split("\t")[2].split("|")
        items.update({token for form in forms for token in joined(tuple(folded(word) for word in form.split()))})
    return sorted(
        word
        for word, count in items.items()
        if SHORTEST <= len(word) <= LONGEST and script_of(word) is Script.URDU and (count > 1 or FAMILIAR & set(word))
    )


def wikidata() -> list[str]:
    """The tokens of the list beside the checkout; skips, or fails, where it is not there."""
    with shared("data", "er", "arab_latin_name_groups.tsv").open(encoding="utf-8") as lines:
        next(lines)
        return tokens(lines)
