-- ?1 model, ?2 place, ?3 began ms
INSERT INTO link_run (id, model, place, began_ms)
VALUES (1, ?1, ?2, ?3)
