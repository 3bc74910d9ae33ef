"""What a reader remarks on a row that it takes: told to the clerk in the file of flags, by rule and column. Pure."""

from __future__ import annotations

from typing import Final

FLAGS: Final = {
    "placeholder-card": "a card number that stands for no card; it is left out and ties the record to nobody",
    "card-of-several": "one card beside the names of several persons of the file; it is left out and ties nobody",
}
"""Text by rule."""
