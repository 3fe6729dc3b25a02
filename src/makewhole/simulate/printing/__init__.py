"""Rows into files: Amazon's layouts as sellers meet them, and the folder a seller would have.

In: a played world. Out: files below a folder, byte for byte the same for the same seed.
"""
