-- What the run before proposed.
DELETE FROM link_review
