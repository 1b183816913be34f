"""The licences that edition.yml can name by their SPDX identifier alone, and what each allows in one sentence."""

from __future__ import annotations

from glossator.model import Licence

_SHARE = "You may copy and pass on the text"
_ADAPT = "You may copy, pass on and adapt the text"
_NAME = "if you name its author and source"
_ALIKE = "say what you changed, and publish your version under the same licence"


def _creative_commons(terms: str, name: str, allows: str) -> Licence:
    identifier = f"CC-{terms.upper()}-4.0"
    return Licence(
        identifier,
        f"Creative Commons {name} 4.0 International",
        f"https://creativecommons.org/licenses/{terms}/4.0/",
        allows,
    )


LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        _creative_commons("by", "Attribution", f"{_ADAPT}, for any purpose, {_NAME} and say what you changed."),
        _creative_commons(
            "by-sa",
            "Attribution-ShareAlike",
            f"{_ADAPT}, for any purpose, {_NAME}, {_ALIKE}.",
        ),
        _creative_commons(
            "by-nd",
            "Attribution-NoDerivatives",
            f"{_SHARE} unchanged, for any purpose, {_NAME}; adapted versions may not be passed on.",
        ),
        _creative_commons(
            "by-nc",
            "Attribution-NonCommercial",
            f"{_ADAPT}, but not for commercial purposes, {_NAME} and say what you changed.",
        ),
        _creative_commons(
            "by-nc-sa",
            "Attribution-NonCommercial-ShareAlike",
            f"{_ADAPT}, but not for commercial purposes, {_NAME}, {_ALIKE}.",
        ),
        _creative_commons(
            "by-nc-nd",
            "Attribution-NonCommercial-NoDerivatives",
            f"{_SHARE} unchanged, but not for commercial purposes, {_NAME}; adapted versions may not be passed on.",
        ),
        Licence(
            "CC0-1.0",
            "Creative Commons Zero 1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            "You may do with the text whatever you like, without asking.",
        ),
        Licence(
            "all-rights-reserved",
            "All rights reserved",
            "",
            "You may read and quote the text as the law allows; for anything else ask whoever holds the rights.",
        ),
    )
}
