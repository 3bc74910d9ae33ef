"""Invented persons of the set, with numbers from the blocks that no office gave out."""

from __future__ import annotations

from typing import NamedTuple


class Invented(NamedTuple):
    name: str
    father: str
    serial: int

    @property
    def cnic(self) -> str:
        return f"35202990{self.serial:05d}"

    @property
    def card(self) -> str:
        """The number as offices write it."""
        return f"{self.cnic[:5]}-{self.cnic[5:12]}-{self.cnic[12]}"

    @property
    def phone(self) -> str:
        return f"0300990{self.serial // 10:04d}"

    @property
    def e164(self) -> str:
        return f"+92{self.phone[1:]}"

    @property
    def passport(self) -> str:
        return f"ZZ990{self.serial:05d}"[:9]


ALL = (
    Invented("Ghulam Mustafa", "Allah Ditta", 1011),
    Invented("Sher Zaman", "Gul Zaman", 1023),
    Invented("Abdul Wahid", "Dad Muhammad", 1035),
    Invented("Pervaiz Masih", "Barkat Masih", 1047),
    Invented("Khadim Hussain", "Muhammad Bux", 1059),
    Invented("Nadeem Abbas", "Zulfiqar Ali", 1061),
    Invented("Iftikhar Ahmad", "Noor Ahmad", 1073),
    Invented("Mir Hazar", "Mir Balach", 1085),
)
URDU = (("غلام مصطفی", "اللہ دتہ"), ("شیر زمان", "گل زمان"), ("عبدالواحد", "داد محمد"), ("پرویز مسیح", "برکت مسیح"),
        ("خادم حسین", "محمد بخش"), ("ندیم عباس", "ذوالفقار علی"))  # fmt: skip


def iban(bank: str, number: int) -> str:
    """An IBAN of Pakistan with its check digits (ISO 13616)."""
    rest = f"{bank}{number:016d}"
    digits = "".join(str(int(sign, 36)) for sign in f"{rest}PK00")
    return f"PK{98 - int(digits) % 97:02d}{rest}"
