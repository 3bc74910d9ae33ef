CREATE INDEX IF NOT EXISTS pair_claim_one ON pair_claim (one_person, speaker)
