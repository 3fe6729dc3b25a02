"""Reimbursements matched to cases, to settlements and deposits; and the four figures."""
