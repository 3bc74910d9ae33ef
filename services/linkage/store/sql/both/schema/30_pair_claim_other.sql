-- What is open about the second person of a pair.
CREATE INDEX IF NOT EXISTS pair_claim_other ON pair_claim (other_person, speaker)
