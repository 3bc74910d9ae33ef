-- ?1 decision, ?2 model, ?3 millibits
INSERT INTO decision_model (decision, model, millibits)
VALUES (?1, ?2, ?3)
