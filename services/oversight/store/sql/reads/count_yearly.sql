-- One more call in a yearly count.
insert into yearly values (?1, 1) on conflict do update set calls = calls + 1
