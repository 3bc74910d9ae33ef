"""What a chronology or authority rule is, and what it looks at. The rules themselves are one file each in ``rules/``.

Unlawful is flagged, impossible is refused: arrest before FIR can be lawful (s. 54), and refusing a
true record hides misconduct. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority, Speaker, case_authority
from services.records.law.standing import place_after
from services.records.law.steps import Event, event_of
from services.records.law.verdict import Place
from services.values.dates import Span, span_or_none
from services.values.records import CustodyEvent, RecordVersion, Section
from services.vocabulary.records import RecordKind, RecordStatus

FLAG: Final = "FLAG"
REFUSE: Final = "REFUSE"
RECORD: Final = "RECORD"
CASE: Final = "CASE"
OWNER: Final = "OWNER"


_AT_HOME: Final = frozenset(
    {Speaker.OWNER, Speaker.COURT, Speaker.PROSECUTION, Speaker.PRISON, Speaker.CUSTODIAN, Speaker.BEFORE}
)
_CHARGING: Final = (
    RecordKind.CASE_FILE,
    RecordKind.PARTY,
    RecordKind.INVESTIGATION_EVENT,
    RecordKind.COURT_EVENT,
    RecordKind.CHARGE,
    RecordKind.SENTENCE,
)


class Finding(NamedTuple):
    """``version``: the one that shows it; ``field``: path in it.

    ``others``: versions it is judged against, and ``others_field`` the path in those.
    """

    version: str
    field: str
    text: str
    others: tuple[str, ...] = ()
    others_field: str = ""


class Custody(NamedTuple):
    """One dated fact of custody."""

    when: Span
    version: str
    owner: str
    body: CustodyEvent
    record: RecordVersion


class Dossier:
    """Versions in force of one person in one case (case-level ones among them), indexed by kind.

    A rule of scope RECORD looks at each version by itself, however many there are. ``authority``: who owns the case
    and which courts are seized of it, read off ``records`` where it is not given; ``confirmed``: names of versions
    whose certified extract is confirmed. ``found``: what the rules of scope CASE find, once they were asked.
    ``view``: agency whose steps and papers count where nobody owns the case, empty for nobody's; where it is not given
    the only one that writes without another say.
    """

    __slots__ = (
        "_all_events", "_authority", "_custody", "_events", "_kinds", "_places", "_strange", "_view", "_writers",
        "confirmed", "found", "now_ms", "records",
    )  # fmt: skip

    def __init__(
        self,
        records: Sequence[RecordVersion],
        now_ms: int,
        authority: CaseAuthority | None = None,
        confirmed: frozenset[str] = frozenset(),
        view: str | None = None,
    ) -> None:
        self.records = [r for r in records if r.status not in (RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED)]
        self.now_ms = now_ms
        self.confirmed = confirmed
        self._authority = authority
        self._kinds: dict[str, list[RecordVersion]] = {}
        for record in self.records:
            self._kinds.setdefault(record.kind, []).append(record)
        self._all_events: list[Event] | None = None
        self._custody: list[Custody] | None = None
        self._events: dict[str, list[Event]] | None = None
        self._places: dict[str, Place] = {}
        self._view = view
        self._writers: frozenset[str] | None = None
        self._strange: frozenset[str] | None = None
        self.found: tuple[tuple[Rule, Finding], ...] | None = None

    @property
    def authority(self) -> CaseAuthority:
        """Who owns the case, and its courts."""
        if self._authority is None:
            self._authority = case_authority(self.records)
        if self._authority.confirmed != self.confirmed:
            self._authority = self._authority._replace(confirmed=self.confirmed)
        return self._authority

    @property
    def writers(self) -> frozenset[str]:
        """In a case that nobody owns, agencies that have no say in it but on their own records; else nobody."""
        if self._writers is None:
            case = self.authority
            among = () if case.owner else self.records
            self._writers = frozenset(r.agency for r in among if case.speaker(r) not in _AT_HOME)
        return self._writers

    @property
    def view(self) -> str:
        """The agency whose steps and papers count where nobody owns the case."""
        if self._view is None:
            self._view = next(iter(self.writers)) if len(self.writers) == 1 else ""
        return self._view

    @property
    def strange(self) -> frozenset[str]:
        """Versions of writers who have no say in the case; where nobody owns it, of all but whose view it is.

        What they write puts no flag on others' papers and takes none from them.
        """
        if self._strange is None:
            case, own = self.authority, "" if self.authority.owner else self.view
            self._strange = frozenset(
                r.name for r in self.records if r.agency != own and case.speaker(r) not in _AT_HOME
            )
        return self._strange

    @property
    def all_events(self) -> list[Event]:
        """Dated steps, in the order of the versions."""
        if self._all_events is None:
            self._all_events = self._said_to(self.view)
        return self._all_events

    def place(self, agency: str = "") -> Place:
        """Where all events leave the person, for the records of an agency; it matters where nobody owns the case."""
        steps = not self.authority.owner and any(e.owner == agency for e in self.all_events)
        view = agency if steps else ""
        if view not in self._places:
            self._places[view] = place_after(self.all_events if view == self.view else self._said_to(view))
        return self._places[view]

    def views(self) -> list[Dossier]:
        """The same papers as each writer's own, and as nobody's; itself where it makes no difference."""
        if len(self.writers) < 2:
            return [self]
        every = ("", *sorted(self.writers))
        return [Dossier(self.records, self.now_ms, self.authority, self.confirmed, each) for each in every]

    def _said_to(self, view: str) -> list[Event]:
        said = (event_of(record, self.authority, view) for record in self.records)
        return [event for event in said if event is not None]

    def kinds(self) -> frozenset[str]:
        """Kinds of the versions held."""
        return frozenset(self._kinds)

    def of(self, kind: str) -> list[RecordVersion]:
        """Versions of one kind."""
        return self._kinds.get(kind, [])

    def custody(self) -> list[Custody]:
        """Dated facts of custody, earliest first."""
        if self._custody is None:
            self._custody = sorted(_custody(self.of("CUSTODY_EVENT")), key=lambda c: (c.when, c.version))
        return self._custody

    def sections(self) -> tuple[Section, ...]:
        """Every section that case files, parties and steps of who has a say in the case name, once."""
        bodies = [record.body for kind in _CHARGING for record in self.at_home(kind)]
        return tuple(dict.fromkeys(section for body in bodies for section in getattr(body, "sections", ())))

    def own(self, kind: str) -> list[RecordVersion]:
        """Versions of one kind by the owner of the case."""
        return [record for record in self.of(kind) if record.agency == self.authority.owner]

    def at_home(self, kind: str) -> list[RecordVersion]:
        """Versions of one kind by who has a say in the case."""
        return [record for record in self.of(kind) if record.name not in self.strange]

    def events(self, *types: str) -> list[Event]:
        """Dated steps of these types, earliest first, whoever tells of them."""
        if self._events is None:
            self._events = {}
            for event in sorted(self.all_events, key=attrgetter("day", "version")):
                self._events.setdefault(event.type, []).append(event)
        found = [held for kind in types if (held := self._events.get(kind))]
        return found[0] if len(found) == 1 else sorted(chain(*found), key=attrgetter("day", "version"))

    def steps(self, *types: str) -> list[Event]:
        """As :meth:`events`, of who has a say in the case."""
        return [event for event in self.events(*types) if event.version not in self.strange]


def _custody(records: Iterable[RecordVersion]) -> Iterator[Custody]:
    for record in records:
        body = record.body
        if isinstance(body, CustodyEvent) and (when := span_or_none(body.at)) is not None:
            yield Custody(when, record.name, record.agency, body, record)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``kinds``: it looks only where all of these are held; ``source``: statute and section."""

    id: str
    source: str
    effect: str
    scope: str
    kinds: frozenset[str]
    check: Callable[[Dossier], Iterable[Finding]]
