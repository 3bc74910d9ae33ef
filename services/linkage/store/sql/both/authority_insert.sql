-- ?1 name, ?2 agency, ?3 reference, ?4 body, ?5 scope (JSON), ?6 retain until ms, ?7 registered ms
INSERT INTO authority (id, name, agency, reference, body, scope, retain_until_ms, registered_ms)
VALUES ((SELECT coalesce(max(id), 0) + 1 FROM authority), ?1, ?2, ?3, ?4, ?5, ?6, ?7)
