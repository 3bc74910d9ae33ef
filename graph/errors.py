"""What a graph engine can answer instead of rows. None carries a word of the engine's own, which may hold data."""

from __future__ import annotations


class GraphUnavailable(Exception):
    """The engine cannot be reached, or stayed busy past patience. Asking again later may succeed."""


class GraphRefused(Exception):
    """The engine will never take this: an edge whose end is missing, a duplicate, a statement that it cannot run."""


class AddressUnsafe(GraphRefused):
    """An engine on another machine, and no TLS on the way there."""


class EndMissing(GraphRefused):
    """An edge names a node that is not there."""


class BadStatement(Exception):
    """A file of ``graph/cypher`` breaks the rules that its room has for statements."""
