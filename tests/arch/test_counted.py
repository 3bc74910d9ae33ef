"""Whom a request can name: every field of every RPC either counts against limits, or is opted out by name.

A node of the graph counts by its type (``tests/unit/linkage/test_selecting.py``), so only what brings nodes is named
here. A text could name anybody: it counts, or a line says why it names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from services.values.selecting import BROUGHT
from tests.arch.test_protos import METHODS
from tests.rows import of_rows

TEXT = (FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BYTES)
WHO = ("NodeKey", "Identifier")
COUNTED = {
    ("Search", "selector.identifier"),
    ("GetHistory", "selector.identifier"),
    ("CheckGuardian", "selector.identifier"),
    ("ConfirmPerson", "selector.identifier"),
    ("GetRecord", "name"),
    ("ListVersions", "name"),
    ("SearchPerson", "person.identifiers"),
    ("SearchPerson", "person.names.text"),
    ("SearchPerson", "person.birth.earliest"),
    ("SearchPerson", "person.birth.latest"),
    ("SearchPerson", "person.district"),
    ("SearchPerson", "person.address"),
    ("GetPerson", "record"),
    ("CheckTraveller", "document"),
    ("CheckTraveller", "named.name"),
    ("UndoLink", "id"),
    ("Verify", "identifier"),
    ("AgeOn", "identifier"),
    ("GetAttributes", "identifier"),
    ("GetFamily", "identifier"),
    ("ResolveToken", "identifiers"),
    ("ChangeProvisional", "id"),
    ("ChangeProvisional", "into"),
    ("FindProvisional", "id"),
    ("ConfirmHit", "record"),
    ("ConfirmHit", "handle"),
    ("RequestRelease", "handle"),
    ("ProposeCorrection", "record"),
    ("CheckChild", "record"),
    ("FitCharges", "victim"),
    ("Watch", "identifier"),
    ("Watch", "record"),
    ("Watch", "person"),
    ("Watch", "question.request"),
}
"""What counts besides nodes: ``tests/unit/records/test_counted.py``, and links in ``tests/e2e/test_network.py``.

A question about a hit: ``tests/integration/records/test_targets.py``; a correction: ``test_corrected.py``; what is
watched: ``test_watched_subjects.py``. What an identity registry is asked:
``tests/unit/identity/app``. Its systems' numbers are bounded by the register."""
NOBODY = {
    "page_token": "sealed by the hub, bound to the question that it goes on with, which counts each time",
    "break_glass": "a session of the officer's own",
    "frame.break_glass": "a session of the officer's own",
    "frame.language": "one of two words",
    "language": "one of two words",
    "request_id": "the caller's own word for this call",
    "as_of_valid": "a day",
    "justification": "words for whoever reviews",
    "comment": "words for whoever reviews",
    "why": "words for whoever reviews",
    "reason": "words for whoever reviews",
    "words": "words for whoever decides with them",
    "rule": "which rule proposed it",
    "application": "number of an application to a court, which nothing is found by",
    "agency": "an agency, of which the log's reader may know",
    "from_day": "a day",
    "to_day": "a day",
    "asked.transaction_id": "the caller's own word for this question",
    "day": "a day",
    "cursor.feed": "name of the caller's own feed",
    "taken.feed": "name of the caller's own feed",
    "feed": "name of the caller's own feed",
    "cursor.chain_sha256": "digest of a page that the caller was given",
    "taken.chain_sha256": "digest of a page that the caller was given",
    "releases.state": "digest of a list that the caller was given",
    "software": "name of a program",
    "place": "one of seven provinces",
    "workplace": "one of three words",
    "procedure": "name of a procedure of law",
    "said.word": "a word of the law on facts, of a closed list",
    "reference": "the hub's own name for one accused of the cited case",
    "matter": "the hub's own name for one matter of such a reference",
    "question.method": "name of a method, whose request counts",
}
"""Fields that name nobody, in whatever request they stand, with the reason."""
NOT_ASKED = {
    ("SearchPerson", "person.names.script"): "how the text is written, which the text shows; nothing is found by it",
    ("SearchPerson", "person.birth.at"): "refused: nobody is looked for by what a birth rests on",
    ("SearchPerson", "person.birth.issuer"): "refused, as `at` is",
    ("SearchPerson", "person.birth.number"): "refused, as `at` is",
    ("SearchPerson", "person.birth.sha256"): "refused, as `at` is",
    ("SearchPerson", "person.birth.attestation"): "refused, as `at` is",
    ("FindReads", "record"): "finds entries of the log: who read, never what a record says",
    ("FindReads", "officer"): "finds entries of the log, for the officer's agency and oversight",
    ("FindReads", "selector"): "a token of an entry that the caller holds",
    ("DecideClaim", "claim"): "a random handle from the list of claims; what it is about is not shown",
    ("Verify", "claimed.*"): "held against the one person whose number counts; nobody is found by it",
    ("RegisterProvisional", "provisional.*"): "counts as one text, since candidates are shown for it",
    ("GetAttributes", "word.*"): "the hub's signed word, by which nobody is found",
    ("RegisterProvisional", "word.*"): "the hub's signed word, by which nobody is found",
    ("ChangeProvisional", "guardian.*"): "held against the hub's word; nobody is found by it",
    ("ChangeProvisional", "word.*"): "the hub's signed word, by which nobody is found",
    ("ChangeProvisional", "identifier"): "the registry's own act, on its own register",
    (
        "CompareRanges",
        "ranges.*",
    ): "stretches of what the agency's node was given by agreement; nobody is found by them",
    ("FetchRecords", "records"): "what the agency's node may hold by agreement, whole, without a question",
    ("FindProvisional", "sought.*"): "counts as one text, all of it",
    ("AnswerHit", "id"): "a random name from the owner's own queue",
    ("AnswerHit", "collector"): "the owner's words for whoever asked; nothing is found by it",
    ("DecideRelease", "id"): "a random name from the owner's own queue",
    ("ProposeCorrection", "fields.*"): "the proposer's words to the owner; nothing is found by them",
    ("ProposeCorrection", "document.*"): "the paper that the proposer holds; nothing is found by it",
    ("DecideCorrection", "id"): "a random name from the owner's own queue",
    ("SendReferral", "subject"): "the sender's own pseudonym, by which nobody else finds anything",
    ("SendReferral", "proposal"): "a random id that its own body was told; another's is as none",
    ("SendReferral", "province"): "where help is sought",
    ("SendReferral", "district"): "where help is sought",
    ("SendReferral", "cases.*"): "whose officers are told; nothing is found by it",
    ("SendReferral", "threat_near"): "a district in which nobody is asked",
    ("SendReferral", "consent.*"): "the sender's words on the consent; nothing is found by them",
    ("SendReferral", "notes.*"): "the sender's words to the body that helps; nothing is found by them",
    ("SendReferral", "interview.*"): "the sender's words to the investigator; nothing is found by them",
    ("ChangeReferral", "id"): "a random name from the agency's own list",
    ("OpenCompensation", "subject"): "the body's own pseudonym, by which nobody else finds anything",
    ("OpenCompensation", "cases.*"): "whose court and prosecution work on it; nothing is found by it",
    ("OpenCompensation", "province"): "where the law of a province pays",
    ("ChangeCompensation", "id"): "a random name from the list of who works on the claim",
    ("ChangeCompensation", "receipt_sha256"): "digest of a paper; nothing is found by it",
    ("ChangeCompensation", "cited.*"): "one more case, whose court works on it; nothing is found by it",
    ("PlanRelease", "plan.*"): "a plan of figures: nothing is found by it",
    ("CountRelease", "plan"): "the plan that the call cites",
    ("GetAlert", "id"): "a keyed digest from the list of alerts in the officer's own case",
    ("ExplainAlert", "id"): "a keyed digest from the list of alerts in the officer's own case",
    ("DecideAlert", "id"): "a keyed digest from the list of alerts in the officer's own case",
    ("OfferLead", "id"): "a keyed digest from the list of alerts in the officer's own case",
    ("SetDetector", "detector"): "name of a rule",
    ("Unwatch", "id"): "a random name of the officer's own subscription",
    ("Locate", "id"): "a random name of the agency's own question, which counted",
    ("SubmitRefusals", "statement.*"): "a machine's signed counts",
    ("AnchorLog", "checkpoint"): "a head of the caller's own log",
    ("CountCrossings", "checks.*"): "what the agency's own node checked and counted; nobody is found by it",
    ("CheckTraveller", "post"): "where the officer stands",
    ("AnchorLog", "consistency"): "hashes that lead to it",
    ("SubmitReceipts", "receipts.*"): "a node's signed word on orders that it was given",
    (
        "ListOrders",
        "record",
    ): "finds orders about the caller's own records, and for oversight all: never what a record says",
    ("SubmitPage", "header.*"): "what an agency brings",
    ("SubmitPage", "leaves.*"): "what an agency brings",
    ("RegisterAuthority", "authority.*"): "what an agency brings under a warrant",
    ("ImportFeedPage", "*"): "what an agency brings under a warrant",
}


def named(kind: Descriptor, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, type) of every field of a request, at any depth, that can name somebody."""
    for field in kind.fields:
        at = f"{path}{field.name}"
        if field.type in TEXT:
            yield at, "text"
        elif field.message_type and field.message_type.name in WHO:
            yield at, field.message_type.name
        elif field.message_type:
            yield from named(field.message_type, f"{at}.")


FIELDS = [
    (method.name, method.input_type.name, path, kind)
    for _, method in METHODS
    for path, kind in named(method.input_type)
]


def opted_out(method: str, path: str) -> bool:
    """Whether a line names the field, or the part that it is in."""
    first, inner, _ = path.partition(".")
    wholes = {"*", f"{first}.*"} if inner else {"*"}
    return any((method, name) in NOT_ASKED for name in (path, *wholes))


@of_rows(("method", "request_", "path", "kind"), FIELDS, ids=[f"{method}.{path}" for method, _, path, _ in FIELDS])
def test_a_field_counts_or_is_opted_out_by_name(method: str, request_: str, path: str, kind: str) -> None:
    if kind == "NodeKey":
        brought = (request_, path.split(".")[0]) in BROUGHT
        assert opted_out(method, path) == brought, "a node counts by its type, unless its field is brought"
        return
    ways = [(method, path) in COUNTED, kind == "text" and path in NOBODY, opted_out(method, path)]
    assert ways.count(True) == 1, f"{method}.{path}: does it count against limits, or why not?"


def test_no_line_is_left_over() -> None:
    """A line that fits no field any more would hide the next one of that name."""
    there = {(method, path) for method, _, path, _ in FIELDS}
    assert there >= COUNTED
    assert NOBODY.keys() <= {path for _, path in there}
    parts = {(method, f"{path.split('.')[0]}.*") for method, path in there} | {(method, "*") for method, _ in there}
    assert there | parts >= NOT_ASKED.keys()
