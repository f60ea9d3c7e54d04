"""Charts in words, and the process that draws them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.charts import ChartFailed, Drawer, Waterfall, alt_text, as_json, from_json
from messages.child import Child, ChildFailed
from tests.messages.chart_makers import OCTOBER, bars, waterfall
from tests.messages.hostile import HOSTILE

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    drawer = Drawer()
    yield drawer
    drawer.close()


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _in_fresh_python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def test_the_words_of_a_waterfall_say_what_the_picture_shows() -> None:
    assert alt_text(waterfall(12)) == (
        "Leads handed to sales, October 2026. Marketing stood at 42.58 of 100 leads at the end of 12 Oct. "
        "The goal line stood at 38.71: 3.87 above it. Verdict: ahead of the goal line."
    )


def test_a_party_that_is_behind_reads_how_far_below_the_line() -> None:
    words = alt_text(waterfall(12, share=0.5, verdict="behind"))
    assert "38.71: 19.35 below it. Verdict: behind the goal line." in words


def test_money_carries_its_sign_before_the_figure() -> None:
    assert "of $5,000 at the end" in alt_text(waterfall(12, target=5000.0, unit="$"))


def test_before_the_first_day_has_finished_the_words_say_so() -> None:
    assert "no day has finished yet; the goal line rises to 100 leads." in alt_text(waterfall(0))


def test_the_words_of_bars_name_each_figure_and_the_gaps() -> None:
    assert alt_text(bars()) == (
        "Time to first follow-up. Goal: 60 min or less. 3 of 4 kept it. "
        "Day 1 41 min; Day 2 52.25 min; Day 3 75 min; Day 4 no figure; Day 5 38 min."
    )


def test_the_words_never_exceed_a_thousand_characters() -> None:
    assert len(alt_text(bars((1.0,) * 366))) <= 1000


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_come_out_of_the_words_as_one_clean_line(name: str) -> None:
    words = alt_text(waterfall(title=name, party=name, unit=name))
    assert words.isprintable()
    assert len(words) <= 1000


@given(st.text(st.characters(exclude_categories=())), st.integers(0, 31))
def test_a_chart_survives_the_way_to_the_process_that_draws_it(name: str, finished: int) -> None:
    chart = waterfall(finished, title=name)
    assert from_json(as_json(chart)) == chart
    assert from_json(as_json(bars())) == bars()


def test_importing_the_charts_does_not_import_matplotlib() -> None:
    program = "import sys, messages.charts, messages.blocks, messages.validate; print('matplotlib' in sys.modules)"
    assert _in_fresh_python(program) == "False"


def test_only_the_drawing_package_names_matplotlib() -> None:
    packages = ("bot", "commands", "intake", "jobs", "messages", "sla", "storage")
    naming = [path for name in packages for path in (ROOT / name).rglob("*.py") if "import matplotlib" in _code(path)]
    naming += [path for name in packages for path in (ROOT / name).rglob("*.py") if "from matplotlib" in _code(path)]
    assert {path.parent for path in naming} == {ROOT / "messages" / "drawing"}


def _code(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_chart_is_drawn_as_png(drawer: Drawer) -> None:
    assert drawer.draw(waterfall()).startswith(PNG)


def test_a_warmed_drawer_draws_in_the_child_that_runs_already(drawer: Drawer) -> None:
    drawer.warm()
    first = drawer.pid
    drawer.draw(bars())
    assert first is not None and drawer.pid == first


def test_the_child_is_kept_between_charts(drawer: Drawer) -> None:
    drawer.draw(waterfall())
    first = drawer.pid
    drawer.draw(bars())
    assert drawer.pid == first


def test_the_same_chart_gives_the_same_bytes_in_another_process(drawer: Drawer) -> None:
    drawer.draw(bars())
    first = drawer.draw(waterfall())
    drawer.close()
    assert drawer.draw(waterfall()) == first


def test_a_killed_child_is_replaced_for_the_next_chart(drawer: Drawer) -> None:
    drawer.draw(waterfall())
    killed = drawer.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    for _ in range(2):
        try:
            picture = drawer.draw(waterfall())
        except ChartFailed:  # the child was still dying when it was asked
            continue
    assert picture.startswith(PNG)
    assert drawer.pid != killed


def test_a_chart_that_cannot_be_drawn_fails_and_the_next_one_is_drawn(drawer: Drawer) -> None:
    impossible = Waterfall("x", "leads", OCTOBER, (), (1.0, 2.0), 100.0, "ahead", "Marketing")
    with pytest.raises(ChartFailed):
        drawer.draw(impossible)
    assert drawer.draw(waterfall()).startswith(PNG)


def test_charts_asked_for_by_many_threads_do_not_get_mixed_up(drawer: Drawer) -> None:
    charts = [waterfall(number) for number in range(8)]
    alone = [drawer.draw(chart) for chart in charts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(drawer.draw, charts)) == alone


def test_the_child_sees_no_token() -> None:
    program = (
        "import os; os.environ['SLACK_BOT_TOKEN'] = 'canary'\n"
        "from pathlib import Path; from messages.charts import Drawer; from tests.messages.chart_makers import bars\n"
        "drawer = Drawer(); drawer.draw(bars())\n"
        "print('canary' in Path(f'/proc/{drawer.pid}/environ').read_text()); drawer.close()"
    )
    assert _in_fresh_python(program) == "False"


def test_the_child_ends_with_a_parent_that_is_killed() -> None:
    program = (
        "import os; from messages.charts import Drawer; from tests.messages.chart_makers import bars\n"
        "drawer = Drawer(); drawer.draw(bars()); print(drawer.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    child = int(_in_fresh_python(program))
    for _ in range(100):
        if not _is_running(child):
            break
        time.sleep(0.05)
    assert not _is_running(child)


def test_a_child_that_takes_too_long_is_killed() -> None:
    child = Child("tests.messages.sleepy", seconds=0.3)
    with pytest.raises(ChildFailed):
        child.ask(b"anything")
    assert child.pid is None
