"""The one allocation kernel: units of givers to the oldest open takers, exact, in SQL."""
