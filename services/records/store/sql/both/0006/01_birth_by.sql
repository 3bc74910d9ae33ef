-- Whose word a birth is (ages.py); empty where none is stated.
ALTER TABLE person_token ADD COLUMN birth_by TEXT NOT NULL DEFAULT ''
