"""The app's Home tab as it published it for a person."""

from sandbox.gestures import GESTURES
from sandbox.page.acting import Hand, Say
from sandbox.page.forms import Seated
from sandbox.page.markup import escaped
from sandbox.page.names import Names
from sandbox.page.pieces import Pieces
from sandbox.page.surface import Surface, box, made
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.views import View
from sandbox.wire import Refused


class Home:
    """The Home tab of one page: `open` it, and `refresh` it when a `home` was published."""

    def __init__(self, workspace: Workspace, say: Say) -> None:
        self._workspace, self._say = workspace, say
        self._whole = box(class_="home")
        self._pieces: Pieces | None = None
        self._shown: tuple[str, str, str] | None = None

    async def open(self, seat: Seated) -> None:
        """The person opens it: the app hears of it, and what it has published so far is shown."""
        self.refresh(seat)
        try:
            await GESTURES["home"](self._workspace, {"user": seat.person.id})
        except Refused as refusal:
            self._say(refusal.sentence)
        self.refresh(seat)

    def refresh(self, seat: Seated) -> None:
        """Shows the tab as it stands now."""
        view = self._workspace.views.home(seat.person.id)
        wanted = (seat.person.id, view.id if view else "", view.hash if view else "")
        if wanted == self._shown:
            return
        if self._shown is None or self._shown[:2] != wanted[:2]:
            self._begin(view is not None)
        self._shown = wanted
        if view is not None:
            self._show(seat.person, view)

    def _begin(self, is_published: bool) -> None:
        self._whole.clear()
        self._pieces = None
        with self._whole:
            if is_published:
                self._pieces = Pieces()
            else:
                name = escaped(self._workspace.manifest.name)
                made("p", f"{name} has not published a Home tab for you yet.", class_="nothing")

    def _show(self, person: Person, view: View) -> None:
        hand = Hand(self._workspace, person, {"view_id": view.id}, self._say)
        names = Names(self._workspace, person)
        if self._pieces is not None:
            surface = Surface(names, hand.press, view.values(), hand.suggest, hand.keep)
            self._pieces.show(surface, view.blocks)
