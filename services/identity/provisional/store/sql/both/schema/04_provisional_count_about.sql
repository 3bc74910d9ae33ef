-- A release is of one half-year or two.
CREATE INDEX IF NOT EXISTS provisional_count_about ON provisional_count (about)
