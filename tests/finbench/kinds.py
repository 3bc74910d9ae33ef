"""Kinds of node and edge that the benchmark alone has."""

from __future__ import annotations

from graph.model import EdgeKind, NodeKind

LOAN = NodeKind("LOAN", "Loan")
EDGES = (
    EdgeKind("SIGNED_IN", "DEVICE", "ACCOUNT"),
    EdgeKind("INVESTED_IN", "SUBJECT", "ORGANISATION"),
    EdgeKind("COMPANY_INVESTED_IN", "ORGANISATION", "ORGANISATION"),
    EdgeKind("GUARANTEED", "SUBJECT", "SUBJECT"),
    EdgeKind("COMPANY_GUARANTEED", "ORGANISATION", "ORGANISATION"),
    EdgeKind("APPLIED_FOR", "SUBJECT", "LOAN"),
    EdgeKind("COMPANY_APPLIED_FOR", "ORGANISATION", "LOAN"),
    EdgeKind("PAID_OUT", "LOAN", "ACCOUNT"),
    EdgeKind("REPAID", "ACCOUNT", "LOAN"),
)
