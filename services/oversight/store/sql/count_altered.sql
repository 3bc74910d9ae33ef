-- An agency told otherwise what it told before, once more.
insert into refusals_altered values (?1, 1) on conflict do update set count = count + 1
