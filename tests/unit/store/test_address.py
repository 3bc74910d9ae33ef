"""Which addresses of PostgreSQL are taken: none with a password, none that crosses a network unproven."""

from __future__ import annotations

import pytest

from services.store.postgres.address import AddressUnsafe, check_address
from services.store.postgres.connecting import Place
from tests.rows import of_rows

TAKEN = (
    "postgresql://rabta@localhost/records",
    "postgresql://rabta@127.0.0.1:5433/records",
    "postgresql://rabta@[::1]:5433/records",
    "postgresql://rabta@/records?host=/run/postgresql",
    "postgresql://rabta@/records?host=/run/postgresql,/run/other&port=5432,5433",
    "postgresql://rabta@one.example:5432,two.example/records?sslmode=verify-full&sslrootcert=/etc/rabta/ca.crt",
    "postgresql://rabta@localhost,127.0.0.1/records",
)
REFUSED = {
    "password": "postgresql://rabta:secret@localhost/records",
    "empty-password": "postgresql://rabta:@localhost/records",
    "password-option": "postgresql://rabta@localhost/records?password=secret",
    "passfile-option": "postgresql://rabta@localhost/records?passfile=/tmp/open",
    "server-setting": "postgresql://rabta@localhost/records?synchronous_commit=off",
    "other-machine": "postgresql://rabta@db.example/records",
    "other-machine-require": "postgresql://rabta@db.example/records?sslmode=require",
    "one-of-several": "postgresql://rabta@localhost,db.example/records",
    "other-machine-as-option": "postgresql://rabta@/records?host=db.example",
    "named-like-this-one": "postgresql://rabta@localhost.example/records",
    "no-host": "postgresql://rabta@/records",
    "no-database": "postgresql://rabta@localhost/",
    "scheme": "postgres+ssl://rabta@localhost/records",
    "file": "/var/lib/records.db",
    "fragment": "postgresql://rabta@localhost/records#x",
    "option-without-value": "postgresql://rabta@localhost/records?sslmode",
    "bracket": "postgresql://rabta@[::1/records",
}


@pytest.mark.parametrize("address", TAKEN)
def test_it_is_taken(address: str) -> None:
    check_address(address)


@of_rows("address", REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_and_its_text_stays_here(address: str) -> None:
    with pytest.raises(AddressUnsafe) as refused:
        check_address(address)
    assert "secret" not in str(refused.value)
    assert "example" not in str(refused.value)
    with pytest.raises(AddressUnsafe):
        Place(address, "records")


def test_a_password_is_not_shown() -> None:
    assert "hidden" not in repr(Place(TAKEN[0], "records", password="hidden"))
