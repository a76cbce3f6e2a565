// The slider through time: says the day while it is moved, and asks for it when it is let go.
// Without this script it is a form like any other, with a button.
let waiting;
const day = (slider) => slider.list.options[slider.value].label;
addEventListener("input", ({ target }) => {
  if (target.id !== "step") return;
  target.form.querySelector("output").value = day(target);
  target.setAttribute("aria-valuetext", day(target));
});
addEventListener("change", ({ target }) => {
  if (target.id !== "step") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => target.form.requestSubmit(), 500);
});
