"""One module per page: it reads, calls a service where something is asked for, and shows."""
