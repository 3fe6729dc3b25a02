"""Findings as audits bring them: recorded, updated, retired with a reason, compared."""
