-- ?1 decision
INSERT INTO decision_change (number, decision)
VALUES ((SELECT coalesce(max(number), 0) + 1 FROM decision_change), ?1)
