"""What a post states, in its one form: the document that was shown, and the post's own name. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.tables.posts import LONGEST_POST, post_name
from services.tables.text import unsafe_at
from services.values import identifiers
from services.values.exchange import Identifier

DOCUMENTS: Final = identifiers.OF_ONE - {"CRO", "FINGERPRINT"}
"""Types of documents that a traveller may show; numbers of police offices are none."""


def document_of(given: Identifier, field: str = "document") -> Identifier:
    """The document's number in canonical form. Raises InvalidArgument where it is none, or of no such document."""
    if given.type not in DOCUMENTS:
        raise InvalidArgument(Violation(f"{field}.type", "document-type", "is no document that a traveller shows"))
    return identifiers.parse(given.type, given.value, given.country, field=f"{field}.value")


def post_of(given: str, field: str = "post") -> str:
    """The post's name in its one form, "" where none is said. Raises InvalidArgument."""
    if len(given) > LONGEST_POST or unsafe_at(given) >= 0:
        raise InvalidArgument(Violation(field, "post-name", f"must be at most {LONGEST_POST} characters, on one line"))
    return post_name(given)
