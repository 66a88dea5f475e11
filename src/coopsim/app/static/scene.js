// What is looked at: one time, one selection, for everything on the page; kept in the address.

import { isNotable } from "./wording.js";

export class Scene {
  constructor(film) {
    this.film = film;
    this.rival = null; // the film that it is compared with
    this.changes = []; // of a live run: step, and settings by path
    this.time = 0;
    this.one = null; // row of the state that is selected
    this.other = null; // of the second state of a tie
    this.colour = "institution";
    this.kind = ""; // of partnership shown; all if empty
    this.hover = null;
    this.watchers = { time: [], selection: [], look: [], film: [], growth: [] };
  }

  on(what, watcher) {
    this.watchers[what].push(watcher);
  }

  tell(what) {
    for (const watcher of this.watchers[what]) watcher();
  }

  go(step) {
    const time = Math.max(0, Math.min(this.film.nSteps - 1, Math.round(step)));
    if (time === this.time) return;
    this.time = time;
    this.tell("time");
    this.remember();
  }

  // A live run has made more steps: whoever looks at the last one goes along.
  grow(steps) {
    if (this.time === this.film.nSteps - steps - 1) {
      this.time = this.film.nSteps - 1;
      this.remember();
    }
    this.refresh();
  }

  // Several steps may come between two pictures of the screen; one drawing shows them all.
  refresh() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.tell("growth");
    });
  }

  // Let the other run be the one that is looked at.
  swap() {
    const place = (row) => (row === null ? null : (this.rival.rowOf[this.film.head.states[row].id] ?? null));
    [this.one, this.other] = [place(this.one), place(this.other)];
    [this.film, this.rival] = [this.rival, this.film];
    this.time = Math.min(this.time, this.film.nSteps - 1);
    this.tell("film");
    this.tell("selection");
  }

  select(one, other = null) {
    if (this.one === one && this.other === other) return;
    this.one = one;
    this.other = one === null || other === one ? null : other;
    this.tell("selection");
    this.remember();
  }

  look(change) {
    Object.assign(this, change);
    this.tell("look");
  }

  // The next step, or the one before, in which something happened that people would look for.
  eventful(direction) {
    const { events } = this.film;
    for (let s = this.time + direction; s >= 0 && s < this.film.nSteps; s += direction) {
      const [from, to] = events.span(s);
      for (let row = from; row < to; row += 1) {
        if (this.concerns(row)) return s;
      }
    }
    return null;
  }

  // Events of the selection; without one, strikes and whatever changes partnerships.
  concerns(row) {
    const { events, head } = this.film;
    if (this.one === null) {
      return isNotable(events.get("kind", row));
    }
    const involved = [events.get("actor", row), events.get("partner", row)];
    const wanted = [this.one, this.other].filter((each) => each !== null);
    return wanted.every((each) => involved.includes(head.states[each].id));
  }

  remember() {
    clearTimeout(this.pending);
    // Browsers refuse to change the address many times a second.
    this.pending = setTimeout(() => {
      const ids = this.film.head.states;
      const words = [`t=${this.time}`];
      if (this.one !== null) words.push(`s=${ids[this.one].id}`);
      if (this.other !== null) words.push(`p=${ids[this.other].id}`);
      history.replaceState(null, "", `#${words.join("&")}`);
    }, 250);
  }

  recall() {
    const words = new URLSearchParams(location.hash.slice(1));
    if (words.has("t") && Number.isFinite(Number(words.get("t")))) this.go(Number(words.get("t")));
    const [one, other] = [words.get("s"), words.get("p")].map((id) => this.film.rowOf[id] ?? null);
    this.select(one, other);
  }
}
