// The network: what touches an actor stands out while the pointer or the focus is on it.
export function network(root) {
  for (const drawing of root.querySelectorAll("[data-network]")) {
    const light = (event, on) => {
      const node = event.target.closest("[data-node]");
      if (!node) return;
      drawing.classList.toggle("dim", on);
      for (const edge of drawing.querySelectorAll("[data-edge]")) {
        const touches = [edge.dataset.from, edge.dataset.to].includes(node.dataset.node);
        edge.classList.toggle("lit", on && touches);
      }
    };
    for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      drawing.addEventListener(enter, (event) => light(event, true));
      drawing.addEventListener(leave, (event) => light(event, false));
    }
  }
}
