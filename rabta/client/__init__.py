"""The hub from Python: typed questions, and answers of which every proof held. See docs/python-client.md.

Everything that is raised is a RabtaError, save ValueError for a question that cannot be asked and OSError for files.
"""

from services.client.async_hub import AsyncHub
from services.client.errors import (
    Broken,
    HubNotPinned,
    IssuerUnreachable,
    JournalBusy,
    JournalMismatch,
    NoConnection,
    Refusal,
    TimeOver,
    TokenRefused,
    Unproven,
    Unreadable,
)
from services.client.feed import FeedBroken, FeedFull, Finding
from services.client.hub import Hub
from services.client.import_summary import Summary
from services.client.profile import Profile, ProfileError, load_profile
from services.client.reason import BadReason, Reason
from services.client.results import Receipts, Submitted, Verified, Version, Versions
from services.errors import RabtaError
from services.membership.errors import RegistryError
from services.values import network, records
from services.values.records import CopyAge, History, Hit, Identifier, RecordVersion, Remains, SearchResponse

__all__ = [
    "AsyncHub",
    "BadReason",
    "Broken",
    "CopyAge",
    "FeedBroken",
    "FeedFull",
    "Finding",
    "History",
    "Hit",
    "Hub",
    "HubNotPinned",
    "Identifier",
    "IssuerUnreachable",
    "JournalBusy",
    "JournalMismatch",
    "NoConnection",
    "Profile",
    "ProfileError",
    "RabtaError",
    "Reason",
    "Receipts",
    "RecordVersion",
    "Refusal",
    "RegistryError",
    "Remains",
    "SearchResponse",
    "Submitted",
    "Summary",
    "TimeOver",
    "TokenRefused",
    "Unproven",
    "Unreadable",
    "Verified",
    "Version",
    "Versions",
    "load_profile",
    "network",
    "records",
]
