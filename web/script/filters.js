// Filters: an address without empty values, and groups that stay open when counts are renewed.
let opened = new Map();

export function filters(root) {
  const panel = root.querySelector("[data-filters]");
  if (!panel) return;
  if (matchMedia("(max-width: 999px)").matches) panel.open = opened.get("filters") ?? false;
  for (const group of panel.querySelectorAll("[data-facet]")) {
    const was = opened.get(group.dataset.facet);
    if (was !== undefined) group.open = was;
    group.addEventListener("toggle", () => opened.set(group.dataset.facet, group.open));
  }
  panel.addEventListener("toggle", (event) => {
    if (event.target === panel) opened.set("filters", panel.open);
  });
}

document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.formData;
  if (!given || event.detail.verb !== "get") return;
  for (const name of [...new Set(given.keys())]) {
    const kept = given.getAll(name).filter((value) => value !== "");
    given.delete(name);
    for (const value of kept) given.append(name, value);
  }
});
