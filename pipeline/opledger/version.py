"""The version of opledger, apart from the package itself so that every module may know it."""

__version__ = "0.1.0"
