-- line_kinds: what each kind of line of each settlement adds up to, in one reading of all lines.
--
-- Grain      account, settlement, currency, marketplace and kind of line
-- Units      `amount` signed as printed
--
-- name: table
select account, settlement_id, currency, marketplace_name, transaction_type, amount_type,
  amount_description, sum(amount) as amount, count(*) as lines
from settlement_lines
group by account, settlement_id, currency, marketplace_name, transaction_type, amount_type,
  amount_description
