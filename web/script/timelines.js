// A timeline: a click takes one bar, a stroke takes a stretch of days, into the address.
import { brushX } from "d3-brush";
import { select } from "d3-selection";

export function timelines(root) {
  for (const drawing of root.querySelectorAll("[data-timeline]")) {
    const hits = [...drawing.querySelectorAll(".hit")];
    if (!hits.length) continue;
    const bars = hits.map((hit) => ({ x: +hit.getAttribute("x"), width: +hit.getAttribute("width"), ...hit.dataset }));
    const go = (first, last) => {
      const form = drawing.closest(".listing")?.querySelector(".filters form");
      const to = new URL(drawing.dataset.to ?? location.pathname, location.href);
      if (!form) {
        to.searchParams.set("since", first.since);
        to.searchParams.set("until", last.until);
        location.assign(to);
        return;
      }
      form.elements.since.value = first.since;
      form.elements.until.value = last.until;
      form.elements.until.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const left = bars[0].x;
    const right = bars.at(-1).x + bars.at(-1).width;
    const y = +hits[0].getAttribute("y");
    const brush = brushX().extent([[left, y], [right, y + +hits[0].getAttribute("height")]]);
    const layer = select(drawing).append("g").attr("class", "brush");
    brush.on("end", (event) => {
      if (!event.sourceEvent) return;
      const [from, to] = event.selection ?? [0, 0].map(() => pointed(event.sourceEvent));
      const taken = bars.filter((bar) => bar.x + bar.width > from && bar.x < Math.max(to, from + 0.01));
      if (taken.length) go(taken[0], taken.at(-1));
    });
    const pointed = (event) => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      return place.x;
    };
    layer.call(brush);
    layer.selectAll(".overlay").each(function () {
      select(this).append("title");
      this.addEventListener("mousemove", (event) => {
        const at = pointed(event);
        const bar = hits.find((hit, n) => at >= bars[n].x && at < bars[n].x + bars[n].width);
        this.querySelector("title").textContent = bar?.querySelector("title").textContent ?? "";
      });
    });
  }
}
