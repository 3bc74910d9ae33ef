-- What of a record is kept aside.
CREATE INDEX copy_aside_record ON copy_aside (record_id, agency)
