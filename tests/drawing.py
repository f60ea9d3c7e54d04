"""One child that draws for all tests of a process: it takes seconds to start."""

import atexit

from messages.charts import Drawer

DRAWER = Drawer()
atexit.register(DRAWER.close)
