// What is selected, at the present step: a state, or the tie between two, or the whole run.

import { comparison } from "./compare.js";
import { painter, rangeOf } from "./painting.js";
import { bar, colours, el, folded, picker, spark } from "./shapes.js";
import { matrixSheet } from "./tables.js";
import { decisionsBetween, decisionsFor, whyCard } from "./why.js";
import { ageOf, dateOf, eventText, nameOf, number, plainName, shortUnit } from "./wording.js";

const ANSWERS = 6;
const TRUSTED = 5;
const HELP = ["decisions/contribute"];

export class Inspector {
  constructor(scene, place) {
    this.scene = scene;
    this.chooser = el("div", { class: "filters" });
    this.place = el("div", {});
    place.append(this.chooser, this.place);
    this.opened = new Set();
    scene.on("film", () => this.choose());
    this.choose();
    this.draw();
  }

  draw() {
    const { one, other } = this.scene;
    if (this.chosen !== `${one} ${other}`) this.choose();
    // What was folded out stays so.
    for (const each of this.place.querySelectorAll("details")) {
      if (each.open) this.opened.add(each.dataset.name);
      else this.opened.delete(each.dataset.name);
    }
    const body = one === null ? this.world() : other === null ? this.state(one) : this.tie(one, other);
    this.place.replaceChildren(...body.flat().filter((each) => each !== null));
    for (const each of this.place.querySelectorAll("details")) each.open = this.opened.has(each.dataset.name);
  }

  // What was opened before stays open.
  folded(name, title, make) {
    return folded(title, make, { "data-name": name, open: this.opened.has(name) });
  }

  choose() {
    const { film, one, other } = this.scene;
    const options = film.head.states.map(({ name }, row) => [String(row), name]).sort((a, b) => a[1].localeCompare(b[1]));
    const text = (row) => (row === null ? "" : String(row));
    const pick = (value) => (value === "" ? null : Number(value));
    this.chosen = `${one} ${other}`;
    // Not with the rest: a list that somebody has opened must not be drawn anew while a run plays.
    this.chooser.replaceChildren(
      picker("State", [["", "Choose a state"], ...options], text(one), (value) => this.scene.select(pick(value), other)),
      one === null ? "" : picker("Its tie with", [["", "and another"], ...options.filter(([row]) => row !== text(one))], text(other), (value) => this.scene.select(one, pick(value))),
    );
  }

  // ------------------------------------------------------------------ nothing selected

  world() {
    const { film, time } = this.scene;
    const { title, question, about } = film.head.scenario;
    const keys = [["Space", "play or pause"], ["← →", "a step"], ["Shift ← →", "to the next event"], ["J K", "next state"], ["Esc", "select nothing"], ["T", "tables"]];
    const struck = [...film.struck(time)];
    if (this.scene.rival) return comparison(this.scene);
    return [
      el("h2", {}, "What to look for"),
      el("p", {}, question || title),
      el("h3", {}, "Struck now"),
      struck.length
        ? el("div", { class: "chips" }, struck.map(([row, threats]) => this.chip(row, threats)))
        : el("p", { class: "faint" }, "Nobody."),
      el("h3", {}, "How to look around"),
      el("p", {}, "Click a state or a line in the network, or a country. Shift and a second state show what is between the two. Drag in the chart to move in time."),
      el("p", { class: "faint" }, ...keys.flatMap(([key, what]) => [el("kbd", {}, key), ` ${what}  `])),
      about ? this.folded("about", "What this scenario holds", () => el("p", {}, about)) : null,
    ];
  }

  chip(row, threats) {
    const names = threats.map((id) => nameOf(this.scene.film, id)).join(", ");
    return el("button", { class: "chip struck", type: "button", title: names, onclick: () => this.scene.select(row) }, this.scene.film.head.states[row].name);
  }

  // ------------------------------------------------------------------ a state

  state(row) {
    const { film, time } = this.scene;
    const { id, name, region, agenda } = film.head.states[row];
    const struck = film.struck(time).get(row) ?? [];
    const chips = film.institutionsOf(time, row).map((each) => el("span", { class: "chip", title: each.name }, each.id));
    const swatch = el("i", { class: "swatch", style: { background: painter(this.scene).colour(row) } });
    return [
      el("h2", {}, swatch, ` ${name} `, el("small", { class: "faint" }, region)),
      el("div", { class: "chips" }, chips, struck.map((threat) => el("span", { class: "chip struck" }, nameOf(film, threat)))),
      this.fields(row, false),
      this.folded("given", "What the scenario gives", () => this.fields(row, true)),
      Object.keys(agenda).length ? this.folded("agenda", "Agenda", () => this.agenda(agenda)) : null,
      el("h3", {}, "Trust in others"),
      this.trust(row),
      el("h3", {}, "Partnerships"),
      this.partnerships(row),
      el("h3", {}, "Requests and answers"),
      this.answers(id),
    ];
  }

  // Numbers of a state with their course; of mechanisms that are off there is nothing to see.
  fields(row, given) {
    const { film, time } = this.scene;
    const shown = film.head.fields.filter((field) => field.given === given);
    const line = (field, course) => el(
      "tr",
      { title: field.meaning },
      el("td", {}, plainName(field.name)),
      el("td", { class: "right" }, number(film.field(field.name, time, row)), " ", el("span", { class: "unit" }, shortUnit(field))),
      course ? el("td", { class: "right" }, spark(course, time, Math.min(...course), Math.max(...course))) : null,
    );
    const table = (rows) => el("table", {}, el("tbody", {}, rows));
    if (given) return table(shown.map((field) => line(field, null)));
    const isAlive = ({ name }) => rangeOf(film, name)[0] < rangeOf(film, name)[1];
    const still = shown.filter((field) => !isAlive(field));
    return [
      table(shown.filter(isAlive).map((field) => line(field, film.fieldLine(field.name, row)))),
      still.length ? this.folded("still", `${still.length} that are the same everywhere`, () => table(still.map((field) => line(field, null)))) : null,
    ];
  }

  agenda(agenda) {
    return el("table", {}, el("tbody", {}, Object.entries(agenda).map(([issue, position]) =>
      el("tr", {}, el("td", {}, plainName(issue)), el("td", { class: "right" }, number(position))))));
  }

  trust(row) {
    const { film, time } = this.scene;
    const all = film.head.states
      .map((_, other) => [other, film.trust(time, row, other)])
      .filter(([, trust]) => Number.isFinite(trust))
      .sort((a, b) => b[1] - a[1]);
    const line = ([other, trust]) =>
      el("tr", {},
        el("td", {}, this.link(row, other)),
        el("td", { class: "right" }, number(trust, 2)),
        el("td", { class: "right" }, bar(trust, colours.one)));
    const table = (rows) => el("table", {}, el("tbody", {}, rows.map(line)));
    return el("div", {},
      table([...all.slice(0, TRUSTED), ...all.slice(TRUSTED).slice(-2)]),
      all.length > TRUSTED + 2 ? this.folded("trust", `All ${all.length}, from most to least`, () => table(all)) : null,
      el("button", { class: "plain link", type: "button", onclick: () => matrixSheet(this.scene) }, "Matrix of trust"));
  }

  link(row, other) {
    return el("button", { class: "plain", type: "button", onclick: () => this.scene.select(row, other) }, this.scene.film.head.states[other].name);
  }

  partnerships(row) {
    const { film, time } = this.scene;
    const [from, to] = film.ties(time);
    const mine = [];
    const { one, other } = film.tie;
    for (let at = from; at < to; at += 1) {
      if (one.room[at] === row || other.room[at] === row) mine.push(film.tieAt(at));
    }
    if (!mine.length) return el("p", { class: "faint" }, "None.");
    mine.sort((a, b) => b.depth - a.depth);
    const line = (tie) => this.tieLine(tie, tie.one === row ? tie.other : tie.one, row);
    return el("div", {},
      el("table", {}, el("tbody", {}, mine.slice(0, 8).map(line))),
      mine.length > 8 ? this.folded("ties", `${mine.length - 8} more`, () => el("table", {}, el("tbody", {}, mine.slice(8).map(line)))) : null);
  }

  tieLine(tie, other, row) {
    const { film, time } = this.scene;
    const since = film.since(time, tie);
    const age = since < 0 ? "from before" : ageOf(film, time - since);
    return el("tr", { title: film.head.kinds[tie.kind].meaning },
      el("td", {}, row === undefined ? film.head.kinds[tie.kind].name : this.link(row, other), row === undefined ? "" : el("span", { class: "unit" }, ` ${film.head.kinds[tie.kind].name}`)),
      el("td", { class: "right unit" }, age),
      el("td", { class: "right", title: `depth ${number(tie.depth, 2)}` }, bar(tie.depth, colours.three), el("span", { class: "unseen" }, `depth ${number(tie.depth, 2)}`)));
  }

  // Requests of a state and what others answered; and what it answered others.
  answers(id) {
    const { film, time } = this.scene;
    const asked = [];
    const { events } = film;
    for (let row = events.span(time)[1] - 1; row >= 0 && asked.length < 3; row -= 1) {
      if (events.get("kind", row) === "request" && events.get("actor", row) === id) asked.push(events.row(row));
    }
    const given = decisionsBetween(film, id, null, time, ANSWERS, HELP);
    const got = decisionsBetween(film, null, id, time, ANSWERS, HELP);
    const list = (title, decisions) =>
      this.folded(title, title, () => (decisions.length ? decisions.map((each) => this.dated(each.step, whyCard(film, each))) : el("p", { class: "faint" }, "None so far.")));
    return el("div", {},
      asked.map((event) => el("p", {}, el("span", { class: "faint" }, `${dateOf(film, event.step) || event.step} `), eventText(film, event))),
      list("What others answered", got),
      list("What it answered others", given));
  }

  dated(step, card) {
    card.prepend(el("div", { class: "faint" }, dateOf(this.scene.film, step) || `Step ${step}`));
    return card;
  }

  // ------------------------------------------------------------------ a tie

  tie(one, other) {
    const { film, time } = this.scene;
    const [a, b] = [film.head.states[one], film.head.states[other]];
    const [from, to] = film.ties(time);
    const ties = [];
    for (let row = from; row < to; row += 1) {
      const tie = film.tieAt(row);
      if ((tie.one === one && tie.other === other) || (tie.one === other && tie.other === one)) ties.push(tie);
    }
    const trust = (x, y) =>
      el("tr", {},
        el("td", {}, `${film.head.states[x].name} in ${film.head.states[y].name}`),
        el("td", { class: "right" }, number(film.trust(time, x, y), 2)),
        el("td", { class: "right" }, spark(film.trustLine(x, y), time, 0, 1)));
    return [
      el("h2", {}, `${a.name} and ${b.name}`),
      el("h3", {}, "Trust"),
      el("table", {}, el("tbody", {}, trust(one, other), trust(other, one))),
      el("h3", {}, "Partnerships"),
      ties.length ? el("table", {}, el("tbody", {}, ties.map((tie) => this.tieLine(tie, tie.other)))) : el("p", { class: "faint" }, "None at this step."),
      el("h3", {}, "What came and went, and why"),
      this.history(a.id, b.id),
    ];
  }

  // What formed and broke, each with the decisions behind it; then what was weighed besides.
  history(one, other) {
    const { film, time } = this.scene;
    const events = this.endings(one, other);
    const told = new Set();
    const cards = events.map((event) => {
      const behind = decisionsFor(film, event);
      for (const each of behind) told.add(sameDecision(each));
      return this.dated(event.step, el("div", { class: "event" }, el("p", {}, el("strong", {}, eventText(film, event))), behind.map((each) => whyCard(film, each))));
    });
    const others = [...decisionsBetween(film, one, other, time, 6), ...decisionsBetween(film, other, one, time, 6)]
      .filter((each) => !told.has(sameDecision(each)))
      .sort((x, y) => y.step - x.step);
    if (!cards.length && !others.length) return el("p", { class: "faint" }, "Nothing so far.");
    return el("div", {},
      cards,
      others.length ? this.folded("others", "What else was weighed", () => others.map((each) => this.dated(each.step, whyCard(film, each)))) : null);
  }

  endings(one, other) {
    const { film, time } = this.scene;
    const found = [];
    for (let row = film.events.span(time)[1] - 1; row >= 0 && found.length < 8; row -= 1) {
      if (!["formed", "ended", "lapsed"].includes(film.events.get("kind", row))) continue;
      const event = film.events.row(row);
      if ([event.actor, event.partner].includes(one) && [event.actor, event.partner].includes(other)) found.push(event);
    }
    return found;
  }
}

function sameDecision({ table, step, actor, partner, subject }) {
  return [table, step, actor, partner, subject].join();
}
