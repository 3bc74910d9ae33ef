"""The id of a provisional identity: `PRV-` and ten letters by chance, derived from nothing and of no card's form."""

from __future__ import annotations

import re
import secrets
import string
from typing import Final

from services.access.errors import InvalidArgument, Violation

PREFIX: Final = "PRV-"
LETTERS: Final = 10
_FORM: Final = re.compile(rf"{PREFIX}[A-Z]{{{LETTERS}}}", re.ASCII)


def new_id() -> str:
    """One of 26 to the power of 10; whether it is taken is the store's to say."""
    return PREFIX + "".join(secrets.choice(string.ascii_uppercase) for _ in range(LETTERS))


def checked_id(text: str, field: str = "id") -> str:
    """The id, in capitals. Raises InvalidArgument for any other text, thirteen digits among them."""
    typed = text.strip().upper()
    if _FORM.fullmatch(typed) is None:
        raise InvalidArgument(Violation(field, "provisional-id", f"is not {PREFIX} and {LETTERS} letters"))
    return typed
