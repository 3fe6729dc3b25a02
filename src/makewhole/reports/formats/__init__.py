"""One file per format of a report; a format is found because its file is here."""
