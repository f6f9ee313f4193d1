// A story: the words of a record light up with it, and it with its words.
export function story(root) {
  const text = root.querySelector(".text");
  const margin = root.querySelector(".margin");
  if (!text || !margin) return;
  const words = new Map();
  for (const mark of text.querySelectorAll("[data-records]")) {
    for (const id of mark.dataset.records.split(" ")) {
      if (!words.has(id)) words.set(id, []);
      words.get(id).push(mark);
    }
  }
  const cards = new Map([...margin.querySelectorAll("[data-record]")].map((c) => [c.dataset.record, c]));
  const light = (ids, on) => {
    for (const id of ids) {
      cards.get(id)?.classList.toggle("lit", on);
      for (const mark of words.get(id) ?? []) mark.classList.toggle("lit", on);
    }
  };
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    const about = (event, on) => {
      const mark = event.target.closest(".text [data-records]");
      if (mark) light(mark.dataset.records.split(" "), on);
      const card = event.target.closest(".margin [data-record]");
      if (card) light([card.dataset.record], on);
    };
    document.addEventListener(enter, (event) => about(event, true));
    document.addEventListener(leave, (event) => about(event, false));
  }
}
