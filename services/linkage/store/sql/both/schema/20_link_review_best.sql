-- Proposals, best first.
CREATE INDEX IF NOT EXISTS link_review_best ON link_review (millibits DESC, one, other)
