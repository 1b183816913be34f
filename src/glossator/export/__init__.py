"""From an `Edition` to files for others: one format, one module."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from glossator.export.edition_json import export_json
from glossator.model import Edition

FORMATS: Mapping[str, Callable[[Edition], bytes]] = {"json": export_json}
