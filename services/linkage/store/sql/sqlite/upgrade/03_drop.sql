-- All else goes.
DROP TABLE class
