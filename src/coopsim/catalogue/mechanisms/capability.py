"""What forces can do: training, technology, equipment and secure networks; all ``full``."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

CAPACITY_BUILDING_ON = mechanism(
    "capacity_building",
    "The better prepared train the others, pay for it, and gain influence. Without it readiness "
    "in normal times stays as it was.",
    "trained += scale x pace x training x affinity x (1 - opposition) x (lead in readiness)",
    "S1, S2, S4 (capacity building, self-sufficiency); stylised form",
    asked_by="S1 S2 S4",
    phase="capability",
    moves=("readiness", "readiness_spread"),
    profile=FULL,
)
TRAINING_PACE = parameter(
    "capacity_building", "pace", 0.05, (0.0, 1.0), MONTHLY,
    "Share of the giver's lead in readiness that a month of full training closes.",
    prior=(0.02, 0.1),
)  # fmt: skip
TRAINING_COST = parameter(
    "capacity_building", "cost_busd", 0.002, (0.0, 10.0),
    "billion USD per thousand soldiers a month",
    "What the giver pays to train the other side's soldiers in full.",
    prior=(0.001, 0.004),
)  # fmt: skip
INFLUENCE = parameter(
    "capacity_building", "influence", 0.01, (0.0, 1.0), MONTHLY,
    "Share of the way to the giver's agenda that a month of full training moves the other.",
    prior=(0.0, 0.02),
)  # fmt: skip

TECHNOLOGY_ON = mechanism(
    "technology",
    "Technology grows by research, ages, passes between partners, and may be passed on further; "
    "it saves work and lives, and warns. Without it technology makes no difference.",
    "technology += research_gain x research_share x (1 - technology) - obsolescence x technology + "
    "diffusion x largest lead that may pass; work x (1 + scale x yield x technology); "
    "uncertainty x (1 - min(1, scale x warning x technology))",
    "S0, S1, S3 (technology transfer); stylised form",
    asked_by="S0 S1 S3",
    phase="perception",
    moves=("technology", "information"),
    profile=FULL,
)
RESEARCH_GAIN = parameter(
    "technology", "research_gain", 0.1, (0.0, 1.0), MONTHLY,
    "Share of what is missing to the best that a month of research alone would add.",
    prior=(0.05, 0.2),
)  # fmt: skip
OBSOLESCENCE = parameter(
    "technology", "obsolescence", 0.005, (0.0, 1.0), MONTHLY,
    "Share of technology that falls behind the best in a month.",
    prior=(0.002, 0.01),
)  # fmt: skip
DIFFUSION = parameter(
    "technology", "diffusion", 0.03, (0.0, 1.0), MONTHLY,
    "Share of a partner's lead that passes in a month if all of it may.",
    prior=(0.01, 0.06),
)  # fmt: skip
YIELD = parameter(
    "technology", "yield", 0.5, (0.0, 10.0), "1",
    "Work that the best technology adds to that of a soldier, as a share.",
    prior=(0.2, 1.0),
)  # fmt: skip
WARNING = parameter(
    "technology", "warning", 0.3, (0.0, 1.0), "1",
    "Share of uncertainty about dangers that the best technology removes.",
    prior=(0.1, 0.5),
)  # fmt: skip
PROTECTION = parameter(
    "technology", "protection", 0.3, (0.0, 1.0), "1",
    "Share of the losses of people that the best technology prevents.",
    prior=(0.1, 0.5),
)  # fmt: skip
DIVERSION = parameter(
    "technology", "diversion", 0.5, (0.0, 10.0), "1",
    "Part of what it receives that a state without control over arms lets out to others.",
    prior=(0.1, 1.0),
)  # fmt: skip
FADING = parameter(
    "technology", "fading", 0.02, (0.0, 1.0), MONTHLY,
    "Share of diverted arms and technology that is used up or seized in a month.",
    prior=(0.01, 0.05),
)  # fmt: skip

EXPORT_CONTROL_ON = mechanism(
    "export_control",
    "Exporters license what they pass on, by the receiver's human rights. Without it all passes.",
    "licence = 1 - min(1, scale x export control of the supplier x (1 - human rights of the "
    "receiver))",
    "S1, S3 (arms-trade regulation); stylised form",
    asked_by="S1 S3",
    phase="capability",
    moves=("technology_passed", "proliferation"),
    profile=FULL,
)

PROCUREMENT_ON = mechanism(
    "procurement",
    "Forces need equipment, which is ordered, delivered late, and wears out; buying together is "
    "cheaper and slower. Without it all soldiers are equipped.",
    "unit cost = n^-economies; months = order_months x n^overhead for n buyers; "
    "work x max(0, 1 - scale x (1 - equipment))",
    "Ford 2014, for the square root of the number of partners; stylised form",
    asked_by="S0 S1 S3",
    phase="budgets",
    moves=("equipment", "unit_cost", "order_months"),
    profile=FULL,
)
WEAR = parameter(
    "procurement", "wear", 0.008, (0.0, 1.0), MONTHLY,
    "Share of equipment that is worn out in a month.",
    prior=(0.004, 0.012),
)  # fmt: skip
EQUIPMENT_PRICE = parameter(
    "procurement", "price_busd", 0.3, (0.0001, 100.0), "billion USD per thousand soldiers",
    "What it costs to equip soldiers when buying alone.",
    prior=(0.1, 1.0),
)  # fmt: skip
ORDER_TIME = parameter(
    "procurement", "order_months", 24.0, (0.1, 600.0), "months",
    "How long an order takes on average when buying alone.",
    prior=(12.0, 60.0),
)  # fmt: skip
ECONOMIES = parameter(
    "procurement", "economies", 0.5, (0.0, 1.0), "1",
    "Exponent by which the price falls with the number of buyers: 0.5 if the whole costs the "
    "square root of their number more.",
    prior=(0.2, 0.7), source="Ford 2014, who calls the rule dominant",
)  # fmt: skip
OVERHEAD = parameter(
    "procurement", "overhead", 0.33, (0.0, 2.0), "1",
    "Exponent by which the time of an order grows with the number of buyers.",
    prior=(0.1, 0.6),
)  # fmt: skip

INDUSTRY_ON = mechanism(
    "industry",
    "Orders of equipment are work at home, also for partners who buy together: jobs that win "
    "approval, and growth that pays for more. Without it industry only decides who takes part.",
    "work = industry x (own orders + share of what partners' industries can't fill); income from "
    "GDP + scale x growth x work; goal of approval + scale x jobs x work in per cent of GDP",
    "S1 (jobs and growth by industrial partnerships); stylised form",
    asked_by="S1",
    phase="capability",
    moves=("industry_busd", "approval"),
    profile=FULL,
)
JOBS = parameter(
    "industry", "jobs", 0.05, (0.0, 1.0), "share of the public",
    "Approval gained where the work of the defence industry is worth one per cent of GDP.",
    prior=(0.01, 0.1),
)  # fmt: skip
GROWTH = parameter(
    "industry", "growth", 0.5, (0.0, 5.0), "1",
    "What a dollar of work for the defence industry adds to the economy.",
    prior=(0.0, 1.0),
)  # fmt: skip

CYBER_HYGIENE_ON = mechanism(
    "cyber_hygiene",
    "Spending on secure communications raises cyber maturity. Without it maturity stays.",
    "maturity += scale x gain x secure_share x (1 - stress) x (1 - maturity)",
    "S1, S3 (secure communications); stylised form",
    asked_by="S1 S3",
    phase="capability",
    moves=("cyber_maturity",),
    profile=FULL,
)
HYGIENE_GAIN = parameter(
    "cyber_hygiene", "gain", 0.2, (0.0, 1.0), MONTHLY,
    "Share of what is missing to full maturity that a month of all military spending would add.",
    prior=(0.1, 0.4),
)  # fmt: skip
