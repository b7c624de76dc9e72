"""A laid-out form becomes one that can be filled: fields, their tags, their order, and rules to write on.

One field stands for each box of the documents (``document``); a box knows its tag in the structure tree by its title.
Nothing here depends on a country: a template is made once for a language and a scope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from guidance.model.lang import LANGUAGES
from guidance.render.book.part import Place
from guidance.render.form.fields import CARRIED, HEAD, Field

#: Flags of annotations and of fields (ISO 32000-1, tables 165, 221, 226, 228 and 230).
HIDDEN, PRINTED = 2, 4
READ_ONLY, LINES, RADIO, DROPS_DOWN = 1, 1 << 12, 1 << 15, 1 << 17
#: The name of the font that viewers write with, and its size: as large as fits.
FONT = "/GuidanceForm"
LOOK = f"{FONT} 0 Tf 0 g"
#: Millimetres between two rules, and from the edges of a box to their ends, in points.
_RULES, _INSET = 6 / 25.4 * 72, 4.0
#: The width of the frame of a box.
_FRAME = 0.6
_RULE = b"%.2f %.2f m %.2f %.2f l S\n"
_GREY = b"q 0.3 w 0.72 G\n"


def make_template(
    pdf: bytes, places: Mapping[str, Place], boxes: Mapping[str, tuple[Field, str]], font: bytes, lang: str
) -> bytes:
    """The form as a PDF with empty fields.

    ``places`` counts pages of the whole; ``boxes`` has, by anchor, the field that each box stands for, and the code if
    it is one of several to be ticked; ``font`` is a PDF whose catalog has the font that viewers write with.
    """
    maker = _Maker(pdf, font, lang)
    for anchor, (field, option) in boxes.items():
        maker.add(anchor, places[anchor], field, option)
    return maker.finish()


class _Maker:
    """Adds fields to a PDF in reading order."""

    def __init__(self, pdf: bytes, font: bytes, lang: str) -> None:
        self._pdf = pikepdf.open(BytesIO(pdf))
        self._right_to_left = LANGUAGES[lang].direction == "rtl"
        fonts = pikepdf.open(BytesIO(font))
        (self._font,) = self._pdf.copy_foreign(fonts.Root.Font).as_dict().values()
        self._tags = _tags(self._pdf)
        self._pages = [page.obj for page in self._pdf.pages]
        self._rules: dict[int, list[bytes]] = {}
        self._nodes: dict[str, Object] = {}
        self._fields: list[Object] = []
        self._looks: dict[tuple[bytes, float, float], Object] = {}
        tree = self._pdf.Root.StructTreeRoot.ParentTree
        self._parents = tree.Nums
        self._next_key = int(self._parents[-2]) + 1

    def add(self, anchor: str, place: Place, field: Field, option: str) -> None:
        """Put a field, or one of the boxes to be ticked of a field, where its box stands."""
        page = self._pages[place.page]
        tag = self._tags[anchor]
        # Inside the frame of the box, which the white of a field must not cover.
        place = place._replace(
            x=place.x + _FRAME,
            y=place.y - _FRAME,
            width=round(place.width - 2 * _FRAME, 2),
            height=round(place.height - 2 * _FRAME, 2),
        )
        rect = [place.x, place.y - place.height, place.x + place.width, place.y]
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([round(edge, 3) for edge in rect]),
            F=PRINTED,
            P=page,
            StructParent=self._next_key,
            TU=_title(field, option),
        )
        if option:
            self._tick(widget, field, option, place)
        else:
            self._plain(widget, field, place)
        made = self._pdf.make_indirect(widget)
        self._hang(field, made, bool(option))
        if "/Annots" not in page:
            page.Annots = Array()
            page.Tabs = Name.S
        page.Annots.append(made)
        self._tie(tag, made, page)
        if field.kind == "lines" and place.height > 2 * _RULES:
            self._rules.setdefault(place.page, []).extend(_rules(place))

    def finish(self) -> bytes:
        """Add what all fields share, and the hidden ones, and write the form."""
        for name in (HEAD, CARRIED):
            self._hide(name)
        for page, rules in self._rules.items():
            whole = b"".join((b"Q\n/Artifact BMC\n", _GREY, *rules, b"Q\nEMC"))
            self._pdf.pages[page].contents_add(b"q", prepend=True)
            self._pdf.pages[page].contents_add(whole)
        fonts = Dictionary({FONT: self._font})
        self._pdf.Root.AcroForm = self._pdf.make_indirect(
            Dictionary(Fields=Array(self._fields), DR=Dictionary(Font=fonts), DA=String(LOOK))
        )
        self._pdf.Root.StructTreeRoot.ParentTreeNextKey = self._next_key
        return save(self._pdf)

    def _plain(self, widget: Dictionary, field: Field, place: Place) -> None:
        chosen = field.kind == "choice"
        widget.FT = Name.Ch if chosen else Name.Tx
        flags = {"choice": DROPS_DOWN, "lines": LINES, "shown": LINES | READ_ONLY}.get(field.kind, 0)
        if flags:
            widget.Ff = flags
        if chosen:
            # A list begins with nothing, so that a choice can be taken back.
            choices = ((" ", " "), *field.options)
            widget.Opt = Array([Array([String(code), String(words)]) for code, words in choices])
        if field.kind == "shown":
            widget.F = HIDDEN
        # White, so that the rules do not run through what is written.
        widget.MK = Dictionary(BG=Array([1]))
        widget.DA = String(LOOK)
        if self._right_to_left and not field.code:
            widget.Q = 2
        widget.AP = Dictionary(N=self._blank(place.width, place.height))

    def _tick(self, widget: Dictionary, field: Field, option: str, place: Place) -> None:
        width, height = place.width, place.height
        cross = b"q 1.1 w %.2f %.2f m %.2f %.2f l %.2f %.2f m %.2f %.2f l S Q"
        left, low, right, high = 0.2 * width, 0.2 * height, 0.8 * width, 0.8 * height
        drawn = cross % (left, low, right, high, left, high, right, low)
        widget.MK = Dictionary(CA=String("8"))
        widget.AS = Name.Off
        looks = {f"/{option}": self._look(width, height, drawn), "/Off": self._blank(width, height)}
        widget.AP = Dictionary(N=Dictionary(looks))

    def _blank(self, width: float, height: float) -> Object:
        return self._look(width, height, b"/Tx BMC\nEMC")

    def _look(self, width: float, height: float, content: bytes) -> Object:
        """The appearance of a field; fields of one size share it."""
        key = content, round(width, 2), round(height, 2)
        if key not in self._looks:
            box = Array([0, 0, *key[1:]])
            self._looks[key] = self._pdf.make_stream(
                content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary()
            )
        return self._looks[key]

    def _hang(self, field: Field, widget: Object, ticked: bool) -> None:
        """Put a widget below the fields that its name consists of."""
        if not ticked:
            self._child(field.name, widget)
            return
        group = self._nodes.get(field.name)
        if group is None:
            kids = Array([])
            found = Dictionary(FT=Name.Btn, Ff=RADIO, TU=String(field.title), V=Name.Off, Kids=kids)
            group = self._nodes[field.name] = self._pdf.make_indirect(found)
            self._child(field.name, group)
        widget.Parent = group
        group.Kids.append(widget)

    def _child(self, name: str, node: Object) -> None:
        above, _, last = name.rpartition(".")
        node.T = String(last)
        if not above:
            self._fields.append(node)
            return
        if above not in self._nodes:
            self._nodes[above] = self._pdf.make_indirect(Dictionary(Kids=Array([])))
            self._child(above, self._nodes[above])
        node.Parent = self._nodes[above]
        self._nodes[above].Kids.append(node)

    def _tie(self, tag: Object, widget: Object, page: Object) -> None:
        """Tie a widget to its tag, both ways."""
        tag.K = Array([self._pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=widget, Pg=page))])
        del tag.T
        self._parents.append(self._next_key)
        self._parents.append(tag)
        self._next_key += 1

    def _hide(self, name: str) -> None:
        page = self._pages[0]
        hidden = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]), F=HIDDEN, P=page, FT=Name.Tx, Ff=READ_ONLY
        )
        hidden.TU = hidden.Contents = String(name)
        hidden.DA = String(LOOK)
        made = self._pdf.make_indirect(hidden)
        self._child(name, made)
        page.Annots.append(made)


def save(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF, the same for the same objects."""
    out = BytesIO()
    modes = pikepdf.ObjectStreamMode.generate
    pdf.save(out, force_version="1.7", object_stream_mode=modes, deterministic_id=True)
    return out.getvalue()


def whole_places(parts: Sequence[tuple[int, Mapping[str, Place]]]) -> dict[str, Place]:
    """The places of all parts, each with its count of pages, with pages counted through."""
    found: dict[str, Place] = {}
    first = 0
    for pages, places in parts:
        found |= {name: place._replace(page=first + place.page) for name, place in places.items()}
        first += pages
    return found


def _tags(pdf: pikepdf.Pdf) -> dict[str, Object]:
    """The tags that stand for boxes, by the anchors of these."""
    found = (thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name.Form)
    return {str(tag.T): tag for tag in found if "/T" in tag}


def _title(field: Field, option: str) -> String:
    words = dict(field.options).get(option, "")
    return String(f"{words}: {field.title}" if words else field.title)


def _rules(place: Place) -> list[bytes]:
    rules: list[bytes] = []
    left, right = place.x + _INSET, place.x + place.width - _INSET
    height = _RULES
    while height < place.height - _INSET:
        rules.append(_RULE % (left, place.y - height, right, place.y - height))
        height += _RULES
    return rules
