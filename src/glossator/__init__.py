"""Glossator: from the OCR text of a scholarly book to an annotated digital edition."""

__version__ = "0.1.0"
