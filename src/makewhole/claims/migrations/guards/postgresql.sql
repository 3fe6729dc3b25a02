create or replace function refuse() returns trigger language plpgsql as $$
begin raise exception '%', tg_argv[0] using errcode = 'check_violation'; end $$
----
drop trigger if exists events_are_kept_update on events
----
create trigger events_are_kept_update before update on events
for each row execute function refuse('events are never changed')
----
drop trigger if exists events_are_kept_delete on events
----
create trigger events_are_kept_delete before delete on events
for each row execute function refuse('events are never deleted')
----
drop trigger if exists events_are_kept_truncate on events
----
create trigger events_are_kept_truncate before truncate on events
for each statement execute function refuse('events are never deleted')
----
create or replace function guard_case() returns trigger language plpgsql as $$
declare earlier text := '';
begin
    if tg_op = 'UPDATE' then
        earlier := old.state;
        if new.version is distinct from old.version + 1 then
            raise exception 'a change of a case raises its version by one'
                using errcode = 'check_violation';
        end if;
    end if;
    if earlier <> new.state
        and not exists (select 1 from case_moves where before = earlier and after = new.state)
    then
        raise exception 'a case cannot move this way' using errcode = 'check_violation';
    end if;
    return new;
end $$
----
drop trigger if exists cases_move on cases
----
create trigger cases_move before insert or update on cases
for each row execute function guard_case()
----
drop trigger if exists cases_are_kept on cases
----
create trigger cases_are_kept before delete on cases
for each row execute function refuse('cases are never deleted')
----
create or replace function guard_case_line() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if new.is_open = old.is_open then return new; end if;
    end if;
    if new.is_open = (select state in ('closed', 'expired') from cases where id = new.case_id) then
        raise exception 'a line is open exactly while its case is'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
----
drop trigger if exists case_lines_release on case_lines
----
create trigger case_lines_release before insert or update on case_lines
for each row execute function guard_case_line()
----
drop trigger if exists case_lines_are_kept on case_lines
----
create trigger case_lines_are_kept before delete on case_lines
for each row execute function refuse('case lines are never deleted')
