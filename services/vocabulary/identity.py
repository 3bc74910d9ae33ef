"""Closed words of an identity registry: those of ``rabta.identity.v1`` without prefix. Pure."""

from __future__ import annotations

from services.vocabulary.word import Word


class Attribute(Word):
    """One thing that a registry knows of a person."""

    NAME = "NAME"
    FATHER_NAME = "FATHER_NAME"
    HUSBAND_NAME = "HUSBAND_NAME"
    BIRTH = "BIRTH"
    GENDER = "GENDER"
    DISTRICT = "DISTRICT"
    ADDRESS = "ADDRESS"
    PHOTO = "PHOTO"


class Verdict(Word):
    """How far what was claimed agrees with the register."""

    YES = "YES"
    NO = "NO"
    PARTIAL = "PARTIAL"
    CANNOT_TELL = "CANNOT_TELL"


class Modality(Word):
    """What a claim was compared by."""

    DOCUMENT_NUMBER = "DOCUMENT_NUMBER"
    DEMOGRAPHIC = "DEMOGRAPHIC"
    FINGERPRINT = "FINGERPRINT"
    FACE = "FACE"
    IRIS = "IRIS"


class CardState(Word):
    """What became of a document."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    BLOCKED = "BLOCKED"
    REPLACED = "REPLACED"
    DECEASED = "DECEASED"


class ResolveOutcome(Word):
    """What became of a number for which a token was asked."""

    TOKEN = "TOKEN"  # noqa: S105  (a word, no secret)
    NOT_REGISTERED = "NOT_REGISTERED"
    AMBIGUOUS = "AMBIGUOUS"
    CANNOT_TELL = "CANNOT_TELL"


class RelativeKind(Word):
    """How a relative stands to a person."""

    FATHER = "FATHER"
    MOTHER = "MOTHER"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    SIBLING = "SIBLING"
    GUARDIAN = "GUARDIAN"


class ChangeKind(Word):
    """What became of a token."""

    NUMBER_REPLACED = "NUMBER_REPLACED"
    BLOCKED = "BLOCKED"
    UNBLOCKED = "UNBLOCKED"
    TOKENS_JOINED = "TOKENS_JOINED"
    TOKEN_SPLIT = "TOKEN_SPLIT"  # noqa: S105  (a word, no secret)
    DECEASED = "DECEASED"
