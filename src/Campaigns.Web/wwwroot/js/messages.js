// Shows a message as people see it while it is typed. Without it "Look at it" does the same.
const form = document.querySelector("form[data-look]");
let timer;
let asked;

async function look() {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(form.dataset.look, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal }).catch(() => null);
  if (!answer?.ok) return;
  const seen = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("seen");
  if (seen) document.getElementById("seen").replaceChildren(...seen.childNodes);
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 500);
});
