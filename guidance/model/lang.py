"""The languages of the guidance, in the order and with the names of the United Nations."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, its own name and its direction of writing."""

    code: str
    name: str
    direction: str = "ltr"


#: The order of the language bar on United Nations websites, with native names.
LANGUAGES: dict[str, Language] = {
    lang.code: lang
    for lang in (
        Language("ar", "العربية", "rtl"),
        Language("zh", "中文"),
        Language("en", "English"),
        Language("fr", "Français"),
        Language("ru", "Русский"),
        Language("es", "Español"),
    )
}
