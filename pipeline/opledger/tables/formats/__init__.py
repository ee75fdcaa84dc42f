"""One module a format, each with a class ``Writer``."""
