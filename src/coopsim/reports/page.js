(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll(".plot")].map((place) => ({
    place,
    drawn: JSON.parse(place.nextElementSibling.textContent),
  }));
  const draw = (theme) => {
    for (const { place, drawn } of plots) {
      const { data, layout } = drawn[theme];
      Plotly.react(place, data, layout, { responsive: true, displayModeBar: false });
    }
  };
  const now = () => (dark.matches ? "dark" : "light");
  draw(now());
  dark.addEventListener("change", () => draw(now()));
  // Paper is white.
  addEventListener("beforeprint", () => draw("light"));
  addEventListener("afterprint", () => draw(now()));
})();
