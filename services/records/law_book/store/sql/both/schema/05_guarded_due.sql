-- Who is due first.
CREATE INDEX IF NOT EXISTS guarded_due ON guarded (due_ms)
