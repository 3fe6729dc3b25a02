"""One file per command. The file's name is the command's name (underscores become dashes)."""
