// The brand colour while it is chosen: a picker beside the field, and the sample in that colour. Without this the button "Show this colour" does it.
const block = document.querySelector("[data-colour]");
const field = block?.querySelector("input.input:not([readonly])");
if (field) {
  const words = block.querySelector("[data-colour-words]");
  const picker = Object.assign(document.createElement("input"), { type: "color", value: /^#[0-9a-f]{6}$/i.test(field.value) ? field.value : "#0b5f66" });
  picker.setAttribute("aria-label", block.querySelector("label").textContent);
  field.after(picker);
  const show = colour => {
    document.documentElement.style.setProperty("--brand", colour);
    words.hidden = true; // they are about the colour before; the server measures the new one
  };
  picker.addEventListener("input", () => { field.value = picker.value; show(picker.value); });
  field.addEventListener("input", () => {
    if (!/^#[0-9a-f]{6}$/i.test(field.value.trim())) return;
    picker.value = field.value.trim();
    show(picker.value);
  });
}
