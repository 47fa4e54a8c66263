-- An order's version grows with every change, whoever makes it: who changes what they read finds out that it is no longer so.
alter table orders add column version bigint not null default 1;
create function next_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end
$$;
create trigger orders_version before update on orders
    for each row execute function next_version();
