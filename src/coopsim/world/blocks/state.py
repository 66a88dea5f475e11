"""States ``[field, state]``: what a country has, and what happens to it in a step."""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "state"

GDP = given(BLOCK, "gdp_busd", "billion USD a year", AMOUNT, "Gross domestic product.")
DEFENCE_SHARE = given(
    BLOCK, "defence_share", "share of GDP", LEVEL, "Military spending as a share of GDP."
)
DIPLOMACY_SHARE = given(
    BLOCK,
    "diplomacy_share",
    "share of GDP",
    LEVEL,
    "Spending on diplomacy and defence cooperation as a share of GDP; it pays for partnerships.",
    default=0.001,
)
RESERVE = given(
    BLOCK,
    "reserve_busd",
    "billion USD",
    AMOUNT,
    "Money set aside for emergencies, help and operations.",
    default=0.0,
)
PERSONNEL = given(
    BLOCK, "personnel_k", "thousand persons", AMOUNT, "Active armed forces personnel."
)
READINESS_NORMAL = given(
    BLOCK,
    "readiness",
    "1",
    LEVEL,
    "Share of the forces that can be sent when commitments are paid in full.",
    default=0.5,
)
LOGISTICS = given(
    BLOCK,
    "logistics",
    "1",
    (0.05, 1.0),
    "Lift and logistics: the speed at which help travels, 1 being the best in the world.",
    default=0.5,
)
CYBER_MATURITY = given(
    BLOCK, "cyber_maturity", "1", LEVEL, "How well networks are defended.", default=0.5
)
CLIMATE_EXPOSURE = given(
    BLOCK,
    "climate_exposure",
    "1",
    LEVEL,
    "How much a climate shock of full severity would touch.",
    default=0.5,
)
DEMOCRACY = given(
    BLOCK,
    "democracy",
    "1",
    LEVEL,
    "Regime type, from closed autocracy (0) to full electoral democracy (1).",
    default=0.5,
)
TRANSPARENCY = given(
    BLOCK,
    "transparency",
    "1",
    LEVEL,
    "Chance that others can see whether the state was able to help.",
    default=0.5,
)
LATITUDE = given(BLOCK, "latitude", "degrees", (-90.0, 90.0), "Latitude of the capital.")
LONGITUDE = given(BLOCK, "longitude", "degrees", (-180.0, 180.0), "Longitude of the capital.")

READINESS = computed(BLOCK, "readiness_now", "1", LEVEL, "Share of the forces that can be sent.")
DAMAGE_STOCK = computed(
    BLOCK, "damage_stock", "billion USD", AMOUNT, "Damage that is not repaired yet."
)
INCOME = computed(
    BLOCK, "income", "billion USD a step", AMOUNT, "Money for operations that came in this step."
)
NEED = computed(
    BLOCK, "need", "billion USD a step", AMOUNT, "What it takes to meet all strikes this step."
)
HOME_EFFORT = computed(
    BLOCK, "home_effort", "billion USD a step", AMOUNT, "What the state spent on its own strikes."
)
DUES = computed(
    BLOCK, "dues", "billion USD a step", AMOUNT, "Dues paid into institutions' common funds."
)
UPKEEP = computed(
    BLOCK, "upkeep", "billion USD a step", AMOUNT, "Cost of keeping its partnerships."
)
UPKEEP_PAID = computed(
    BLOCK, "upkeep_paid", "1", LEVEL, "Share of that cost that the diplomacy budget could pay."
)
STRESS = computed(
    BLOCK, "budget_stress", "1", LEVEL, "Share of needs, dues and upkeep that went unpaid."
)
CAPACITY = computed(
    BLOCK, "capacity", "billion USD a step", AMOUNT, "Largest help it could give this step."
)
RELEASED = computed(
    BLOCK,
    "released",
    "billion USD a step",
    AMOUNT,
    "Help it could pay for this step, if no soldiers were needed.",
)
ASKED = computed(
    BLOCK, "asked", "billion USD a step", AMOUNT, "Sum of the needs that it was asked to help with."
)
CONTRIBUTION = computed(
    BLOCK, "contribution", "billion USD a step", AMOUNT, "Help it paid for this step."
)
GIVEN = computed(BLOCK, "given", "billion USD", AMOUNT, "Help it has paid for since the start.")
RECEIVED = computed(
    BLOCK, "received", "billion USD a step", AMOUNT, "Effective help that arrived this step."
)
DAMAGE = computed(BLOCK, "damage", "billion USD a step", AMOUNT, "Damage suffered this step.")
AVERTED = computed(
    BLOCK, "averted", "billion USD a step", AMOUNT, "Damage that partners' help averted this step."
)
INFORMATION = computed(
    BLOCK, "information", "1", LEVEL, "Share of its uncertainty removed by shared intelligence."
)
