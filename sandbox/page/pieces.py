"""Blocks that stay on the page while their view changes: what did not change keeps what is typed in it."""

from nicegui.element import Element

from sandbox.page.blocks import draw_piece, key, pieces
from sandbox.page.surface import Surface, box
from sandbox.wire import Json

NOTE_FOCUS = "(event) => { window.lastTyped = event.target.dataset.actionId || ''; }"
REFOCUS = """
setTimeout(() => {{
  const box = getHtmlElement({box}), active = document.activeElement;
  const isLost = !active || active === document.body || active.classList.contains('q-dialog__inner');
  if (!box || !isLost || !window.lastTyped) return;
  const again = [...box.querySelectorAll('[data-action-id]')].find((one) => one.dataset.actionId === window.lastTyped);
  again?.focus();
  if (again?.type === 'text') again.setSelectionRange(again.value.length, again.value.length);
}}, 30);
"""


class Pieces:
    """The pieces of one view, in the box that they are drawn in."""

    def __init__(self) -> None:
        self.box = box(class_="pieces")
        self.box.on("focusin", js_handler=NOTE_FOCUS)
        self._drawn: list[tuple[str, Element]] = []

    def show(self, surface: Surface, blocks: list[Json]) -> None:
        """Shows these blocks: draws what is new, moves what is not, takes away the rest."""
        left = list(self._drawn)
        self._drawn = []
        for place, piece in enumerate(pieces(blocks)):
            wanted = key(piece)
            found = next((one for one in left if one[0] == wanted), None)
            if found is not None:
                left.remove(found)
                found[1].move(self.box, place)
                self._drawn.append(found)
            else:
                self._drawn.append((wanted, self._draw(surface, piece, place)))
        for _, gone in left:
            gone.delete()
        if left:
            self.box.client.run_javascript(REFOCUS.format(box=self.box.id))

    def _draw(self, surface: Surface, piece: list[Json], place: int) -> Element:
        with self.box, box(class_="piece") as holder:
            draw_piece(surface, piece)
        holder.move(self.box, place)
        return holder
