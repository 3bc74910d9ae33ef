CREATE INDEX IF NOT EXISTS pair_claim_speaker ON pair_claim (speaker, settled, raised_ms, came_ms)
