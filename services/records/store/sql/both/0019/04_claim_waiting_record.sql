-- Waiting claims about a record.
CREATE INDEX claim_waiting_record ON claim_waiting (record)
