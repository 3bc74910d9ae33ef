-- ?1 decision, ?2 owner
INSERT INTO decision_owner (owner, decision)
VALUES (?2, ?1)
