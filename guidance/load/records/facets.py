"""The shape of the facets by which readers find a clause, and their closed lists of values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.fields import Shape

Aim = Literal["maintain", "improve", "restore"]
"""What a clause does for connectivity.

maintain: It keeps links that exist.
improve: It makes links work better than they do.
restore: It brings back links that were lost.
"""

Realm = Literal["terrestrial", "freshwater", "marine", "air"]
"""Where the links run.

terrestrial: On land.
freshwater: In rivers, lakes and wetlands.
marine: In the sea.
air: In the air, for animals that fly.
"""

Threat = Literal[
    "barriers",
    "added-mortality",
    "fragmented-resources",
    "disrupted-processes",
    "genetic-isolation",
    "non-viable-populations",
    "altered-behaviour",
    "range-shift",
    "depleted-food-or-water",
    "inconsistent-management",
]
"""The ten threats of paragraph 3 of CMS Resolution 12.26 (Rev.COP13).

barriers: Animals are stopped on their way.
added-mortality: People cause deaths along the way that would not occur without them.
fragmented-resources: Food, shelter and other resources are scattered over pieces too far apart.
disrupted-processes: Processes of nature, such as the flow of a river, are cut.
genetic-isolation: Populations no longer exchange genes.
non-viable-populations: Populations are too small or too separate to last.
altered-behaviour: Animals behave or move differently because of people.
range-shift: A changing climate moves the places in which a species can live.
depleted-food-or-water: Food or water that animals rely on is lost.
inconsistent-management: The same animals or places are managed differently within a State or across borders.
"""

Sector = Literal[
    "nature-conservation",
    "spatial-planning",
    "transport",
    "energy",
    "water",
    "agriculture",
    "forestry",
    "fisheries",
    "shipping",
    "mining",
    "tourism",
    "urban-development",
    "telecommunications",
    "defence-and-borders",
    "finance",
    "justice",
    "foreign-affairs",
]
"""The fields of government whose law or work a clause touches.

nature-conservation: Protected areas, species and habitats.
spatial-planning: Plans for the use of land and sea.
transport: Roads, railways, canals and airports.
energy: Power plants, power lines and pipelines.
water: Rivers, dams and the use of water.
agriculture: Farming, grazing and the fences of farms.
forestry: The use and care of forests.
fisheries: Fishing at sea and inland.
shipping: Vessels, ports and shipping routes.
mining: Minerals, quarries, oil and gas.
tourism: Visitors and what is built for them.
urban-development: Towns and cities.
telecommunications: Masts, cables and radio frequencies.
defence-and-borders: Armed forces, border fences and border guards.
finance: Budgets, funds, taxes and subsidies.
justice: Courts, remedies and penalties.
foreign-affairs: Treaties and relations with other States.
"""

Channel = Literal["law", "policy", "plan", "international-cooperation"]
"""The means by which a clause works.

law: A rule of law that binds.
policy: A policy of the government.
plan: A plan that an authority adopts.
international-cooperation: Work together with other States.
"""

LegalLevel = Literal["constitution", "statute", "regulation", "policy", "treaty"]
"""The kind of text in which a clause would stand.

constitution: The constitution.
statute: An act of the legislature.
regulation: A rule made under an act, such as a decree or an order.
policy: A document that guides authorities without binding them as law does.
treaty: An agreement between States.
"""


class FacetsShape(Shape):
    """How readers find the clause."""

    aim: Annotated[list[Aim], Field(min_length=1)]
    """What the clause does for connectivity, one or more values: maintain, improve, restore."""
    realm: Annotated[list[Realm], Field(min_length=1)]
    """Where the links run that the clause serves: on land, in fresh water, in the sea, in the air."""
    sectors: Annotated[list[Sector], Field(min_length=1)]
    """The fields of government whose law or work the clause touches, such as transport or forestry."""
    threats: list[Threat] = []
    """Which of the ten threats named in paragraph 3 of CMS Resolution 12.26 (Rev.COP13) the clause answers."""
    channel: Annotated[list[Channel], Field(min_length=1)]
    """The means by which the clause works, such as law or a plan."""
    level: Annotated[list[LegalLevel], Field(min_length=1, title="Legal level")]
    """The kind of text in which the clause would stand, such as a statute or a regulation."""
