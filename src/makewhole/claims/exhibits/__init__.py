"""The rows behind a case: what each says, where it stands in the download, and the bytes' hash."""
