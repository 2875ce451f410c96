"""The case file: one documented text format for a matter; seeds, imports, exports and backups speak it.

`documents` reads a file and keeps the place of every value, `format` says what version 1 may hold, `checks`
sees what a single value cannot tell, `loading` writes through the services, `dumping` writes the file again.
"""
