// Why a decision came out as it did: the terms of its score, the threshold, and luck.

import { el } from "./shapes.js";
import { nameOf, number, plainName } from "./wording.js";

// Columns that every decision has; all others are terms of its score or words.
const COMMON = ["step", "actor", "partner", "subject", "answer", "score", "threshold", "draw", "amount"];

// The decisions that led to an event: same step, same subject, same pair or institution.
export function decisionsBehind(film, event) {
  const found = [];
  if (!(event.kind in DECIDES) || !event.partner) return found;
  for (const table of film.decisionKinds) {
    const rows = film.rows[table];
    const [from, to] = rows.span(event.step);
    const { subject, partner } = rows.values;
    const about = rows.code("subject", event.subject);
    const pair = [event.actor, event.partner].map((id) => rows.code("partner", id));
    for (let row = from; row < to; row += 1) {
      // By codes first: two hundred states decide thousands of times a step.
      if (subject.room[row] !== about || !pair.includes(partner.room[row])) continue;
      const decision = rows.row(row);
      if (isBehind(decision, event)) found.push({ table, ...decision });
    }
  }
  return found;
}

// The same, or what was decided earlier if the event took its time, as a ratification does.
export function decisionsFor(film, event) {
  const behind = decisionsBehind(film, event);
  if (behind.length || event.kind !== "formed") return behind;
  const pairs = [[event.actor, event.partner], [event.partner, event.actor]];
  return pairs.flatMap(([one, other]) =>
    decisionsBetween(film, one, other, event.step, 50, ["decisions/form"])
      .filter(({ subject, answer }) => subject === event.subject && answer === "yes")
      .slice(0, 1));
}

function isBehind(decision, event) {
  const kind = DECIDES[event.kind];
  if ("institution" in decision) {
    return kind.includes("institution") && decision.institution === event.partner && decision.partner === event.actor;
  }
  const pair = [decision.actor, decision.partner];
  const isPair = pair.includes(event.actor) && pair.includes(event.partner);
  return isPair && kind.includes(decision.answer) && (event.kind !== "ended" || decision.actor === event.actor);
}

// Which answers lead to which event; "institution" stands for votes.
const DECIDES = {
  formed: ["yes"],
  ended: ["no", "yes"],
  help_sent: ["yes"],
  mandate: ["institution"],
  fund_paid: ["institution"],
};

// All decisions of one state about another up to a step, the newest first.
export function decisionsBetween(film, one, other, step, most, kinds = film.decisionKinds) {
  const found = [];
  for (const table of kinds.filter((each) => each in film.rows)) {
    const rows = film.rows[table];
    const [a, b] = [rows.code("actor", one), rows.code("partner", other)];
    let left = most;
    for (let row = rows.span(step)[1] - 1; row >= 0 && left > 0; row -= 1) {
      if (a >= 0 && rows.values.actor.room[row] !== a) continue;
      if (b >= 0 && rows.values.partner.room[row] !== b) continue;
      found.push({ table, ...rows.row(row) });
      left -= 1;
    }
  }
  return found.sort((x, y) => y.step - x.step).slice(0, most);
}

export function decisionText(film, decision) {
  const kind = decision.table.split("/")[1];
  const [actor, partner] = [nameOf(film, decision.actor), nameOf(film, decision.partner)];
  const about = nameOf(film, decision.subject);
  const says = decision.answer;
  const isYes = says === "yes";
  const sentences = {
    contribute: isYes
      ? `${actor} helps ${partner} against ${about} with ${number(decision.amount, 2)} billion USD`
      : `${actor} does not help ${partner} against ${about} (${says})`,
    vote: `${actor} votes ${says} on whether ${nameOf(film, decision.institution)} helps ${partner} against ${about}`,
    form: `${actor} ${isYes ? "wants" : "does not want"} a new tie with ${partner}: ${about}${isYes || says === "no" ? "" : ` (${says})`}`,
    leave: `${actor} ${isYes ? "ends" : "does not end"} with ${partner}: ${about}`,
  };
  return sentences[kind] ?? `${plainName(kind)}: ${actor}, ${partner}, ${about}: ${says}`;
}

export function whyCard(film, decision) {
  const kind = decision.table.split("/")[1];
  const spoken = film.head.words.decisions?.[kind] ?? {};
  const terms = termsOf(film, decision);
  const largest = Math.max(...terms.map(({ value }) => Math.abs(value)), Math.abs(decision.score), Math.abs(decision.threshold), 1e-9);
  const isWeighed = Number.isFinite(decision.score);
  const answer = film.head.words.answers?.[decision.answer]?.meaning ?? "";
  return el(
    "div",
    { class: "why" },
    el("p", { title: spoken.meaning }, el("strong", {}, decisionText(film, decision)), answer ? `. ${answer}` : ""),
    isWeighed
      ? el(
          "table",
          {},
          el("tbody", {}, terms.map((term) => termRow(term, largest)), sumRow(decision, largest)),
        )
      : el("p", { class: "faint" }, "Nothing was weighed."),
    isWeighed ? el("p", { class: "faint" }, compared(decision)) : null,
  );
}

function termsOf(film, decision) {
  const rows = film.rows[decision.table];
  const kind = decision.table.split("/")[1];
  const group = film.head.words.decisions?.[kind]?.terms;
  return rows.columns
    .filter(({ name, words }) => !COMMON.includes(name) && !words)
    .map(({ name, meaning }) => ({
      name, value: decision[name], meaning: film.head.words.terms?.[group]?.[name]?.meaning ?? meaning,
    }));
}

function termRow({ name, value, meaning }, largest) {
  return el(
    "tr",
    {},
    el("td", {}, el("span", { class: "term", title: meaning }, plainName(name))),
    el("td", { class: "right" }, number(value, 2)),
    el("td", {}, scale(value, largest)),
  );
}

function sumRow(decision, largest) {
  return el(
    "tr",
    { class: "sum" },
    el("td", {}, "Score"),
    el("td", { class: "right" }, number(decision.score, 2)),
    el("td", {}, scale(decision.score, largest, decision.threshold)),
  );
}

function compared({ score, threshold, draw }) {
  const sign = score > threshold ? "above" : "not above";
  return `The score is ${sign} the threshold of ${number(threshold, 2)} (dashed), in which luck is ${number(draw, 2)} of 1.`;
}

function scale(value, largest, threshold) {
  const half = 54;
  const width = Math.min(half, (Math.abs(value) / largest) * half);
  const left = value < 0 ? 55 - width : 55;
  return el(
    "span",
    { class: "scale", "aria-hidden": "true" },
    el("i", { class: value < 0 ? "minus" : "", style: { left: `${left}px`, width: `${width}px` } }),
    threshold === undefined ? null : el("u", { style: { left: `${55 + Math.max(-1, Math.min(1, threshold / largest)) * half}px` } }),
  );
}
