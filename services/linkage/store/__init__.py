"""The room's own store, a SQLite file or a schema of a PostgreSQL database: several processes read, one writes."""
