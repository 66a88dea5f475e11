// Words: names of things come with the film; only sentences are made here.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function plainName(name) {
  const words = name.replace(/_(busd|k)$/, "").replaceAll("_", " ");
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/^Gdp\b/, "GDP");
}

// Made once: making one takes longer than writing a hundred numbers.
const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const FORMATS = [1, 2, 3].map((digits) => new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }));

export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size < 1e-12) return "0";
  const text =
    size !== 0 && (size < 1e-5 || size >= 1e7)
      ? value.toExponential(1)
      : (size >= 1000 ? WHOLE : FORMATS[digits - 1]).format(value);
  return text.replace("-", "−");
}

// A part of a whole is written in per cent.
export function measured(metric, value) {
  if (!Number.isFinite(value)) return "–";
  return metric.over && metric.unit === "1" ? `${Math.round(100 * value)} %`.replace("-", "−") : number(value);
}

// The same with a decimal more, where values lie near each other.
export function closely(metric, value) {
  if (!Number.isFinite(value)) return "–";
  return metric.over && metric.unit === "1" ? `${(100 * value).toFixed(1)} %`.replace("-", "−") : number(value);
}

export function shortUnit(metric) {
  return unitOf(metric).replace("billion USD", "bn $").replace("thousand persons", "k").replace("share of GDP", "of GDP");
}

export function unitOf({ unit, title = "" }) {
  return unit === "1" || unit.toLowerCase() === title.toLowerCase() ? "" : unit;
}

export function dateOf(film, step) {
  const { start, step_months: months } = film.head.scenario;
  if (!start) return "";
  const [year, month] = start.split("-").map(Number);
  const passed = month - 1 + Math.floor(step * months + 1e-9);
  return `${MONTHS[passed % 12]} ${year + Math.floor(passed / 12)}`;
}

export function timeOf(film, step) {
  const date = dateOf(film, step);
  return date ? `Step ${step} · ${date}` : `Step ${step}`;
}

export function ageOf(film, steps) {
  const months = Math.round(steps * film.head.scenario.step_months);
  if (months < 12) return `${months} month${months === 1 ? "" : "s"}`;
  return `${Math.floor(months / 12)} y ${months % 12} m`;
}

// The name of anything that has an id: a state, an institution, a threat, a kind of partnership.
export function nameOf(film, id) {
  if (id === null || id === undefined) return "";
  film.names ??= new Map(
    [film.head.kinds, film.head.threats, film.head.institutions, film.head.states]
      .flat()
      .map((each) => [each.id, each.name]),
  );
  return film.names.get(id) ?? plainName(id);
}

// Sentences with A the actor, B the partner, S the subject, N the size, and C the cause.
const SENTENCES = {
  strike: "A is struck: S, severity N",
  spread: "S spreads from B to A, severity N",
  strike_ended: "A has overcome S",
  request: "A asks for help against S: N billion USD",
  mandate: "B decides to help A against S: N billion USD",
  fund_paid: "The fund of B pays A N billion USD",
  help_sent: "A sends B help against S: N billion USD",
  help_arrived: "Help of A arrives in B",
  formed: "A and B form: S",
  ended: "A ends with B: S",
  lapsed: "A and B let lapse: S",
  attempt: "An attack on A is tried: S",
  failed: "An attack on A fails: S",
  deterred: "Allies of A deter an attack: S",
  attributed: "A finds B behind S",
  government_changed: "A new government takes office in A",
  signed: "A and B sign: S",
  ratification_failed: "A and B give up what they signed: S",
  acceded: "A joins B",
  left: "A leaves B",
  founded: "A founds B",
  dissolved: "B is dissolved",
  relief: "Relief organisations help A against S",
  leak: "A loses a secret of B",
  mission: "A sends forces to B",
  intervention: "The scenario changes the world: S",
};

// What happens all the time; the rest is what people look for first.
const ROUTINE = ["spread", "strike_ended", "request", "help_sent", "help_arrived", "fund_paid", "attempt", "leak", "relief"];

export function isNotable(kind) {
  return !ROUTINE.includes(kind);
}

export function eventText(film, event) {
  const parts = {
    A: nameOf(film, event.actor),
    B: nameOf(film, event.partner),
    S: nameOf(film, event.subject),
    N: number(event.size, 2),
    C: event.cause ? plainName(event.cause).toLowerCase() : "",
  };
  // A kind that has no sentence here is told by its words alone.
  const bare = ["A", ...(event.partner ? ["B"] : []), ...(event.subject ? ["S"] : [])].join(", ");
  const sentence = SENTENCES[event.kind] ?? `${plainName(event.kind)}: ${bare} (N)`;
  return sentence.replace(/\b[ABSNC]\b/g, (letter) => parts[letter]);
}

export function eventMeaning(film, kind) {
  return film.head.words.events?.[kind]?.meaning ?? plainName(kind);
}

export function colourModes(film) {
  const { issues } = film.head.scenario;
  const last = film.nSteps - 1;
  const shared = (name) => {
    for (let state = 0; state < film.n; state += 1) {
      if (film.field(name, last, state) !== film.field(name, last, 0)) return false;
    }
    return true;
  };
  return [
    ["institution", "Institution"],
    ...issues.map((issue) => [`agenda:${issue}`, `Agenda: ${plainName(issue)}`]),
    ...film.head.fields
      .filter(({ name }) => !["latitude", "longitude"].includes(name) && !shared(name))
      .map(({ name }) => [`field:${name}`, plainName(name)]),
  ];
}
