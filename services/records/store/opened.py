"""Statements that bring at once what is asked for in turn: rows, then their versions, then the pages that prove these.

They are put together from the statements themselves, for a database to which each statement is a round trip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

AT_ONCE: Final = 64
"""Versions that come along with their rows, and pages with versions. Of more none do: a part may be all that is needed,
and a page comes with each of its versions."""
_LISTED: Final = "$1::bigint[]"
_OF_ROWS: Final = f"(SELECT array_agg(r.seq) FROM r HAVING count(*) <= {AT_ONCE})"
_OF_VERSIONS: Final = "(SELECT array_agg(DISTINCT b.page) FROM b)"


def with_versions(sql: Mapping[str, str], name: str) -> str:
    """The rows of a statement in its own order, each with its version's columns and then the page header's."""
    bodies = sql["bodies"].replace(_LISTED, _OF_ROWS)
    return (
        f"WITH r AS ({sql[name]}), b AS ({bodies}), h AS ({_headers(sql)}) SELECT * FROM r"
        " LEFT JOIN b ON b.seq = r.seq LEFT JOIN h ON h.page = b.page ORDER BY r.agency, r.record_id"
    )


def with_pages(sql: Mapping[str, str]) -> str:
    """The statement ``bodies``, each row with the columns of its page header."""
    return f"WITH b AS ({sql['bodies']}), h AS ({_headers(sql)}) SELECT * FROM b LEFT JOIN h ON h.page = b.page"


def side_by_side(sql: Mapping[str, str], names: Sequence[str]) -> str:
    """Statements of one row each, as one row."""
    return "SELECT * FROM " + " CROSS JOIN ".join(f"({sql[name]}) AS o{at}" for at, name in enumerate(names))


def _headers(sql: Mapping[str, str]) -> str:
    return sql["page_headers"].replace(_LISTED, _OF_VERSIONS)
