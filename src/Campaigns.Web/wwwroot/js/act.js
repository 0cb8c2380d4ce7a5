import { xLength } from "./length.js";

// Shortens the way through a step: one press opens the composer, the length counts along, the text is copied. Without it two presses do the same.
const form = document.querySelector("form[data-act]");
const plural = new Intl.PluralRules(document.documentElement.lang);
const order = ["zero", "one", "two", "few", "many", "other"];

/** The form of a text "one|other", or of all six, that the number takes. */
function say(text, number) {
  const forms = text.split("|");
  const kind = plural.select(number);
  const at = forms.length === 6 ? order.indexOf(kind) : kind === "one" ? 0 : forms.length - 1;
  return forms[at].replace("{0}", number.toLocaleString(document.documentElement.lang));
}

function lengthOf(text) {
  return form.dataset.act === "tweet" ? xLength(text) : text.length;
}

function watchLength(area) {
  const place = document.getElementById("left");
  const words = place.querySelector("strong");
  const show = () => {
    const left = Number(place.dataset.most) - lengthOf(area.value.trim());
    words.textContent = left >= 0 ? say(place.dataset.left, left) : say(place.dataset.over, -left);
  };
  area.addEventListener("input", show);
  return show;
}

/** A gap such as [your town] that still stands there. */
function hasGap(area) {
  return (area.defaultValue.match(/\[[^\[\]\n]*\p{L}[^\[\]\n]*\]/gu) ?? []).some(gap => area.value.includes(gap));
}

function openComposer(area) {
  const text = area.value.trim();
  if (text === "" || hasGap(area) || lengthOf(text) > Number(document.getElementById("left").dataset.most)) return; // the server says why
  if (form.dataset.act === "tweet") {
    window.open(`https://x.com/intent/tweet?text=${encodeURIComponent(text)}`, "_blank", "noopener");
    return;
  }
  const page = (form.querySelector("[data-open]:checked") ?? form.querySelector("input[type=hidden][data-open]"))?.dataset.open;
  navigator.clipboard?.writeText(text).catch(() => {}); // then the next page offers it once more
  if (page) window.open(page, "_blank", "noopener");
}

if (form) {
  const area = form.querySelector("textarea");
  const show = watchLength(area);
  let handle = form.querySelector("[data-handle]:checked")?.dataset.handle;
  form.addEventListener("change", event => {
    const chosen = event.target.dataset.handle;
    if (!chosen || !handle) return;
    area.value = area.value.replaceAll(`@${handle}`, `@${chosen}`);
    handle = chosen;
    show();
  });
  form.addEventListener("submit", event => {
    if (event.submitter && "primary" in event.submitter.dataset) openComposer(area);
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  for (const note of document.querySelectorAll("[data-without-copy]")) note.hidden = true;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    } catch {
      // Not allowed here: the text can be selected.
      for (const note of document.querySelectorAll("[data-without-copy]")) note.hidden = false;
    }
  });
}
