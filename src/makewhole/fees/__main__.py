"""`python -m makewhole.fees`: work out the relations anew after a rate card was changed."""

from makewhole.engine import open_engine
from makewhole.fees import kept
from makewhole.fees.rate_cards import rate_cards
from makewhole.fees.relations import RELATIONS, load_relations

if __name__ == "__main__":
    with open_engine("duckdb") as engine:
        load_relations(engine, rate_cards())
        for name in RELATIONS:
            engine.write_parquet(f"select * from {name}", kept.path(name))
    kept.sign()
