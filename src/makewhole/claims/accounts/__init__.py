"""Accounts, the people who work with them, and which of them a person may see."""
