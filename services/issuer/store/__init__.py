"""The journal: a file of the issuer's folder, or a schema of a PostgreSQL database."""
