// Keeps what is typed into a section, counts lengths, and shows the page beside the form. Without it "Save" and "Preview in a new tab" do the same.
const form = document.querySelector("form.edit-form");
const box = document.querySelector("[data-preview]");
const frame = box?.querySelector("iframe");
const widths = { phone: 360, desktop: 1280 };

function after(milliseconds, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}

// Files go their own way: see upload.
const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

// Once the form is on its way, what is typed is saved: kept after that, it would meet its own writer as somebody else's.
let leaving = false;
let keeping;
form?.addEventListener("submit", event => {
  if (event.submitter?.formTarget === "_blank") return;
  leaving = true;
  keeping?.abort();
});
addEventListener("pageshow", () => { leaving = false; });

async function keep() {
  if (leaving) return;
  const status = document.getElementById("kept");
  keeping = new AbortController();
  try {
    const answer = await fetch(form.dataset.unsaved, { method: "POST", body: typed(), signal: keeping.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const { at, note } = await answer.json();
    status.textContent = form.dataset.kept.replace("{0}", at);
    const beside = document.getElementById("beside");
    beside.hidden = !note;
    const words = beside.querySelector("[data-note]");
    if (note && words.textContent !== note) {
      words.textContent = note;
      beside.setAttribute("role", "alert");
    }
  } catch {
    if (!leaving) status.textContent = form.dataset.lost;
  }
}

async function preview() {
  const answer = await fetch(box.dataset.preview, { method: "POST", body: typed() }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const script of page.querySelectorAll("script")) script.remove();
  if (box.querySelector("[name=preview-rtl]").checked) page.documentElement.dir = "rtl";
  const top = frame.contentWindow?.scrollY ?? 0;
  const first = top === 0 && box.dataset.at;
  frame.onload = () => (first ? frame.contentDocument.getElementById(box.dataset.at)?.scrollIntoView() : frame.contentWindow.scrollTo(0, top));
  frame.srcdoc = "<!doctype html>" + page.documentElement.outerHTML;
}

function fit() {
  const width = widths[box.querySelector("[name=preview-size]:checked").value];
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  Object.assign(frame.style, { inlineSize: `${width}px`, blockSize: `${640 / scale}px`, transform: `scale(${scale})`, transformOrigin: "0 0" });
  frame.parentElement.style.blockSize = "640px";
}

for (const field of document.querySelectorAll("[data-most]:not([type=file])")) {
  const left = document.createElement("p");
  left.className = "small soft";
  left.ariaHidden = "true";
  field.after(left);
  const show = () => { left.textContent = `${[...field.value].length.toLocaleString(document.documentElement.lang)} / ${Number(field.dataset.most).toLocaleString(document.documentElement.lang)}`; };
  field.addEventListener("input", show);
  show();
}

function replace(area, text, from, to) {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  if (from !== undefined) area.setSelectionRange(area.selectionEnd - text.length + from, area.selectionEnd - text.length + to);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(area, button) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  const { wrap, line, link } = button.dataset;
  if (wrap) replace(area, wrap + chosen + wrap, wrap.length, wrap.length + chosen.length);
  else if (line) {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    area.setSelectionRange(start, area.selectionEnd);
    replace(area, area.value.slice(start, area.selectionEnd).split("\n").map(words => line + words).join("\n"));
  } else if (link) replace(area, `[${chosen}](${link})`, chosen.length + 3, chosen.length + 3 + link.length);
  else {
    let number = 1;
    while (area.value.includes(`{claim-${number}}`)) number++;
    const name = `claim-${number}`;
    replace(area, `==${chosen}=={${name}}`, chosen.length + 5, chosen.length + 5 + name.length);
  }
}

for (const button of document.querySelectorAll("[data-copy]"))
  button.addEventListener("click", event => {
    event.preventDefault();
    for (const original of document.querySelectorAll("[data-original]")) {
      const field = document.getElementById(original.dataset.original);
      if (button.dataset.copy === "*" ? field.value.trim() : field.id !== button.dataset.copy) continue;
      field.value = original.textContent;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (button.dataset.copy !== "*") field.focus();
    }
  });

for (const bar of document.querySelectorAll("[data-toolbar]")) {
  const area = document.getElementById(bar.dataset.toolbar);
  bar.hidden = false;
  bar.addEventListener("click", event => { if (event.target.closest("button:not([data-picture])")) mark(area, event.target.closest("button")); });
}

for (const button of document.querySelectorAll("[data-insert]")) {
  const area = document.getElementById(button.dataset.into);
  button.hidden = false;
  button.addEventListener("click", () => {
    area.setSelectionRange(area.selectionEnd, area.selectionEnd);
    replace(area, button.dataset.insert);
  });
}

if (form?.dataset.unsaved) form.addEventListener("input", after(2_000, keep));
if (box) {
  box.hidden = false;
  fit();
  preview();
  form.addEventListener("input", after(700, preview));
  box.addEventListener("change", () => { fit(); preview(); });
  addEventListener("resize", fit);
}
