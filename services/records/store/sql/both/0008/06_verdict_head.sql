-- How often oversight decided, for what is kept between calls.
CREATE TABLE verdict_head (number INTEGER NOT NULL)
