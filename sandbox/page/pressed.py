"""Which button within a piece of HTML was pressed: one listener for all of them."""

# Emits what to do (data-do), its argument (data-arg), and the message that it stands in (data-ts).
PRESSED = """(event) => {
  const button = event.target.closest("[data-do]");
  if (button) emit(button.dataset.do, button.dataset.arg ?? "", button.closest("[data-ts]")?.dataset.ts ?? "");
}"""
