"""The pages that look at the whole: how the mandate is carried out, and how much there is of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from guidance.model.mandate import LedgerRow, LedgerState, ledger, mandates, renumberings, threat_rows
from guidance.model.registers import Instrument
from guidance.model.statistics import statistics
from guidance.render.address import data_path, page_path
from guidance.render.site.page import COUNTS, PageMaker, SitePage
from guidance.render.site.pictures import coverage_picture


def _data(kind: str, name: str) -> str:
    """The way from a page to a data file; one step more than to the root of the language."""
    return "../" * (page_path(kind).count("/") + 1) + data_path(name)


def mandate_page(maker: PageMaker) -> SitePage:
    """The ledger: each paragraph with the clauses that carry it out or the reason why none does; threats; numbers."""
    corpus, _ = maker.corpus, maker.view.labels.gettext
    rows = [(instrument, ledger(corpus, instrument)) for instrument in mandates(corpus)]
    threats = threat_rows(corpus)
    whole = [row for _instrument, found in rows for row in found]
    context: dict[str, Any] = {
        "ledgers": [(instrument, found, _counts(found)) for instrument, found in rows],
        "states": _counts(whole),
        "threats": threats,
        "named_in": list({(row.instrument.id, row.provision.label): row for row in threats}.values()),
        "renumberings": renumberings(corpus),
        "readings": {instrument.id: _readings(instrument) for instrument, _found in rows},
        "count": maker.view.labels.number,
        "shown": lambda number: _number(maker, number),
        "old_place": {p.ref: (i.id, p.label) for i, p in _provisions(i for i, _found in rows)},
        "data": _data("mandate", "mandate"),
    }
    lead = _("Each paragraph of the mandate with its clauses, or the reason for none.")
    title = _("Mandate ledger")
    return maker.make("mandate", "", "mandate", title, context, description=lead, group="page")


def _provisions(instruments: Iterable[Instrument]) -> Iterable[tuple[Instrument, Any]]:
    return ((instrument, provision) for instrument in instruments for provision in instrument.provisions.values())


def _readings(instrument: Instrument) -> list[str]:
    """What the editors say of the other reading of the numbers, each remark once."""
    others = (provision.other_reading for provision in instrument.provisions.values())
    return list(dict.fromkeys(other.note for other in others if other and other.note))


def _counts(rows: Iterable[LedgerRow]) -> dict[LedgerState, int]:
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in LedgerState}


def _number(maker: PageMaker, number: str) -> Markup:
    """The number of a paragraph, its words in the language, kept in one piece."""
    return Markup("<bdi>{}</bdi>").format(maker.view.pinpoint(number))


def statistics_page(maker: PageMaker) -> SitePage:
    """How much there is of everything, counted when the site is made."""
    corpus, view = maker.corpus, maker.view
    view.reads.add(COUNTS)
    found = statistics(corpus)
    mapped = [(corpus.instruments[id_], c) for id_, c in found.instruments.items() if c.mapped]
    context: dict[str, Any] = {
        "s": found,
        "instruments": view.sorted(mapped, lambda pair: view.words(pair[0].short_title)),
        "mandates": [instrument.id for instrument in mandates(corpus)],
        "count": view.labels.number,
        "picture": coverage_picture(maker),
        "data": _data("statistics", "statistics"),
    }
    _ = view.labels.gettext
    lead = _("How many words, clauses, questions, mappings and laws there are.")
    return maker.make("statistics", "", "statistics", _("Statistics"), context, description=lead, group="page")
