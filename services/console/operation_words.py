"""What the pages of operations say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

OPERATION_TEXTS: Final = {
    "operations": ("Operations", "نظام کی حالت"),
    "operations.scope": (
        "Read from the node's folder on this machine. Nothing is asked of the hub.",
        "اسی مشین پر نوڈ کے فولڈر سے پڑھا گیا۔ مرکز سے کچھ نہیں پوچھا جاتا۔",
    ),
    "operations.health": ("Health, and what runs out", "صحت، اور جس کی میعاد ختم ہو رہی ہے"),
    "operations.copies": ("Copies and their lag", "نقول اور ان کی تاخیر"),
    "operations.quarantine": ("Kept aside, and stopped feeds", "الگ رکھا گیا، اور رکی ہوئی فیڈ"),
    "asked.operations": ("How does the node stand: {list}", "نوڈ کی حالت: {list}"),
    "error.operations": (
        "The folder holds no such node, or one that this account may not read. The command says what hinders it.",
        "فولڈر میں ایسا نوڈ نہیں، یا یہ اکاؤنٹ اسے پڑھ نہیں سکتا۔ کمانڈ بتائے گی کہ رکاوٹ کیا ہے۔",
    ),
}
"""Sentences and labels by key, English then Urdu."""
