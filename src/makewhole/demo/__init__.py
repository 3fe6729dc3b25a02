"""The bundled demo account: a small store's downloads, invented content in Amazon's real layouts.

In: nothing. Out: the files below `reports/` and the day they were downloaded. They are a simulated
account, written by `python -m makewhole.simulate.demo`.
"""

from datetime import date

AS_OF = date(2026, 11, 15)
