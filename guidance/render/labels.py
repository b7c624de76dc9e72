"""Interface strings: gettext catalogues read through Babel, with plurals and contexts.

Words of the interface are their own keys in English. Words of a vocabulary (``law-type: act``) have the vocabulary as
context, and stand in the English catalogue too, because their key is not what a reader should see.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: Arabic texts of the United Nations use the digits 0–9.
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
#: The months as Arabic documents of the United Nations name them: both for the east and for the west of the region.
_ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
#: Dates and numbers as United Nations documents write them.
_LOCALES = {"zh": "zh_Hans", "en": "en_GB"}
_YEAR, _MONTH = len("2026"), len("2026-11")


@dataclass(frozen=True, slots=True)
class Labels:
    """The interface in one language."""

    lang: str
    locale: Locale
    catalog: GNUTranslations

    def gettext(self, message: str) -> str:
        """An interface string."""
        return self.catalog.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """An interface string that depends on a number, with ``{count}`` filled in."""
        return self.catalog.ngettext(singular, plural, count).replace("{count}", self.number(count))

    def word(self, vocabulary: str, key: str) -> str:
        """The word of a vocabulary; its key in plain letters where the catalogue has none."""
        found = self.catalog.pgettext(vocabulary, key)
        return found if found != key else key.replace("-", " ").replace("_", " ")

    def translated(self, vocabulary: str, key: str) -> str | None:
        """The word of a vocabulary, if the catalogue has one."""
        found = self.catalog.pgettext(vocabulary, key)
        return None if found == key else found

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return str(numbers.format_decimal(value, locale=self.locale)).translate(_LATIN_DIGITS)

    def decimal(self, value: float) -> str:
        """A number with one decimal at most, as the language writes it."""
        return str(numbers.format_decimal(value, "#,##0.#", locale=self.locale)).translate(_LATIN_DIGITS)

    def date(self, value: str) -> str:
        """A date of full, month or year precision (ISO 8601) as the language writes it."""
        return _date(self.lang, value)


@cache
def labels(lang: str) -> Labels:
    """The interface strings of a language."""
    data = files("guidance.render").joinpath("labels", f"{lang}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(data), locale=lang))
    compiled.seek(0)
    return Labels(lang, Locale.parse(_LOCALES.get(lang, lang)), GNUTranslations(compiled))


@cache
def _date(lang: str, value: str) -> str:
    if len(value) <= _YEAR:
        return value
    locale = labels(lang).locale
    whole = value if len(value) > _MONTH else f"{value}-01"
    day = dates.parse_date(whole, locale="en", format="yyyy-MM-dd")
    if len(value) <= _MONTH and lang == "ar":
        return f"{_ARABIC_MONTHS[day.month - 1]} {day.year}"
    if len(value) <= _MONTH:
        return dates.format_skeleton("yMMMM", day, locale=locale).translate(_LATIN_DIGITS)
    if lang == "ar":
        return f"{day.day} {_ARABIC_MONTHS[day.month - 1]} {day.year}"
    text = dates.format_date(day, "long", locale=locale).translate(_LATIN_DIGITS)
    return text.replace("1 ", "1er ", 1) if lang == "fr" and day.day == 1 else text
