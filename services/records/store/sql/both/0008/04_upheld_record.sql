-- What oversight upheld of a record.
CREATE INDEX claim_upheld_record ON claim (record) WHERE state = 'UPHELD'
