-- What oversight upheld on the word of a record.
CREATE INDEX claim_upheld_source ON claim (source) WHERE state = 'UPHELD'
