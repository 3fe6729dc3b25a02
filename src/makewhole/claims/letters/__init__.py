"""Letters to Amazon: per claim type, step and language, with no figure that no row shows.

In: the facts of a case. Out: a subject and a plain text ready to paste, where to paste it, what to
attach and what the person filing must confirm. A template is found by being there:
`templates/LANGUAGE/STEP/CLAIM_TYPE.txt`, or `templates/LANGUAGE/STEP.txt` for steps that read
alike for every claim type.
"""
