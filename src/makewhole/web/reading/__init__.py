"""What pages read besides claims: tables written by the audit job, sources, policy, coverage."""
