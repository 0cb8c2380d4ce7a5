// Asks the device for a passkey and posts its answer with the form around the button. Without it the form stays away; passwords and codes do the same.
function ask(kind, options) {
  return kind === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function answer(form) {
  const token = form.elements.__RequestVerificationToken.value;
  const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) });
  // Anything else is a page for people: the form leads there, with nothing in it.
  if (!asked.headers.get("content-type")?.startsWith("application/json")) return "";
  return JSON.stringify(await ask(form.dataset.passkey, await asked.json()));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
  form.hidden = false;
  form.querySelector("[data-passkey-off]")?.remove();
  const on = form.querySelector("[data-passkey-on]");
  if (on) on.hidden = false;
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.querySelector("[data-passkey-answer]").value = await answer(form);
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
