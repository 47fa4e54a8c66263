-- PostgreSQL 18 makes ids that grow with time by itself; 17 learns it here.
do $$
begin
    if to_regprocedure('uuidv7()') is null then
        create function uuidv7() returns uuid language sql volatile parallel safe as $body$
            -- 48 bits of milliseconds, then a random version-4 id whose version becomes 7
            select encode(
                set_bit(set_bit(
                    overlay(uuid_send(gen_random_uuid())
                        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                        from 1 for 6),
                    52, 1), 53, 1),
                'hex')::uuid
        $body$;
    end if;
end
$$;
