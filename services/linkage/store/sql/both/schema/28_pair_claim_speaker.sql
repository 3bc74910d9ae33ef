-- What an agency's claims come to, and which of them wait.
CREATE INDEX IF NOT EXISTS pair_claim_speaker ON pair_claim (speaker, settled, raised_ms, came_ms)
