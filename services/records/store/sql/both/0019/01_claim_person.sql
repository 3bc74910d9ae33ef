-- Whom a claim is about, by one of their tokens; '' for nobody, and for claims from before.
ALTER TABLE claim ADD COLUMN person TEXT NOT NULL DEFAULT ''
