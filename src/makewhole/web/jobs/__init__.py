"""Kinds of long work the web app asks for; each module is one kind, found by being there."""
