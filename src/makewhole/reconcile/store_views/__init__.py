"""Statements that say which rows of an account each of its stores sees."""
