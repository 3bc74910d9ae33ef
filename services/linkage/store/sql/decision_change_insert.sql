-- ?1 decision
INSERT INTO decision_change (decision)
VALUES (?1)
