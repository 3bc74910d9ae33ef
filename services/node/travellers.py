"""The records of the node as a border post asks them."""

from __future__ import annotations

from services.access.trail import Inquiry
from services.exchange.check.ports import Found
from services.membership.registry import Registry
from services.records.app.checkpoint import check_description, check_document
from services.records.app.context import Context
from services.values.exchange import NamedTraveller
from services.values.records import Birth, Identifier, Name, PersonDescription


class RecordedTravellers:
    """See :class:`services.exchange.check.ports.Travellers`."""

    def __init__(self, records: Context) -> None:
        self._records = records

    async def by_document(self, inquiry: Inquiry, document: Identifier, registry: Registry) -> Found:
        """See the port."""
        return Found(*await check_document(self._records, inquiry, document, registry))

    async def by_name(self, inquiry: Inquiry, named: NamedTraveller, registry: Registry, most: int) -> Found:
        """See the port: born on any day of the year."""
        year = f"{named.birth_year:04}"
        born = Birth(f"{year}-01-01", f"{year}-12-31")
        person = PersonDescription((Name("OWN", named.name),), gender=named.gender, birth=born)
        return Found(*await check_description(self._records, inquiry, person, registry, most))
