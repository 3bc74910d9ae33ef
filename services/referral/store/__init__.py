"""Referrals at rest, sealed: their statements, and how they are kept."""
