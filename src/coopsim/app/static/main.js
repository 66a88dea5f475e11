// Put the parts together for the film that the page holds.

import { Chart } from "./chart.js";
import { Film } from "./film.js";
import { Inspector } from "./inspector.js";
import { Log } from "./log.js";
import { WorldMap } from "./map.js";
import { Network } from "./network.js";
import { Player } from "./player.js";
import { unpackText } from "./reading.js";
import { Scene } from "./scene.js";
import { el, picker, readColours } from "./shapes.js";
import { showSweep } from "./sweep.js";
import { openSheet, savingSheet, tablesSheet } from "./tables.js";
import { themePicker } from "./themes.js";
import { Live, settingsSheet } from "./watching.js";
import { colourModes, measured, shortUnit } from "./wording.js";

// Panels of text wait until the hand rests; drawings follow it.
const REST = 90;
// While a run plays, its hand never rests.
const LONGEST = 400;

function header(scene, place) {
  const { film } = scene;
  const { head } = film;
  const { title, name } = head.scenario;
  const told = `${name} · seed ${head.seed}, run ${head.replicate} · ${head.scenario.steps} steps · ${film.n} states · coopsim ${head.coopsim}`;
  const figures = head.shown.slice(0, 5).map((each) => {
    const metric = head.metrics[film.metricRow[each]];
    const [value, other] = [el("dd", {}), el("dd", { class: "other" })];
    return { metric, value, other, part: el("div", { title: metric.formula }, el("dt", {}, metric.title), other, value) };
  });
  const update = () => {
    for (const { metric, value, other } of figures) {
      const unit = shortUnit(metric);
      const upTo = (each) => measured(metric, each.upTo(metric.name, Math.min(scene.time, each.nSteps - 1)));
      value.replaceChildren(upTo(scene.film), " ", el("small", {}, unit));
      other.textContent = scene.rival ? `against ${upTo(scene.rival)}` : "";
    }
  };
  place.append(
    el("div", { class: "what" }, origin(head), el("h1", {}, title || name), el("div", { class: "faint" }, told)),
    el("dl", { class: "figures", "aria-label": "Key figures, from the start to this step" }, figures.map(({ part }) => part)),
  );
  document.title = `${title || name} – coopsim`;
  update();
  return update;
}

// Where in a sweep a run stands, and the way back to it.
function origin({ origin: from }) {
  if (!from) return null;
  const place = location.search.slice(1) || `c=${from.cell}`;
  return el("div", { class: "origin" }, el("a", { href: `/#${place}` }, "← Back to the sweep"), ` ${[from.where, `run ${from.run}`].filter(Boolean).join(" · ")}`);
}

function tools(scene, place, views, live) {
  const { film } = scene;
  const kinds = film.head.kinds.map(({ name }, row) => [String(row), name]);
  place.append(
    el("label", {}, "Colour", picker("Colour of the states", colourModes(film), scene.colour, (colour) => scene.look({ colour }))),
    el("label", {}, "Ties", picker("Kind of partnership", [["", "All kinds"], ...kinds], "", (kind) => scene.look({ kind }))),
    el(
      "span",
      { class: "push" },
      live ? el("button", { type: "button", onclick: () => settingsSheet(live, openSheet) }, "Change …") : null,
      el("button", { type: "button", onclick: () => tablesSheet(scene) }, "Tables"),
      el("button", { type: "button", onclick: () => savingSheet(scene, views) }, "Save …"),
      themePicker(() => repaint(scene)),
    ),
  );
}

function repaint(scene) {
  readColours();
  scene.look({});
}

// Let the last of many calls act, when no other has come for a while; or now and then, if they go on.
function rested(act) {
  let [pending, first] = [0, 0];
  let isWaiting = false;
  return () => {
    pending = performance.now();
    if (isWaiting) return;
    [isWaiting, first] = [true, pending];
    const check = () => {
      const left = Math.min(REST - (performance.now() - pending), LONGEST - (performance.now() - first));
      if (left > 0) setTimeout(check, left);
      else {
        isWaiting = false;
        act();
      }
    };
    setTimeout(check, REST);
  };
}

function show(film, rival = null, live = null) {
  const part = (id) => document.getElementById(id);
  const scene = new Scene(film);
  scene.rival = rival;
  readColours();
  scene.recall();
  const network = new Network(scene, part("network"));
  const figures = header(scene, part("head"));
  performance.mark("network");
  // The network is seen while the rest is still made.
  requestAnimationFrame(() => setTimeout(() => {
    const map = new WorldMap(scene, part("map"), JSON.parse(part("outlines").textContent));
    new Player(scene, part("timeline"), live);
    const chart = new Chart(scene, part("timeline"));
    const log = new Log(scene, part("log"));
    const inspector = new Inspector(scene, part("inspector"));
    tools(scene, part("tools"), { network, map, chart }, live);
    const texts = rested(() => {
      inspector.draw();
      log.draw();
      figures();
    });
    scene.on("time", texts);
    scene.on("selection", () => {
      inspector.draw();
      log.draw();
    });
    scene.on("film", texts);
    scene.on("growth", texts);
    addEventListener("hashchange", () => scene.recall());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(scene));
    document.documentElement.dataset.ready = "true";
    performance.mark("ready");
  }));
  return scene;
}

async function filmIn(place) {
  const [head, ...reels] = await Promise.all([...place.children].map((each) => unpackText(each.textContent)));
  const film = new Film(head);
  for (const reel of reels) film.append(reel);
  return film;
}

async function begin() {
  const held = await Promise.all([...document.querySelectorAll(".film")].map(filmIn));
  const atlas = document.querySelector(".atlas > script");
  if (atlas) showSweep(await unpackText(atlas.textContent));
  else if (held.length) show(...held);
  else new Live((film, live) => show(film, null, live));
}

begin();
