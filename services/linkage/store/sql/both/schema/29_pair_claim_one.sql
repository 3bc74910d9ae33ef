-- What is open about the first person of a pair.
CREATE INDEX IF NOT EXISTS pair_claim_one ON pair_claim (one_person, speaker)
