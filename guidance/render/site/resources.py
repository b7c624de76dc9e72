"""The pages of the register of resources."""

from __future__ import annotations

from guidance.model.comparison import compared
from guidance.model.resources import Resource
from guidance.render.site.comparison import tables
from guidance.render.site.page import PageMaker, SitePage

#: More columns than these nobody can read side by side.
_MOST_STATES = 24


def resource_page(maker: PageMaker, resource: Resource) -> SitePage:
    """The page of a resource."""
    corpus, view = maker.corpus, maker.view
    states = view.sorted((corpus.countries[c] for c in resource.countries), lambda c: view.words(c.name))
    beside = 2 <= len(states) <= _MOST_STATES
    rows = (row for row in compared(corpus, states) if row.core or row.section != "answers")
    return maker.make(
        "resource",
        resource.id,
        "resource",
        view.words(resource.name),
        {
            "resource": resource,
            "clauses": [corpus.clauses[id_] for id_ in resource.clauses],
            "countries": states,
            **(tables(view, states, rows) if beside else {"sections": ()}),
            "assessed": any(state.assessment for state in states),
        },
        description=view.words(resource.summary),
        group="resource",
        source=resource.pin.path,
        facets={"target": resource.targets, "realm": resource.realm, "country": resource.countries},
    )
