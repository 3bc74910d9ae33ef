-- A log was looked through up to here.
insert into followed values (?1, ?2) on conflict do update set size = excluded.size
