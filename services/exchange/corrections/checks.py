"""What is wrong in a proposal or in a decision on one, field by field. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import PATH, InvalidArgument, Violation
from services.exchange.corrections.states import FOLLOWS, Document, Field
from services.values.dates import span_or_none
from services.values.exchange import (
    CorrectionDocument,
    DecideCorrectionRequest,
    FieldCorrection,
    ProposeCorrectionRequest,
)
from services.vocabulary.corrections import CorrectionBasis, CorrectionRejection, CorrectionState, FieldProblem

MAX_FIELDS: Final = 10
MAX_PATH: Final = 200
MAX_VALUE: Final = 500
MAX_ISSUER: Final = 200
MAX_NUMBER: Final = 100
MAX_REASON: Final = 1000
_SHA256_BYTES: Final = 32
_DAY: Final = len("2026-01-31")
_JOINERS: Final = frozenset("\u200c\u200d")
"""Letters of Urdu are kept apart or together by them."""


def checked_fields(request: ProposeCorrectionRequest) -> tuple[Field, ...]:
    """The fields. Raises InvalidArgument."""
    fields = request.fields
    if not 1 <= len(fields) <= MAX_FIELDS or len({each.path for each in fields}) < len(fields):
        raise _broken("fields", "fields", f"must be 1 to {MAX_FIELDS}, each path once")
    return tuple(_field(each, f"fields[{at}]") for at, each in enumerate(fields))


def checked_basis(basis: str) -> CorrectionBasis:
    """On what it rests. Raises InvalidArgument."""
    if basis not in set(CorrectionBasis):
        raise _broken("basis", "required", "must be given")
    return CorrectionBasis(basis)


def checked_document(document: CorrectionDocument | None) -> Document:
    """The paper. Raises InvalidArgument."""
    if document is None:
        raise _broken("document", "required", "must be given")
    _check_text(document.issuer, "document.issuer", MAX_ISSUER, least=1)
    _check_text(document.number, "document.number", MAX_NUMBER, least=1)
    if len(document.dated) != _DAY or span_or_none(document.dated) is None:
        raise _broken("document.dated", "date", "must be a day, such as 2026-01-31")
    if len(document.sha256) not in (0, _SHA256_BYTES):
        raise _broken("document.sha256", "digest", f"must be {_SHA256_BYTES} bytes, or none")
    return Document(document.issuer, document.number, document.dated, document.sha256.hex())


def check_reason(reason: str) -> None:
    """Raise InvalidArgument for none, or one that is too long."""
    _check_text(reason, "reason", MAX_REASON, least=1)


def checked_decision(request: DecideCorrectionRequest) -> tuple[CorrectionState, CorrectionRejection | str]:
    """The owner's word, and why it is rejected. Raises InvalidArgument, also for what the word has no use for."""
    if request.decision not in FOLLOWS:
        raise _broken("decision", "required", f"must be one of {', '.join(sorted(FOLLOWS))}")
    word = CorrectionState(request.decision)
    if (request.rejection in set(CorrectionRejection)) != (word == CorrectionState.REJECTED):
        raise _broken("rejection", "rejection", "must be given with REJECTED, and with no other word")
    if (request.version > 0) != (word == CorrectionState.CORRECTED):
        raise _broken("version", "version", "must be given with CORRECTED, and with no other word")
    return word, CorrectionRejection(request.rejection) if request.rejection else ""


def _field(field: FieldCorrection, at: str) -> Field:
    if not field.path or len(field.path) > MAX_PATH or PATH.fullmatch(field.path) is None:
        raise _broken(f"{at}.path", "path", f"must be a path of at most {MAX_PATH} characters")
    if field.problem not in set(FieldProblem):
        raise _broken(f"{at}.problem", "required", "must be given")
    problem = FieldProblem(field.problem)
    _check_text(field.reads, f"{at}.reads", MAX_VALUE, least=0)
    _check_text(field.should_read, f"{at}.should_read", MAX_VALUE, least=0)
    if problem == FieldProblem.MISSING and (field.reads or not field.should_read):
        raise _broken(at, "missing", "says what should stand there, and nothing that does")
    if problem == FieldProblem.OTHER_PERSON and field.should_read:
        raise _broken(f"{at}.should_read", "unused", "is not told of another person's")
    if field.reads == field.should_read and problem != FieldProblem.OTHER_PERSON:
        raise _broken(at, "same", "should read as it does")
    return Field(field.path, problem, field.reads, field.should_read)


def _check_text(text: str, field: str, most: int, *, least: int) -> None:
    printable = all(each.isprintable() or each in _JOINERS for each in text)
    if not least <= len(text) <= most or not printable or text != text.strip():
        raise _broken(field, "text", f"must have {least} to {most} printable characters, none of them blank at an end")


def _broken(field: str, rule: str, text: str) -> InvalidArgument:
    return InvalidArgument(Violation(field, rule, text))
