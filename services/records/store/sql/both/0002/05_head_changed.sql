-- What followers read by.
CREATE UNIQUE INDEX head_changed ON head (changed)
