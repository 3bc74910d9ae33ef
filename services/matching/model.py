"""Weights of levels, and the file that holds them: versioned, and named by its checksum in every decision.

The file is JSON with sorted keys; the checksum is the SHA-256 of its bytes without the checksum's own line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Final, NotRequired, TypedDict

from services.errors import RabtaError
from services.matching.levels import LEVELS

CHECKSUM: Final = "checksum"


class BadModel(RabtaError):
    """A file is no model of this matcher, or was changed since it was written."""


@dataclass(frozen=True, slots=True)
class Model:
    """``weights``: bits by field and level, positive for one person; ``prior``: bits before any field is seen.

    ``link`` and ``review``: bits in all from which a pair is proposed as one person, or shown to a reviewer.
    ``checksum``: 64 hex digits of the file.
    """

    version: str
    prior: float
    weights: Mapping[str, Mapping[str, float]]
    link: float
    review: float
    checksum: str

    @property
    def name(self) -> str:
        """Version and the first digits of the checksum, as decisions state them."""
        return f"{self.version}+{self.checksum[:12]}"


class _File(TypedDict):
    """What a file of a model holds, if it is one."""

    version: str
    prior: float
    weights: dict[str, dict[str, float]]
    link: float
    review: float
    checksum: NotRequired[str]


def written(version: str, prior: float, weights: Mapping[str, Mapping[str, float]], link: float, review: float) -> str:
    """The text of a model's file."""
    body = {
        "version": version,
        "prior": round(prior, 4),
        "weights": {field: {level: round(bits, 4) for level, bits in each.items()} for field, each in weights.items()},
        "link": link,
        "review": review,
    }
    return _text(body | {CHECKSUM: _digest(body)})


def read(text: str) -> Model:
    """The model of a file. Raises BadModel where the file was changed, or names what the scorer does not know."""
    try:
        body: _File = json.loads(text)
        said = body.pop(CHECKSUM)
        model = Model(
            version=str(body["version"]),
            prior=float(body["prior"]),
            weights={field: {level: float(b) for level, b in each.items()} for field, each in body["weights"].items()},
            link=float(body["link"]),
            review=float(body["review"]),
            checksum=str(said),
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise BadModel("the file is no model of the matcher") from error
    if _digest(body) != said:
        raise BadModel("the model is not the one of its checksum")
    _check(model)
    return model


def _check(model: Model) -> None:
    if model.weights.keys() != LEVELS.keys():
        raise BadModel("the model weighs other fields than the matcher compares")
    if any(each.keys() != set(LEVELS[field]) for field, each in model.weights.items()):
        raise BadModel("the model weighs other levels than the matcher tells apart")
    bits = [model.prior, model.link, model.review, *(b for each in model.weights.values() for b in each.values())]
    if not all(map(isfinite, bits)) or model.review > model.link:
        raise BadModel("the model's bits are no thresholds and weights")


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(_text(body).encode()).hexdigest()


def _text(body: Mapping[str, object]) -> str:
    return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
