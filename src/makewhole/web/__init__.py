"""The web app: see the money, work the cases, in a browser on this machine.

In: the books and the app database of a home. Out: pages, feeds and downloads. Pages read what
audits wrote (findings in the app database, tables beside it); long work goes to the job worker.
The web decides nothing: it calls services and selectors of claims, then shows.
"""
