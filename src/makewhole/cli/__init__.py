"""The command line: it decides nothing; it calls a room, then shows what came back.

In: arguments. Out: text on standard output, notes on standard error, an exit status. One file per
command in `commands/`, found by being there; only the file of the command called is imported.
"""
