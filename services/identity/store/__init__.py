"""The reference register: persons, families, documents, on SQLite, sealed; and what it remembers of those who ask."""
