// Takes a picture as soon as it is chosen and shows it, so that a preview has it and nothing typed waits for it. Without it the form brings the file along.
function say(input, sentence) {
  const field = input.closest(".field");
  field.querySelector(".error")?.remove();
  field.classList.toggle("wrong", Boolean(sentence));
  if (!sentence) return input.removeAttribute("aria-invalid");
  const error = document.createElement("p");
  Object.assign(error, { className: "error", id: `${input.id}-error`, textContent: sentence });
  error.setAttribute("role", "alert");
  input.before(error);
  input.setAttribute("aria-invalid", "true");
  if (input.type === "file") input.value = "";
}

export async function upload(input) {
  const [file] = input.files;
  if (!file) return null;
  if (file.size > Number(input.dataset.most)) return say(input, input.dataset.large), null;
  const body = new FormData();
  body.set("file", file);
  body.set("__RequestVerificationToken", input.form.elements.__RequestVerificationToken.value);
  input.ariaBusy = "true"; // and not disabled: whoever presses "Save" before it has arrived sends the file along
  try {
    const answer = await fetch(input.dataset.upload, { method: "POST", body });
    const told = answer.status === 200 || answer.status === 400 ? await answer.json() : {};
    say(input, answer.ok ? null : told.problem ?? input.dataset.lost);
    return answer.ok && input.files[0] === file ? told : null; // another one may have been chosen meanwhile
  } catch {
    say(input, input.dataset.lost);
    return null;
  } finally {
    input.ariaBusy = null;
  }
}

const field = document.getElementById("picture");
if (field) {
  const input = document.getElementById("file");
  for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
  input.addEventListener("change", async event => {
    event.stopPropagation();
    const picture = await upload(input);
    if (!picture) return;
    field.value = picture.path;
    input.value = "";
    for (const image of [document.getElementById("picture-now"), document.getElementById("card-picture")]) {
      if (!image) continue;
      image.src = `/${picture.path}`;
      image.hidden = false;
    }
    Object.assign(document.getElementById("picture-now"), { width: picture.width, height: picture.height });
    document.getElementById("no-picture").hidden = true;
    document.getElementById("card-without")?.remove();
    document.getElementById("no-more").hidden = false;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// What is too large is said before it travels.
for (const input of document.querySelectorAll("input[type=file][data-large]:not([data-upload])"))
  input.addEventListener("change", () => say(input, input.files[0]?.size > Number(input.dataset.most) ? input.dataset.large : null));

const insert = document.getElementById("insert-picture");
const opener = document.querySelector("[data-picture]");
if (insert && opener) {
  const dialog = document.createElement("dialog");
  dialog.className = "insert";
  dialog.setAttribute("aria-labelledby", "insert-picture-h");
  insert.replaceWith(dialog);
  dialog.append(insert);
  const form = insert.querySelector("form");
  const area = document.getElementById(form.dataset.into);
  const close = insert.querySelector("[data-close]");
  opener.hidden = close.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  close.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const fields = [...form.querySelectorAll(".input")];
    for (const field of fields) say(field, null);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.status !== 200 && answer.status !== 400) throw new Error(String(answer.status));
      const told = await answer.json();
      form.elements.Picture.value = told.picture ?? "";
      for (const { field, sentence } of told.problems) say(document.getElementById(field), sentence);
      if (!told.mark) return fields.find(field => field.ariaInvalid)?.focus();
      dialog.close();
      form.reset();
      form.elements.Picture.value = "";
      area.focus();
      const before = area.value.slice(0, area.selectionEnd), gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      area.setRangeText(`${gap}${told.mark}\n\n`, area.selectionEnd, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      say(form.elements.File, form.elements.File.dataset.lost);
    }
  });
}
