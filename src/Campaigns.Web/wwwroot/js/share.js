import { mastodonLength, readLength, xLength } from "./length.js";

// Shortens the way of the share step: one press opens the network, lengths count along, texts are copied, the device's own share sheet opens. Without it every button works.
const form = document.querySelector("#words");
const area = form.querySelector("textarea");

function post(field, value) {
  const body = new URLSearchParams(new FormData(form));
  body.set(field, value);
  return fetch(form.action, { method: "POST", body });
}

function textOf(id) {
  const place = document.getElementById(id);
  return place.value ?? place.textContent;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  for (const note of document.querySelectorAll("[data-without-copy]")) note.hidden = true;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf(button.dataset.copy));
    } catch {
      // Not allowed here: the text can be selected.
      document.getElementById(button.dataset.copy).select?.();
      for (const note of document.querySelectorAll("[data-without-copy]")) note.hidden = false;
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 3000);
    // A text that is ready has begun with the press that made it so.
    if (button.dataset.copy !== "ready-text") post("Do", "copied").catch(() => {});
  });
}

const native = document.querySelector("[data-native]");
if (native && navigator.share) {
  native.hidden = false;
  native.firstElementChild.addEventListener("click", async () => {
    try {
      await navigator.share({ text: area.value });
      await post("Do", "copied");
    } catch {
      // Closed without sharing.
    }
  });
}

const lefts = document.getElementById("left");

/** The text as it goes to a network, with a link as long as the one that goes there. */
function sentTo(limit) {
  const text = area.value.trim();
  const shown = lefts.dataset.shown;
  const link = "https://".padEnd(limit.long, "x");
  return text.includes(shown) ? text.replaceAll(shown, link) : `${text} ${link}`;
}

const lengths = { x: xLength, mastodon: mastodonLength };

area.addEventListener("input", () => {
  for (const place of lefts.querySelectorAll("[data-limit]")) {
    const limit = place.dataset;
    const left = Number(limit.most) - (lengths[limit.limit] ?? readLength)(sentTo(limit));
    place.classList.toggle("over", left < 0);
    place.textContent = (left < 0 ? lefts.dataset.over : lefts.dataset.left).replace("{0}", limit.name).replace("{1}", Math.abs(left).toLocaleString(document.documentElement.lang));
  }
});

function showReady(url) {
  // A page that differs in its place alone would not be loaded again.
  if (url !== location.href.split("#")[0]) return location.assign(`${url}#ready`);
  location.hash = "ready";
  location.reload();
}

form.addEventListener("submit", async press => {
  const button = press.submitter;
  // Words of one's own leave as they were written, so nothing has to be shown before.
  const isShownFirst = button?.dataset.first && (area.value === area.defaultValue || ["email", "mastodon"].includes(button.value));
  if (button?.name !== "To" || isShownFirst) return;
  press.preventDefault();
  if (button.dataset.pastes) navigator.clipboard?.writeText(area.value).catch(() => {});
  // Opened within the press, or the browser would hold it back.
  const tab = window.open("", "_blank");
  const answer = await post("To", button.value).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const opens = page?.querySelector("[data-opens=yes]")?.href;
  if (!opens) {
    tab?.close();
    button.dataset.first = "yes";
    area.defaultValue = area.value;
    button.click(); // the server says why
    return;
  }
  if (tab) {
    tab.opener = null;
    tab.location.href = opens;
  }
  showReady(answer.url);
});
