"""One subscription as text that a store can seal, and back. Pure."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, replace

from services.exchange.watches.ports import Feed, Signed, Subject, Watched
from services.values.exchange import Identifier, WatchedQuestion


def written(watched: Watched) -> str:
    """JSON of all of it, bytes in base64."""
    said = asdict(replace(watched, signed=Signed(b"", b"", b"")))
    said["signed"] = [b64encode(each).decode() for each in watched.signed]
    if question := watched.subject.question:
        said["subject"]["question"] = [question.method, b64encode(question.request).decode()]
    return json.dumps(said, ensure_ascii=False)


def read(text: str) -> Watched:
    """The subscription that :func:`written` made a text of; before others could be watched it held a number alone."""
    kept = json.loads(text)
    parts = kept.pop("subject", None) or {"identifier": kept.pop("identifier")}
    number, feed = parts["identifier"], Feed(*kept["feed"])
    question = WatchedQuestion(asked[0], b64decode(asked[1])) if (asked := parts.get("question")) else None
    subject = Subject(**{**parts, "identifier": Identifier(**number) if number else None, "question": question})
    signed = Signed(*map(b64decode, kept["signed"]))
    return Watched(**{**kept, "feed": feed, "subject": subject, "signed": signed})
