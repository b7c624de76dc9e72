"""The look of a Word file: its styles, fonts for every script, its language and its direction."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from guidance.model.lang import LANGUAGES

#: The language of a text as Word names it.
TAGS = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}
#: Which attribute names the language of a script; the others speak of Latin, Cyrillic and Greek.
_ATTRIBUTES = {"ar": "w:bidi", "zh": "w:eastAsia"}
#: Fonts that come with office programs, by script; a program without them takes its own.
_FONTS = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:eastAsia": "Microsoft YaHei", "w:cs": "Arial"}
_INK, _SOFT, _LINK = RGBColor(0x1F, 0x3B, 0x4D), RGBColor(0x40, 0x40, 0x40), RGBColor(0x0B, 0x5C, 0x7A)
_SIZES = {"Normal": 10.5, "Heading 1": 20, "Heading 2": 15, "Heading 3": 12.5, "Heading 4": 11.5}
_SPACES = {"Normal": (0, 5), "Heading 1": (0, 8), "Heading 2": (18, 6), "Heading 3": (14, 4), "Heading 4": (10, 3)}
_MARGIN = Mm(20)


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML; attributes without a prefix are in its name space."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_styles(file: Any, lang: str) -> None:
    """Set the styles of a new file for a language."""
    defaults = file.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    for attribute, tag in (("w:val", "en-GB"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")):
        language.set(qn(attribute), tag)
    language.set(qn(_ATTRIBUTES.get(lang, "w:val")), TAGS[lang])
    for name in _SIZES:
        _set_text_style(file.styles[name], name)
    rtl = LANGUAGES[lang].direction == "rtl"
    if rtl:
        _before_spacing(file.styles["Normal"], element("w:bidi"))
    _add_styles(file)
    _set_page(file.sections[0], rtl)


def set_language(properties: Any, lang: str) -> None:
    """Say of a run that it is in a language."""
    attribute = _ATTRIBUTES.get(lang, "w:val").partition(":")[2]
    properties.append(element("w:lang", **{attribute: TAGS[lang]}))


def _set_text_style(style: Any, name: str) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = element("w:rFonts")
    for attribute, font in _FONTS.items():
        fonts.set(qn(attribute), font)
    properties.insert(0, fonts)
    _set_size(style, _SIZES[name])
    style.font.color.rgb = RGBColor(0, 0, 0) if name == "Normal" else _INK
    style.font.italic = False
    before, after = _SPACES[name]
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_size(style: Any, points: float) -> None:
    """A size for all scripts: the library sets that of left-to-right text only."""
    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=str(round(points * 2))))


def _add_styles(file: Any) -> None:
    """The styles that the library's template lacks."""
    link = file.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK, True
    for name, size in (("Notice", 10.5), ("Meta", 9.5), ("Label", 10.5), ("Cell", 8.5)):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        _set_size(style, size)
    file.styles["Meta"].font.color.rgb = _SOFT
    file.styles["Label"].paragraph_format.keep_with_next = True
    file.styles["Label"].paragraph_format.space_before = Pt(4)
    file.styles["Cell"].paragraph_format.space_after = Pt(1)
    _frame(file.styles["Notice"])


def _frame(style: Any) -> None:
    """A line at the side where reading begins and at the others, told apart without colour."""
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single", sz="6", space="4", color="1F3B4D"))
    _before_spacing(style, borders)


def _before_spacing(style: Any, added: Any) -> None:
    """Add a property of paragraphs; their order is fixed, and these stand before the spacing."""
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        properties.append(added)
    else:
        spacing.addprevious(added)


def _set_page(section: Any, rtl: bool) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    if rtl:
        grid = section._sectPr.find(qn("w:docGrid"))
        for name in ("w:bidi", "w:rtlGutter"):
            grid.addprevious(element(name))
