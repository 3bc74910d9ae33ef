"""The name of a claim to whoever answers or decides it: random, so that it tells nothing of the record."""

from __future__ import annotations

import secrets
from typing import Final

_BYTES: Final = 16


def new_handle() -> str:
    """22 characters of base64url."""
    return secrets.token_urlsafe(_BYTES)
