// Keeps the count of a campaign page fresh while somebody looks at it. Without it the count stands as loaded.
const page = document.querySelector("[data-figures]");
const every = 30_000;

async function refresh() {
  if (document.visibilityState !== "visible") return;
  try {
    // Without cookies everybody gets the same answer, which the server keeps.
    const answer = await fetch(page.dataset.figures, { credentials: "omit" });
    if (answer.ok) show(await answer.json());
  } catch {
    // Offline for a moment: the next round tries again.
  }
}

function show(figures) {
  for (const place of page.querySelectorAll("[data-figure]")) {
    const text = figures.text[place.dataset.figure];
    if (text !== undefined && place.textContent !== text) place.textContent = text;
  }
  const counted = page.querySelector("time[data-figure=counted]");
  if (counted) counted.dateTime = figures.counted;
  const progress = page.querySelector(".goal progress");
  if (progress) {
    progress.max = Math.max(figures.goal, figures.total);
    progress.value = figures.total;
  }
}

if (page?.querySelector("[data-figure]")) {
  setInterval(refresh, every);
  document.addEventListener("visibilitychange", refresh);
}
