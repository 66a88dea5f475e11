// A live run: what the server sends, and what it is asked for.

import { changeText } from "./compare.js";
import { Film } from "./film.js";
import { unpack } from "./reading.js";
import { el, notice } from "./shapes.js";
import { number, plainName } from "./wording.js";

export class Live {
  constructor(begin) {
    this.begin = begin; // called with the first film, when it has a step
    this.films = new Map();
    this.status = [];
    this.socket = new WebSocket(`ws://${location.host}/runs`);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("message", ({ data }) => this.hear(data));
    this.socket.addEventListener("close", () => this.say("The server has ended. What was seen stays here."));
  }

  ask(wish) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(wish));
  }

  say(text) {
    notice(text);
  }

  get isRunning() {
    return this.status.some(({ running }) => running);
  }

  get isOver() {
    return this.status.length > 0 && this.status.every(({ made }) => made >= this.scene?.film.head.scenario.steps);
  }

  hear(data) {
    if (data instanceof ArrayBuffer) this.show(unpack(data));
    else {
      const { status, complaint } = JSON.parse(data);
      if (complaint) this.say(complaint);
      if (status) this.settle(status);
    }
  }

  show(tree) {
    if ("states" in tree && "metrics" in tree && "scenario" in tree) {
      this.films.set(tree.run, new Film(tree));
      return;
    }
    const film = this.films.get(tree.run);
    film.append(tree);
    if (!this.scene) {
      document.getElementById("head").replaceChildren();
      this.scene = this.begin(film, this);
    } else if (film === this.scene.film) {
      this.scene.grow(tree.steps);
    } else if (film === this.scene.rival) {
      this.scene.refresh();
    } else {
      this.scene.rival = film;
      this.scene.tell("film");
    }
  }

  // Before the first step there is nothing to draw: say what is waited for.
  wait(status) {
    const { error } = status.find((each) => each.error) ?? {};
    const isCompiling = status.some(({ compiling }) => compiling);
    const text = error || (isCompiling ? "Compiling the model: this happens once and takes about a minute. The run appears here by itself." : "The first step is being made …");
    document.getElementById("head").replaceChildren(el("div", { class: "what" }, el("h1", {}, document.title), el("p", { role: "status" }, text)));
  }

  settle(status) {
    this.status = status;
    if (!this.scene) {
      this.wait(status);
      return;
    }
    this.scene.changes = status[0].changes;
    status.forEach(({ run, label, error }) => {
      if (this.films.has(run)) this.films.get(run).label = label;
      if (error) this.say(error);
    });
    // First what answers the hand; drawing takes longer.
    this.settled?.();
    const told = JSON.stringify(status.map(({ changes, label }) => [changes, label]));
    if (told === this.told) return;
    this.told = told;
    this.scene.tell("film");
  }
}

// ------------------------------------------------------------------------- settings

// The numbers that hold now: those of the scenario, and what was changed since.
function present(live) {
  const { film } = live.scene;
  const changes = live.status.at(-1)?.changes ?? [];
  const now = new Map();
  for (const { name, scale, parameters } of film.head.mechanisms) {
    now.set(`${name}.scale`, scale);
    for (const each of parameters) now.set(`${name}.${each.name}`, each.value);
  }
  for (const [, settings] of changes) for (const [path, value] of Object.entries(settings)) now.set(path.replace(/^mechanisms\./, ""), value);
  return now;
}

export function settingsSheet(live, open) {
  const { film, time } = live.scene;
  const now = present(live);
  const inputs = new Map();
  const field = (path, low, high, meaning, unit) => {
    const input = el("input", { type: "number", min: low, max: high, step: "any", value: String(now.get(path)), "aria-label": path });
    inputs.set(path, input);
    const name = path.endsWith(".scale") ? "Strength (0 off, 1 on)" : plainName(path.split(".")[1]);
    return el("label", { class: "setting", title: meaning }, el("span", {}, name, " ", el("span", { class: "unit faint" }, unit === "1" ? "" : unit)), input);
  };
  const mechanism = ({ name, meaning, parameters }) =>
    el("details", {},
      el("summary", {}, `${plainName(name)} (${number(now.get(`${name}.scale`))})`),
      el("p", { class: "faint" }, meaning),
      field(`${name}.scale`, 0, 5, meaning, "1"),
      parameters.map((each) => field(`${name}.${each.name}`, each.low, Number.isFinite(each.high) ? each.high : undefined, each.meaning, each.unit)));
  const told = el("p", { role: "alert" });
  const settings = () => {
    const wrong = [...inputs].filter(([, input]) => !input.validity.valid || input.value === "");
    told.textContent = wrong.length ? `Out of range: ${wrong.map(([path]) => path).join(", ")}` : "";
    if (wrong.length) return null;
    return Object.fromEntries([...inputs].map(([path, { value }]) => [path, Number(value)]).filter(([path, value]) => value !== now.get(path)));
  };
  const send = (wish) => {
    const chosen = settings();
    if (chosen === null) return;
    if (!Object.keys(chosen).length) {
      told.textContent = "Nothing is changed yet.";
      return;
    }
    live.ask({ ...wish, settings: chosen });
    document.getElementById("sheet").close();
    // Space then runs what was just changed, instead of opening this sheet again.
    document.querySelector(".scrub").focus();
  };
  open(
    "Change the run",
    el("p", {}, "Change a strength or a number. Either the run goes on with it from its next step, or a second run branches off, on the same luck, to be compared with the first."),
    el("div", { class: "controls-row" },
      el("button", { type: "button", onclick: () => send({ do: "change" }) }, "Change from the next step"),
      el("button", { type: "button", onclick: () => send({ do: "branch", step: time }) }, `Branch from step ${time}`)),
    told,
    el("div", { class: "settings" }, film.head.mechanisms.map(mechanism)),
    live.status.some(({ changes }) => changes.length)
      ? el("div", {}, el("h3", {}, "Changes so far"), el("ul", {}, live.status.flatMap(({ label, changes }) => changes.map(([step, each]) => el("li", {}, `${label}: step ${step}: ${changeText(each)}`)))))
      : null,
  );
}
