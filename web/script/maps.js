// A map that can be drawn nearer: wheel with Ctrl, pinch, double click, or the keys + - 0.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

export function maps(root) {
  for (const drawing of root.querySelectorAll("[data-map]")) {
    const layer = drawing.querySelector("[data-zoomed]");
    const circles = [...layer.querySelectorAll("circle")];
    const behaviour = zoom()
      .scaleExtent([1, 40])
      .translateExtent([[0, 0], [960, 468]])
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button))
      .on("zoom", ({ transform }) => {
        layer.setAttribute("transform", `translate(${transform.x},${transform.y}) scale(${transform.k})`);
        for (const circle of circles) {
          circle.setAttribute("r", +circle.dataset.r / transform.k ** 0.85);
        }
      });
    const whole = select(drawing).call(behaviour);
    const bar = drawing.closest(".map").querySelector("[data-zoom-buttons]");
    if (!bar) continue;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const by = event.target.closest("button")?.dataset.zoom;
      if (by === "0") whole.call(behaviour.transform, zoomIdentity);
      else if (by) whole.call(behaviour.scaleBy, +by);
    });
    fit(circles, whole, behaviour);
  }
}

// Opens where the circles are, if they are all in one part of the world.
function fit(circles, whole, behaviour) {
  if (!circles.length) return;
  const xs = circles.map((c) => +c.getAttribute("cx"));
  const ys = circles.map((c) => +c.getAttribute("cy"));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(7, 0.72 * Math.min(960 / Math.max(right - left, 20), 468 / Math.max(bottom - top, 20)));
  if (scale < 1.35) return;
  const at = zoomIdentity.translate(480, 234).scale(scale).translate(-(left + right) / 2, -(top + bottom) / 2);
  whole.call(behaviour.transform, at);
}
