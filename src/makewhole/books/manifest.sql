-- The manifest of the books: which files were read, what they gave, and what overlaps left out.
-- Columns of `imports` and `files` marked "outline" never change with the form: books of any age
-- can be brought forward by reading them.

create table if not exists imports (
  import_id integer primary key autoincrement,  -- outline
  account text not null,                        -- outline
  imported_at text not null,                    -- outline: UTC, ISO 8601
  undone_at text                                -- outline
);

-- One file of one account that is in the books now.
create table if not exists files (
  file_id integer primary key,
  import_id integer not null references imports (import_id),  -- outline
  account text not null,                        -- outline
  source integer not null,                      -- outline: first 63 bits of sha256
  sha256 text not null,                         -- outline
  name text not null,                           -- outline
  report text not null,
  layout text not null,
  encoding text not null,
  records integer not null,
  kept integer not null,
  skipped integer not null,
  set_aside integer not null,
  first_day text,
  last_day text,
  problems text not null,                       -- JSON: problems of the whole file
  unique (account, source)
);

-- The rows a file gives to a table; `set_aside` is one of the tables. Paths are below the form's
--     folder.
create table if not exists parts (
  file_id integer not null references files (file_id) on delete cascade,
  table_name text not null,
  path text not null,
  row_count integer not null,
  primary key (file_id, table_name, path)
) without rowid;

-- How many rows of which day ('' where the row or the table has none).
create table if not exists days (
  table_name text not null,
  day text not null,
  file_id integer not null references files (file_id) on delete cascade,
  row_count integer not null,
  primary key (table_name, day, file_id)
) without rowid;

-- Rows that overlaps leave out, a Parquet file per account, table and scope (a month, or '' for
--      all).
create table if not exists left_out (
  account text not null,
  table_name text not null,
  scope text not null,
  path text not null,
  primary key (account, table_name, scope)
) without rowid;

create table if not exists left_out_rows (
  account text not null,
  table_name text not null,
  scope text not null,
  file_id integer not null references files (file_id) on delete cascade,
  month text not null,
  row_count integer not null,
  primary key (account, table_name, scope, file_id, month)
) without rowid;
