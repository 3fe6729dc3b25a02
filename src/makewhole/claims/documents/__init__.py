"""Documents: papers dropped in as a heap, kept unaltered, judged, and joined to cases.

In: files, folders, archives and e-mails. Out: documents under their hash in the home, links to
cases that a person confirms, and what Amazon may refuse about each. Nothing given is ever lost:
what cannot be used is told as a problem and stays where it was.
"""
