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
  input.value = "";
}

export async function upload(input) {
  const [file] = input.files;
  if (!file) return null;
  if (file.size > Number(input.dataset.most)) return say(input, input.dataset.large), null;
  const body = new FormData();
  body.set("file", file);
  body.set("__RequestVerificationToken", input.form.elements.__RequestVerificationToken.value);
  input.disabled = true;
  try {
    const answer = await fetch(input.dataset.upload, { method: "POST", body });
    const told = answer.status === 200 || answer.status === 400 ? await answer.json() : {};
    say(input, answer.ok ? null : told.problem ?? input.dataset.lost);
    return answer.ok ? told : null;
  } catch {
    say(input, input.dataset.lost);
    return null;
  } finally {
    input.disabled = false;
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
