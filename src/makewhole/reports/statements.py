"""SQL of both settlement layouts: the first row of a statement, and what it says of the others.

A settlement file opens with one row that holds the statement's days, total and currency and no
transaction; all other rows have these cells blank. Several statements may have been joined in one
file. The column lists are those of `formats/settlement_v2.py` and `formats/settlement_v1.py`.
"""

# The first row of a statement.
OPENS_STATEMENT = "total_amount is not null"

# The currency of each statement, also where its first row was set aside for another cell.
STATED = """
select settlement_id, max(currency) as currency
from (
    select settlement_id, currency from records
    union all
    select settlement_id, currency from aside
)
where settlement_id is not null
group by settlement_id
"""

# A statement is complete if no row of the file that is or may be its own was set aside. Where the
# first row is there twice (a file joined to itself), the first of them stands.
STATEMENTS = """
select s.settlement_id, s.start_date, s.end_date, s.deposit_date, s.total_amount, s.currency,
    coalesce(l.row_count, 0) as row_count,
    not exists (
        select 1 from aside a where coalesce(a.settlement_id, s.settlement_id) = s.settlement_id
    ) as complete,
    s.line
from (
    select *, row_number() over (partition by settlement_id order by line) as place
    from records
    where total_amount is not null
) s
left join (
    select settlement_id, count(*) as row_count
    from records
    where total_amount is null
    group by settlement_id
) l on l.settlement_id = s.settlement_id
where s.place = 1
"""
