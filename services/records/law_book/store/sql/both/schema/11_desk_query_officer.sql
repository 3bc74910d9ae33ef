-- What one officer put lately.
CREATE INDEX IF NOT EXISTS desk_query_officer ON desk_query (officer, at_ms)
