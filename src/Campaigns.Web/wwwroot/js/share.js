// Shortens the way of the share step: copies, opens the device's own share sheet, and takes changed words along. Without it every link and button works.
const form = document.querySelector("#words");
const area = form.querySelector("textarea");

function post(act) {
  const body = new URLSearchParams(new FormData(form));
  body.set("Do", act);
  // Its answer is a redirect to the page that is open already.
  return fetch(form.action, { method: "POST", body, redirect: "manual" });
}

function textOf(id) {
  const place = document.getElementById(id);
  return place.value ?? place.textContent;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf(button.dataset.copy));
    } catch {
      document.getElementById(button.dataset.copy).select?.();
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 3000);
    post("copied").catch(() => {});
  });
}

const native = document.querySelector("[data-native]");
if (native && navigator.share) {
  native.hidden = false;
  native.firstElementChild.addEventListener("click", async () => {
    try {
      await navigator.share({ text: area.value });
      await post("copied");
    } catch {
      // Closed without sharing.
    }
  });
}

for (const link of document.querySelectorAll("[data-network], [data-ask]")) {
  link.addEventListener("click", async (press) => {
    const where = document.querySelector("#where");
    if (where) where.value = link.dataset.network ?? link.dataset.ask;
    if (area.value === area.defaultValue) return;
    press.preventDefault();
    // Opened within the press, or the browser would hold it back.
    const tab = link.dataset.network ? window.open("", "_blank") : null;
    const kept = await post("keep").catch(() => null);
    if (kept?.type !== "opaqueredirect") {
      tab?.close();
      form.querySelector("[data-keep]").click();
      return;
    }
    area.defaultValue = area.value;
    if (!tab) location.href = link.href;
    else {
      tab.opener = null;
      tab.location.href = link.href;
    }
  });
}
