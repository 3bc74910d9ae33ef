-- A record's name is unique within its agency.
CREATE UNIQUE INDEX head_name ON head (record_id, agency)
