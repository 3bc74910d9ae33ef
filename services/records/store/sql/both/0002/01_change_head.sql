-- The last number given to a changed head; read and set in the transaction that changes heads.
CREATE TABLE change_head (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
)
