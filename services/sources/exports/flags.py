"""What a reader remarks on a row that it takes: told to the clerk in the file of flags, by rule and column. Pure."""

from __future__ import annotations

from typing import Final

FLAGS: Final = {
    "placeholder-card": "a card number that stands for no card; it is left out and ties the record to nobody",
}
"""Text by rule."""
