// Light or dark: what the system says, unless somebody chooses.

import { picker } from "./shapes.js";

export function themePicker(repaint) {
  const themes = { "": "◐ Auto", light: "☀ Light", dark: "☾ Dark" };
  return picker("Colours of the page", Object.entries(themes), "", (value) => {
    document.documentElement.dataset.theme = value;
    repaint();
  });
}
