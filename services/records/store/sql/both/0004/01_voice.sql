-- Whose word each version is, in JSON (authority/voice.py); empty for versions that came before it was kept.
ALTER TABLE log ADD COLUMN voice TEXT NOT NULL DEFAULT ''
