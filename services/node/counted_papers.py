"""The papers of one case by whose word they are: what its owner and its courts say, and nobody else. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.records.authority.speaker import CaseAuthority, Speaker, case_authority
from services.records.law.steps import Event, event_of
from services.records.tokens import filed_under, names_one
from services.values.dates import Span, span_or_none
from services.values.records import Birth, CaseFile, RecordVersion


class Papers:
    """``said``: papers of its owner and of its courts; ``file``: its owner's file, None where there is none."""

    def __init__(self, papers: Sequence[RecordVersion]) -> None:
        self.authority: CaseAuthority = case_authority(papers)
        self.said = [record for record in papers if self.authority.owns(record) or self.by_court(record)]
        files = (record for record in self.said if isinstance(record.body, CaseFile))
        self.file = next((record for record in files if record.agency == self.authority.owner), None)
        self.events = [each for record in papers if (each := event_of(record, self.authority)) is not None]

    @property
    def body(self) -> CaseFile:
        """What the file says; an empty one where there is none."""
        return self.file.body if self.file and isinstance(self.file.body, CaseFile) else CaseFile()

    @property
    def registered(self) -> Span | None:
        """The day of the report, else the year of the number; None where neither is stated."""
        years = (each.key.rpartition("/")[2] for each in self.file.case_references) if self.file else iter(())
        stated = span_or_none(self.body.reported)
        return stated or next((found for year in years if (found := span_or_none(year))), None)

    def by_court(self, record: RecordVersion) -> bool:
        """Whether a court of the case says it."""
        return self.authority.speaker(record) is Speaker.COURT

    def people(self, roles: Iterable[str]) -> dict[str, list[RecordVersion]]:
        """What is said of each person in these roles, each person once."""
        found: dict[str, list[RecordVersion]] = {}
        for record in self.said:
            if record.role in roles and record.subject is not None:
                found.setdefault(who(record), []).append(record)
        return found

    def events_of(self, records: Iterable[RecordVersion]) -> list[Event]:
        """Steps of a person by these records, and those of the case."""
        names = {record.name for record in records}
        return [each for each in self.events if each.version in names or not each.personal]


def who(record: RecordVersion) -> str:
    """The person by the least number that names one, else by their names, else by this record alone."""
    subject = record.subject
    if subject is None:
        return record.record_name
    numbers = sorted(filed_under(each) for each in subject.identifiers if names_one(each))
    names = sorted(f"{each.type} {each.text.casefold()}" for each in subject.names)
    return numbers[0] if numbers else "; ".join(names) or record.record_name


def births(records: Iterable[RecordVersion]) -> list[Birth]:
    """All that are stated."""
    return [each.subject.birth for each in records if each.subject is not None and each.subject.birth is not None]
