drop trigger if exists events_are_kept_update
----
create trigger events_are_kept_update before update on events
begin select raise(abort, 'events are never changed'); end
----
drop trigger if exists events_are_kept_delete
----
create trigger events_are_kept_delete before delete on events
begin select raise(abort, 'events are never deleted'); end
----
drop trigger if exists cases_begin
----
create trigger cases_begin before insert on cases
when not exists (select 1 from case_moves where before = '' and after = new.state)
begin select raise(abort, 'a case cannot begin in this state'); end
----
drop trigger if exists cases_move
----
create trigger cases_move before update on cases
when new.state <> old.state
    and not exists (select 1 from case_moves where before = old.state and after = new.state)
begin select raise(abort, 'a case cannot move this way'); end
----
drop trigger if exists cases_version
----
create trigger cases_version before update on cases
when new.version is not old.version + 1
begin select raise(abort, 'a change of a case raises its version by one'); end
----
drop trigger if exists cases_are_kept
----
create trigger cases_are_kept before delete on cases
begin select raise(abort, 'cases are never deleted'); end
----
drop trigger if exists case_lines_release
----
create trigger case_lines_release before update of is_open on case_lines
when new.is_open <> old.is_open
    and new.is_open = (select state in ('closed', 'expired') from cases where id = new.case_id)
begin select raise(abort, 'a line is open exactly while its case is'); end
----
drop trigger if exists case_lines_begin
----
create trigger case_lines_begin before insert on case_lines
when new.is_open = (select state in ('closed', 'expired') from cases where id = new.case_id)
begin select raise(abort, 'a line is open exactly while its case is'); end
----
drop trigger if exists case_lines_are_kept
----
create trigger case_lines_are_kept before delete on case_lines
begin select raise(abort, 'case lines are never deleted'); end
