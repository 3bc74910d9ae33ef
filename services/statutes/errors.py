"""What keeps the law from being read."""

from __future__ import annotations

from services.errors import RabtaError


class BadLaw(RabtaError):
    """A file of law is wrong: which one, in which row, at which field, and why."""

    def __init__(self, file: str, row: str, field: str, why: str) -> None:
        super().__init__(f"{file}, {row or 'the file'}, {field}: {why}")
        self.file, self.row, self.field = file, row, field
