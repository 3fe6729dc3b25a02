"""A question with a known answer, asked of every engine before it is trusted with units."""

# DuckDB up to 1.5.6 sums a full window frame wrongly from about 1,042,000 rows on (its issue
# 24985). How many of the sums are wrong: none.
FULL_WINDOW = """
select count(*) from (select sum(i) over () as s from range(1100000) t(i))
where s <> 604999450000
"""
