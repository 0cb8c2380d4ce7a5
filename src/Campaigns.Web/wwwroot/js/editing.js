// Keeps what is typed into a section, counts lengths, and shows the page beside the form. Without it "Save" and "Preview in a new tab" do the same.
const form = document.querySelector("form[data-unsaved]");
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

async function keep() {
  const status = document.getElementById("kept");
  try {
    const answer = await fetch(form.dataset.unsaved, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(String(answer.status));
    status.textContent = form.dataset.kept.replace("{0}", (await answer.json()).at);
  } catch {
    status.textContent = form.dataset.lost;
  }
}

async function preview() {
  const answer = await fetch(box.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const script of page.querySelectorAll("script")) script.remove();
  if (box.querySelector("[name=preview-rtl]").checked) page.documentElement.dir = "rtl";
  const top = frame.contentWindow?.scrollY ?? 0;
  frame.onload = () => frame.contentWindow.scrollTo(0, top);
  frame.srcdoc = "<!doctype html>" + page.documentElement.outerHTML;
}

function fit() {
  const width = widths[box.querySelector("[name=preview-size]:checked").value];
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  Object.assign(frame.style, { inlineSize: `${width}px`, blockSize: `${640 / scale}px`, transform: `scale(${scale})`, transformOrigin: "0 0" });
  frame.parentElement.style.blockSize = "640px";
}

for (const field of document.querySelectorAll("[data-most]")) {
  const left = document.createElement("p");
  left.className = "small soft";
  left.ariaHidden = "true";
  field.after(left);
  const show = () => { left.textContent = `${[...field.value].length.toLocaleString(document.documentElement.lang)} / ${Number(field.dataset.most).toLocaleString(document.documentElement.lang)}`; };
  field.addEventListener("input", show);
  show();
}

if (form) form.addEventListener("input", after(2_000, keep));
if (box) {
  box.hidden = false;
  fit();
  preview();
  form.addEventListener("input", after(700, preview));
  box.addEventListener("change", () => { fit(); preview(); });
  addEventListener("resize", fit);
}
