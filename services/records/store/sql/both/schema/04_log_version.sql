-- A record has each version once.
CREATE UNIQUE INDEX log_version ON log (record, version)
