// Moving in time: buttons, keys, and playing at a chosen speed.

import { el, picker } from "./shapes.js";
import { tablesSheet } from "./tables.js";
import { timeOf } from "./wording.js";

const SPEEDS = [1, 2, 5, 10, 20, 50];

export class Player {
  constructor(scene, place, live = null) {
    this.scene = scene;
    this.live = live;
    this.speed = 5;
    this.isPlaying = false;
    const button = (label, text, act, className = "") =>
      el("button", { type: "button", "aria-label": label, title: label, class: className, onclick: act }, text);
    this.play = button("Play (Space)", "▶ Play", () => this.toggle(), "play");
    this.now = el("output", { "aria-label": "Present step" });
    this.bar = el(
      "div",
      { class: "controls" },
      this.play,
      button("Event before (Shift + ←)", "|◀", () => this.jump(-1)),
      button("One step back (←)", "−1", () => this.step(-1), "wide"),
      button("One step on (→)", "+1", () => this.step(1), "wide"),
      button("Next event (Shift + →)", "▶|", () => this.jump(1)),
      this.now,
      el("span", { class: "push" }, picker("Speed", SPEEDS.map((each) => [String(each), `${each} steps/s`]), String(this.speed), (value) => {
        this.speed = Number(value);
        this.live?.ask({ do: "speed", value: this.speed });
        this.toggle(this.live ? this.live.isRunning : this.isPlaying);
      })),
    );
    place.append(this.bar);
    for (const what of ["time", "film", "growth"]) scene.on(what, () => this.tell());
    document.addEventListener("keydown", (event) => this.key(event));
    if (live) {
      live.settled = () => this.settle();
      this.settle();
    }
    this.tell();
  }

  // A live run is run and paused by the server, for all who watch it.
  settle() {
    if (!this.live) return;
    if (this.live.isOver) {
      this.live = null;
      this.face(false, "Play");
    } else this.face(this.live.isRunning, "Run");
  }

  face(isOn, verb) {
    this.play.textContent = isOn ? "❚❚ Pause" : `▶ ${verb}`;
    this.play.setAttribute("aria-label", isOn ? "Pause (Space)" : `${verb} (Space)`);
  }

  tell() {
    this.now.textContent = timeOf(this.scene.film, this.scene.time);
  }

  toggle(isPlaying = !(this.live ? this.live.isRunning : this.isPlaying)) {
    if (this.live) {
      if (isPlaying) this.scene.go(this.scene.film.nSteps - 1);
      if (isPlaying !== this.live.isRunning) this.live.ask({ do: isPlaying ? "run" : "pause" });
      return;
    }
    if (isPlaying && this.scene.time >= this.scene.film.nSteps - 1) this.scene.go(0);
    this.isPlaying = isPlaying;
    this.face(isPlaying, "Play");
    this.began = performance.now();
    this.from = this.scene.time;
    if (isPlaying) requestAnimationFrame(() => this.tick());
  }

  // By the clock and not by frames, so that a slow machine shows the right time.
  tick() {
    if (!this.isPlaying) return;
    const at = this.from + Math.floor(((performance.now() - this.began) / 1000) * this.speed);
    if (at !== this.scene.time) this.scene.go(at);
    if (this.scene.time >= this.scene.film.nSteps - 1) this.toggle(false);
    else requestAnimationFrame(() => this.tick());
  }

  step(by) {
    this.toggle(false);
    this.scene.go(this.scene.time + by);
  }

  jump(direction) {
    this.toggle(false);
    const found = this.scene.eventful(direction);
    if (found !== null) this.scene.go(found);
    const said = found === null ? "No further event." : timeOf(this.scene.film, found);
    document.getElementById("announce").textContent = said;
  }

  turn(direction) {
    const { one, film } = this.scene;
    this.scene.select(one === null ? (direction > 0 ? 0 : film.n - 1) : (one + direction + film.n) % film.n);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.getElementById("sheet").open) return;
    const isChoosing = ["SELECT", "INPUT", "TEXTAREA"].includes(event.target.tagName);
    // Space on a button presses it; arrows in a list choose.
    if (isChoosing && event.key !== "Escape") return;
    if (event.key === " " && ["BUTTON", "SUMMARY", "A"].includes(event.target.tagName)) return;
    const act = {
      " ": () => this.toggle(),
      ArrowLeft: () => (event.shiftKey ? this.jump(-1) : this.step(-1)),
      ArrowRight: () => (event.shiftKey ? this.jump(1) : this.step(1)),
      Home: () => this.scene.go(0),
      End: () => this.scene.go(this.scene.film.nSteps - 1),
      Escape: () => this.scene.select(null),
      j: () => this.turn(1),
      k: () => this.turn(-1),
      t: () => tablesSheet(this.scene),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
