-- Nothing that was said holds any longer.
UPDATE number SET person = NULL, outcome = ''
