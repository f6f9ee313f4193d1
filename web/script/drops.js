// Files dropped anywhere on the form are as good as chosen ones.
export function drops(root) {
  for (const form of root.querySelectorAll("[data-drop]")) {
    const field = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
    for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    });
  }
}
