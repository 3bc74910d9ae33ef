-- Births that came before it was kept whose word they are.
UPDATE person_token
SET birth_by = (SELECT h.agency FROM head AS h WHERE h.record = person_token.record) || ' BEFORE STATEMENT'
WHERE born_from IS NOT NULL
