"""Whole seller accounts with planted truth: lives of units in, reports and what they prove out.

In: a seed and a size. Out: a folder of reports in Amazon's own layouts, `truth.jsonl` (what those
reports prove, worked out by a slow row-by-row reading that shares nothing with the rules), and
`happened.jsonl` (what really happened to the units). The same seed gives the same bytes.
"""
