// What pages do beyond links and forms; every page works without it.
import { drops } from "./drops.js";
import { filters } from "./filters.js";
import { keys } from "./keys.js";
import { maps } from "./maps.js";
import { network } from "./network.js";
import { story } from "./story.js";
import { timelines } from "./timelines.js";

const parts = [drops, filters, story, timelines, maps, network];

function start(root) {
  for (const part of parts) part(root);
}

keys();
start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Form-Key"] = document.querySelector('meta[name="form-key"]').content;
});
