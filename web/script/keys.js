// Keys: / search, up and down or j and k through rows, and in Review the letters shown on buttons.
const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("seek")?.focus();
      return;
    }
    const decision = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (decision) {
      event.preventDefault();
      decision.click();
      return;
    }
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) rows(event, step);
  });
}

function rows(event, step) {
  const links = [...document.querySelectorAll("[data-rows] tbody tr a.who, .margin .note-card h3 a")];
  if (!links.length) return;
  const inside = event.target.closest("tr, .note-card");
  const at = inside ? links.findIndex((link) => inside.contains(link)) : -1;
  const arrow = event.key.startsWith("Arrow");
  if (at < 0 && arrow && event.target !== document.body && !event.target.closest(".things")) return;
  event.preventDefault();
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  next.focus();
  next.closest("tr, .note-card")?.scrollIntoView({ block: "nearest" });
}
