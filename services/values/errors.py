"""Refusals of values: a number or a case reference that is not one of its register."""

from __future__ import annotations

from services.access.errors import InvalidArgument


class IdentifierInvalid(InvalidArgument):
    """A number is not one of its register; carries one violation naming field and rule, never the value."""


class CaseReferenceInvalid(InvalidArgument):
    """A case number is not one of its register; carries one violation naming field and rule, never the value."""
