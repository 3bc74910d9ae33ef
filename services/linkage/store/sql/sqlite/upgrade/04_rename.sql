-- In its place.
ALTER TABLE new_class RENAME TO class
