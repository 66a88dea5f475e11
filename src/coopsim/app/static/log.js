// What happened: the newest first, up to the present step; filtered by actor and by kind.

import { el, picker } from "./shapes.js";
import { dateOf, eventMeaning, eventText, isNotable, nameOf, plainName } from "./wording.js";
import { decisionsBehind, whyCard } from "./why.js";

const FIRST = 40;

export class Log {
  constructor(scene, place) {
    this.scene = scene;
    this.place = place;
    this.actor = "";
    this.kind = "notable";
    this.most = FIRST;
    this.list = el("ul", { class: "events" });
    this.more = el("button", { type: "button", onclick: () => this.extend() }, "Show earlier events");
    this.fill();
  }

  fill() {
    const { film } = this.scene;
    const states = film.head.states.map(({ id, name }) => [id, name]);
    states.sort((one, other) => one[1].localeCompare(other[1]));
    const kinds = film.events.words.kind.map((kind) => [kind, plainName(kind)]);
    this.actors = picker("Events of", [["", "All states"], ["selection", "The selection"], ...states], this.actor, (actor) => this.filter({ actor }));
    this.kinds = picker(
      "Kind of event",
      [["notable", "Main events"], ["", "All kinds"], ...kinds],
      this.kind,
      (kind) => this.filter({ kind }),
    );
    this.heading = el("h2", {}, "Events");
    this.place.replaceChildren(
      el("div", { class: "filters" }, this.heading, this.actors, this.kinds),
      this.list,
      this.more,
    );
    this.draw();
  }

  filter(change) {
    Object.assign(this, change, { most: FIRST });
    this.draw();
  }

  extend() {
    this.most += 4 * FIRST;
    this.draw();
  }

  // Whether a row is wanted, by codes of words: there may be a hundred thousand rows.
  sieve() {
    const { film, one, other } = this.scene;
    const { kind, actor, partner } = film.events.values;
    const isWanted = film.events.words.kind.map((each) => (this.kind === "notable" ? isNotable(each) : ["", each].includes(this.kind)));
    const picked = [one, other].filter((row) => row !== null).map((row) => film.head.states[row].id);
    const ids = this.actor === "" ? [] : this.actor === "selection" ? picked : [this.actor];
    const codes = ids.map((id) => [film.events.code("actor", id), film.events.code("partner", id)]);
    return (row) =>
      isWanted[kind.room[row]] && codes.every(([a, b]) => (a >= 0 && actor.room[row] === a) || (b >= 0 && partner.room[row] === b));
  }

  draw() {
    const { film, time } = this.scene;
    const found = [];
    const isWanted = this.sieve();
    let isCut = false;
    for (let row = film.events.span(time)[1] - 1; row >= 0 && !isCut; row -= 1) {
      if (!isWanted(row)) continue;
      isCut = found.length >= this.most;
      const event = film.events.row(row);
      if (!isCut) found.push(this.line(event, event.step === time));
    }
    this.more.hidden = !isCut;
    const nothing = el("li", {}, el("span", {}, ""), el("span", { class: "faint" }, "Nothing so far."));
    this.list.replaceChildren(...(found.length ? found : [nothing]));
  }

  line(event, isNow) {
    const { scene } = this;
    const { film } = scene;
    const behind = decisionsBehind(film, event);
    const item = el("li", { class: isNow ? "now" : "" });
    const when = dateOf(film, event.step) || event.step;
    const rows = [event.actor, event.partner].map((id) => film.rowOf[id] ?? null);
    const show = () => {
      scene.go(event.step);
      scene.select(rows[0] ?? rows[1], rows[0] === null ? null : rows[1]);
    };
    item.append(
      el("span", { class: "when", title: `Step ${event.step}` }, when),
      el("button", { class: "plain", type: "button", title: eventMeaning(film, event.kind), onclick: show }, eventText(film, event)),
      behind.length ? this.why(event, behind, item) : "",
    );
    return item;
  }

  why(event, behind, item) {
    const { film } = this.scene;
    const label = `Why? ${nameOf(film, event.actor)}: ${plainName(event.kind)}`;
    const button = el("button", { class: "plain link", type: "button", "aria-expanded": "false", "aria-label": label }, "Why?");
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) item.querySelector(".behind").remove();
      else item.append(el("div", { class: "behind", style: { gridColumn: "1 / -1" } }, ...behind.slice(0, 4).map((each) => whyCard(film, each))));
    });
    return button;
  }
}
