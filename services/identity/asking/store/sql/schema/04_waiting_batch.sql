-- What one batch asks for.
CREATE INDEX IF NOT EXISTS waiting_batch ON waiting (transaction_id, place)
