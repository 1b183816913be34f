"""The link by which readers report a fault on a page, and what its scripts need to do so for a single paragraph.

Without scripts the report names the page, and asks for the number that stands beside the paragraph.
"""

from __future__ import annotations

from typing import NamedTuple

from glossator.model import Edition
from glossator.render import urls
from glossator.render.divisions import extent
from glossator.render.html import attribute_html
from glossator.render.plan import PlannedPage
from glossator.render.versions import version_words
from glossator.reporting import report_address, report_template

QUESTION = "What is wrong, and what should stand there?"


class FaultLink(NamedTuple):
    """The link of a page, as HTML: the theme escapes nothing."""

    href: str  # filled in for the page
    template: str  # to be filled in for a place
    book: str  # its title
    version: str


def fault_link(edition: Edition, page: PlannedPage, site_url: str | None) -> FaultLink | None:
    """Return the link of a page; None where the editor gives no address for reports."""
    metadata, anchors = edition.metadata, edition.anchors
    if metadata.report is None:
        return None
    template = report_template(metadata.report)
    division = page.division
    name = f"{page.number}. {page.title}" if page.number else page.title
    version = version_words(edition)
    known = anchors.versions and not (division and division.id in anchors.provisional)
    read = urls.canonical(site_url, urls.versioned(page.address, anchors.versions[-1] if known else None)) or ""
    pages = extent(division).partition(" ")[2] if division is not None else ""
    facts = {
        "Paragraph or note (its number stands beside it)": " " if division is not None else "",
        "Page": f"{name} ({page.address})",
        "Printed pages": pages,
        "Edition": f"{metadata.title} ({metadata.id}), version {version}",
        "Address": read,
    }
    values = {
        "title": metadata.title if page.kind == "title" else f"{metadata.title}: {name}",
        "body": f"{QUESTION}\n\n\n\n" + "".join(f"{what}: {value}\n" for what, value in facts.items() if value),
        "id": division.id if division is not None else page.address.strip("/"),
        "page": pages,
        "version": version,
        "address": read,
    }
    return FaultLink(*map(attribute_html, (report_address(template, values), template, metadata.title, version)))
