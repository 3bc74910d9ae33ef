-- Policy attributes in canonical JSON, each tuple once; the id is made of the text (classes.py).
CREATE TABLE policy_class (
    id         INTEGER PRIMARY KEY,
    attributes TEXT NOT NULL UNIQUE
)
