"""Homes as each release wrote them, small, and brought forward by every later one."""
